/** A small world of files that changes at random, step by step; every Go text in it can be parsed. */
import type { Span } from '../../../src/engine/base/finding.js';
import type { CompilerEvidence } from '../../../src/engine/sites/evidence.js';
import type { TextChange } from '../../../src/engine/syntax/go-parser.js';
import type { TextEdit } from '../../../src/engine/workspace/evidence-table.js';
import { evidenceOf, siteAt } from '../../support/judged.js';
import type { Dice } from '../../support/random.js';
import { NESTED, sensibleEdit, TEXTS } from './world-texts.js';

/** A compiler that has something to say of some words, and knows nothing of others. */
export interface Said {
  readonly sites: readonly Span[];
  readonly unknown: readonly Span[];
}

export interface WorldFile {
  readonly text: string;
  readonly open: boolean;
  readonly outline: boolean;
  /** What a compiler said, about which text, and what has been edited since. */
  readonly compiled?: { readonly said: Said; readonly text: string; readonly edits: readonly TextEdit[] } | undefined;
}

export type Change =
  /** From disk, which counts for nothing while the file is open. */
  | { readonly kind: 'set'; readonly path: string; readonly text: string; readonly outline: boolean }
  | { readonly kind: 'open'; readonly path: string; readonly text: string }
  | { readonly kind: 'edit'; readonly path: string; readonly changes: readonly TextChange[] }
  | { readonly kind: 'compile'; readonly path: string; readonly said: Said }
  | { readonly kind: 'close' | 'remove'; readonly path: string };

/** As often as they stand here. */
const KINDS = [
  ...(['set', 'set', 'open', 'open', 'close', 'remove', 'remove', 'compile', 'compile'] as const),
  ...Array.from({ length: 8 }, () => 'edit' as const),
];

/** What often comes after a change of the same file. */
const OFTEN_NEXT: Readonly<Partial<Record<Change['kind'], Change['kind']>>> = { open: 'compile', compile: 'close', close: 'open' };

export function evidenceOfSaid(path: string, text: string, { sites, unknown }: Said): CompilerEvidence {
  const inside = (spans: readonly Span[]) => spans.filter(s => s.end <= text.length);
  const all = inside(sites).map(span => siteAt(path, span, 'other', { text: text.slice(span.start, span.end), cause: 'returned' }));
  return evidenceOf(all, { unknown: inside(unknown) });
}

/** Spans of words. */
export function someWords(text: string, share: number, dice: Dice): Span[] {
  const spans = [...text.matchAll(/&?\b[a-z]\w*\b/g)].map(({ index, 0: word }) => ({ start: index, end: index + word.length }));
  return spans.filter(() => dice.chance(share));
}

/** What the files are after some changes. */
export class World {
  readonly files = new Map<string, WorldFile>();

  /** False, and nothing is done, where the change makes no sense: something before it is not there any more. */
  take(change: Change): boolean {
    const file = this.files.get(change.path);
    if (!isPossible(change, file)) return false;
    const next = after(change, file);
    if (next) this.files.set(change.path, next);
    else this.files.delete(change.path);
    return true;
  }
}

function isPossible(change: Change, file: WorldFile | undefined): boolean {
  if (!KINDS.includes(change.kind)) return false;
  if (change.kind === 'set') return true;
  if (change.kind === 'open') return file?.open !== true;
  if (change.kind === 'remove') return file?.open === false;
  return file?.open === true && (change.kind !== 'edit' || change.changes.every(c => c.span.end <= file.text.length));
}

function after(change: Change, file: WorldFile | undefined): WorldFile | undefined {
  const compiled = file?.compiled;
  switch (change.kind) {
    case 'remove':
      return undefined;
    case 'compile':
      return { ...file!, compiled: { said: change.said, text: file!.text, edits: [] } };
    case 'close':
      // What has moved with edits holds for no text on disk.
      return { ...file!, open: false, compiled: compiled?.edits.length ? undefined : compiled };
    case 'open': {
      const isOfIt = compiled?.text === change.text && compiled.edits.length === 0;
      return { text: change.text, open: true, outline: false, compiled: isOfIt ? compiled : undefined };
    }
    case 'edit': {
      const edits = [...(compiled?.edits ?? []), { textBefore: file!.text, changes: change.changes }];
      return { ...file!, text: edited(file!.text, change.changes), compiled: compiled && { ...compiled, edits } };
    }
    case 'set': {
      if (file?.open) return file;
      // What has been read whole of a text is not forgotten.
      const isKnown = file !== undefined && file.text === change.text && !file.outline;
      return { text: change.text, open: false, outline: change.outline && !isKnown };
    }
  }
}

export function edited(text: string, changes: readonly TextChange[]): string {
  return changes.reduce((t, c) => t.slice(0, c.span.start) + c.newText + t.slice(c.span.end), text);
}

export class ChangingWorld extends World {
  /** A person stays with a file for a while, and opens again what is closed. */
  private last: Change | undefined;

  /** `isWhole`: whether a Go text can be parsed. What the parser makes of others may depend on what it saw before. */
  constructor(
    private readonly dice: Dice,
    private readonly isWhole: (text: string) => boolean,
  ) {
    super();
  }

  /** Most of the files come, open or not. */
  begin(): Change[] {
    const paths = Object.keys(TEXTS).filter(path => this.dice.chance(path === NESTED ? 0.1 : 0.9));
    const changes = paths.map((path): Change => {
      const text = this.dice.pick(TEXTS[path]!);
      return this.dice.chance(0.4) ? { kind: 'open', path, text } : { kind: 'set', path, text, outline: false };
    });
    for (const change of changes) this.take(change);
    return changes;
  }

  /** Makes a change and says what it was. */
  change(): Change {
    for (;;) {
      const change = this.draft();
      if (!change || !this.take(change)) continue;
      this.last = change;
      return change;
    }
  }

  private draft(): Change | undefined {
    const { dice } = this;
    const stays = this.last !== undefined && dice.chance(0.25);
    const path = stays ? this.last!.path : dice.pick(Object.keys(TEXTS));
    if (path === NESTED && !this.files.has(path) && dice.chance(0.8)) return undefined;
    const file = this.files.get(path);
    const kind = (stays && dice.chance(0.5) && OFTEN_NEXT[this.last!.kind]) || dice.pick(KINDS);
    const text = dice.pick(TEXTS[path]!);
    if (kind === 'set') return { kind, path, text, outline: !file?.open && path.endsWith('.go') && dice.chance(0.3) };
    if (kind === 'open') return { kind, path, text: file && dice.chance(0.5) ? file.text : text };
    if (kind === 'edit') return file?.open ? this.edit(path, file.text) : undefined;
    if (kind === 'compile') {
      if (!file?.open || !path.endsWith('.go')) return undefined;
      return { kind, path, said: { sites: someWords(file.text, 0.2, dice), unknown: someWords(file.text, 0.05, dice) } };
    }
    return { kind, path };
  }

  private edit(path: string, before: string): Change | undefined {
    const changes: TextChange[] = [];
    let text = before;
    for (let n = 1 + this.dice.below(3); n > 0; n--) {
      const change = sensibleEdit(path, text, this.dice);
      if (change === undefined) continue;
      changes.push(change);
      text = edited(text, [change]);
    }
    if (changes.length === 0 || (path.endsWith('.go') && !this.isWhole(text))) return undefined;
    return { kind: 'edit', path, changes };
  }
}
