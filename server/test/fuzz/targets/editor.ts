/** What a person with an editor does to a small project, and what the editor and the disk hold after it. */
import type { TextChange } from '../../../src/engine/syntax/go-parser.js';
import type { Dice } from '../../support/random.js';
import { edited } from './changing-world.js';
import { NESTED, sensibleEdit, TEXTS } from './world-texts.js';

export type Operation =
  | { readonly kind: 'open' | 'write'; readonly path: string; readonly text: string }
  | { readonly kind: 'change'; readonly path: string; readonly changes: readonly TextChange[] }
  | { readonly kind: 'save' | 'close' | 'remove'; readonly path: string }
  | { readonly kind: 'rename'; readonly path: string; readonly to: string }
  /** A number of `SETTINGS`. */
  | { readonly kind: 'settings'; readonly which: number }
  | { readonly kind: 'trust'; readonly trusted: boolean }
  | { readonly kind: 'folders'; readonly open: boolean }
  /** The compiler, late: one of the runs that wait, by its share of them. */
  | { readonly kind: 'answer'; readonly which: number; readonly built: boolean }
  /** A request for a place, by its share of the text. */
  | { readonly kind: 'ask'; readonly path: string; readonly what: Question; readonly at: number }
  /** The server works for a turn, or all it can without the compiler; or time passes. */
  | { readonly kind: 'turn' | 'rest' }
  | { readonly kind: 'wait'; readonly milliseconds: number }
  /** Everybody comes to an end, and the server is compared with a fresh one. */
  | { readonly kind: 'compare' };

export type Question = 'hover' | 'actions' | 'lenses' | 'hints' | 'why' | 'matrix' | 'report';

const QUESTIONS: readonly Question[] = ['hover', 'hover', 'actions', 'actions', 'lenses', 'hints', 'why', 'matrix', 'report'];

/** As often as they stand here. */
const KINDS = [
  ...Array.from({ length: 14 }, () => 'change' as const),
  ...(['open', 'open', 'open', 'save', 'save', 'close', 'close', 'write', 'write', 'remove', 'rename'] as const),
  ...(['answer', 'answer', 'answer', 'answer', 'ask', 'ask', 'ask', 'ask', 'turn', 'turn', 'rest', 'wait'] as const),
];
const SELDOM = ['settings', 'trust', 'folders'] as const;

/** Sections of the client's settings. */
export const SETTINGS: readonly Readonly<Record<string, unknown>>[] = [
  {},
  { goPreflight: { compiler: { run: 'onType' }, inlayHints: true } },
  { goPreflight: { compiler: { run: 'manual' }, rules: { escape: 'warning' } } },
  { goPreflight: { escape: { tests: true }, codeLens: false, rules: { 'version/mismatch': 'off' } }, gopls: { staticcheck: true } },
];

/** The editor's texts and the disk's, by path, and the settings in force. */
export class Editor {
  readonly open = new Map<string, string>();
  readonly disk = new Map<string, string>();
  settings = 0;
  trusted = true;
  folder = true;

  /** False, and nothing is done, where the operation makes no sense. */
  take(operation: Operation): boolean {
    if (!this.isPossible(operation)) return false;
    switch (operation.kind) {
      case 'open':
        this.open.set(operation.path, operation.text);
        break;
      case 'change':
        this.open.set(operation.path, edited(this.open.get(operation.path)!, operation.changes));
        break;
      case 'save':
        this.disk.set(operation.path, this.open.get(operation.path)!);
        break;
      case 'close':
        this.open.delete(operation.path);
        break;
      case 'write':
        this.disk.set(operation.path, operation.text);
        break;
      case 'remove':
        this.disk.delete(operation.path);
        break;
      case 'rename':
        this.disk.set(operation.to, this.disk.get(operation.path)!);
        this.disk.delete(operation.path);
        break;
      case 'settings':
        this.settings = operation.which;
        break;
      case 'trust':
        this.trusted = operation.trusted;
        break;
      case 'folders':
        this.folder = operation.open;
        break;
    }
    return true;
  }

  private isPossible(o: Operation): boolean {
    if (o.kind === 'open') return !this.open.has(o.path);
    if (o.kind === 'save' || o.kind === 'close') return this.open.has(o.path);
    if (o.kind === 'change') {
      const text = this.open.get(o.path);
      return text !== undefined && o.changes.every(c => c.span.end <= text.length);
    }
    if (o.kind === 'remove') return this.disk.has(o.path);
    if (o.kind === 'rename') return this.disk.has(o.path) && !this.disk.has(o.to) && !this.open.has(o.path) && !this.open.has(o.to);
    if (o.kind === 'folders') return o.open !== this.folder;
    return true;
  }
}

/** `isWhole`: whether a Go text can be parsed. What the parser makes of others may depend on what it saw before. */
export function draft(editor: Editor, dice: Dice, isWhole: (text: string) => boolean): Operation | undefined {
  const paths = Object.keys(TEXTS);
  const path = dice.pick(paths);
  if (path === NESTED && !editor.disk.has(path) && dice.chance(0.8)) return undefined;
  const kind = dice.chance(0.02) ? dice.pick(SELDOM) : dice.pick(KINDS);
  switch (kind) {
    case 'open':
      return { kind, path, text: editor.disk.get(path) ?? dice.pick(TEXTS[path]!) };
    case 'write':
      return { kind, path, text: dice.pick(TEXTS[path]!) };
    case 'change':
      return change(editor, dice, isWhole);
    case 'rename':
      return { kind, path, to: dice.pick(paths) };
    case 'settings':
      return { kind, which: dice.below(SETTINGS.length) };
    case 'trust':
      return { kind, trusted: dice.chance(0.7) };
    case 'folders':
      return { kind, open: !editor.folder };
    case 'answer':
      return { kind, which: dice.share(), built: dice.chance(0.85) };
    case 'ask':
      return { kind, path, what: dice.pick(QUESTIONS), at: dice.share() };
    case 'turn':
    case 'rest':
      return { kind };
    case 'wait':
      return { kind, milliseconds: dice.pick([50, 200, 600, 5000]) };
    default:
      return { kind, path };
  }
}

function change(editor: Editor, dice: Dice, isWhole: (text: string) => boolean): Operation | undefined {
  if (editor.open.size === 0) return undefined;
  const path = dice.pick([...editor.open.keys()]);
  const changes: TextChange[] = [];
  let text = editor.open.get(path)!;
  for (let n = 1 + dice.below(3); n > 0; n--) {
    const edit = sensibleEdit(path, text, dice);
    if (!edit) continue;
    changes.push(edit);
    text = edited(text, [edit]);
  }
  if (changes.length === 0 || (path.endsWith('.go') && !isWhole(text))) return undefined;
  return { kind: 'change', path, changes };
}
