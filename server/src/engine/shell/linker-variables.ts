/** What `-ldflags` gives to the linker: variables that `-X` sets, and its flags. */
import type { Span } from '../base/finding.js';
import type { Word } from '../syntax/word.js';
import type { Environment } from './environment.js';
import type { GoCommand, WrittenFlag } from './go-command.js';
import { MODULE_ASKED, UNKNOWN_VARIABLE } from './stand-ins.js';

/** What stands between -X and the name: quotes of the shell and of the flag. */
const DEFINITION = /(?:^|[\s"'=])-X(?:\s+|=)["'\\]*((?:[A-Za-z]|\uE000+)[\w./~-]*)\.([A-Za-z_]\w*)=/g;

/** Stands at the beginning of a path for that of the module, which the command asks for. */
export const OWN_MODULE = '\uE000';

/** What asks for it: a shell, or goreleaser (its internal/tmpl). */
const ASKS_MODULE = /^(?:\$\(go list -m *(?:2> *\/dev\/null *)?\)|\{\{-? *\.ModulePath *-?\}\})$/;

/** `-X path.name=value`. */
export interface Definition {
  /** It may begin with `OWN_MODULE`. */
  readonly path: string;
  readonly name: string;
  /** `path.name` as it is written; the whole flag where it is put together from elsewhere. */
  readonly span: Span;
  /** Of path and name alone, where they stand in the file as they are. */
  readonly written?: { readonly path: Span; readonly name: Span };
}

/** The definitions of one `-ldflags`, in order. */
export function definitionsIn({ value, span }: WrittenFlag, command: GoCommand): Definition[] {
  if (!value.word) return [];
  const source = new FilledSource(command.shell ?? command.environment);
  source.add(value.word, 0);
  const { text, at } = source;
  return [...text.matchAll(DEFINITION)].flatMap(m => {
    const [all, path, name] = [m[0], m[1]!, m[2]!];
    if (path.startsWith(OWN_MODULE)) return [{ path: path.replace(/^\uE000+/, OWN_MODULE), name, span }];
    const begin = m.index + all.length - 1 - name.length - 1 - path.length;
    const nameAt = begin + path.length + 1;
    const isWritten = at.slice(begin, nameAt + name.length).every((offset, i) => offset !== undefined && offset === at[begin]! + i);
    if (!isWritten) return [{ path, name, span }];
    const place = (from: number, length: number): Span => ({ start: at[from]!, end: at[from]! + length });
    const written = { path: place(begin, path.length), name: place(nameAt, name.length) };
    return [{ path, name, span: { start: written.path.start, end: written.name.end }, written }];
  });
}

/** Flags of the linker that take the next item as their value. */
const WITH_VALUE = new Set(
  'B E H I L R T X buildid buildmode extar extld extldflags installsuffix k libgcc linkmode o r tmpdir'.split(' '),
);

/** The names of the flags in an `-ldflags`, as the linker reads them: items in quotes are values. */
export function linkerFlagsIn({ name, value }: WrittenFlag, command: GoCommand): string[] {
  const text = filledText({ name, value }, command) ?? '';
  const out: string[] = [];
  const items = text.match(/"[^"]*"|'[^']*'|\S+/g) ?? [];
  // What is unknown may end in a flag that takes the next item.
  let mayBeValue = false;
  for (let i = 0; i < items.length; i++) {
    const isUnknown = items[i]!.includes('\uFFFF');
    const flag = /^--?([A-Za-z]\w*)(=|$)/.exec(items[i]!);
    const takesNext = flag?.[2] === '' && WITH_VALUE.has(flag[1]!);
    if (!flag || mayBeValue) mayBeValue = isUnknown || (mayBeValue && takesNext);
    else {
      out.push(flag[1]!);
      mayBeValue = isUnknown || (takesNext && (items[++i]?.startsWith('\uFFFF') ?? false));
    }
  }
  return out;
}

/** What is known of a flag's value, each unknown part as `…`; undefined where nothing is. */
export function knownText({ name, value }: WrittenFlag, command: GoCommand): string | undefined {
  const text = filledText({ name, value }, command)
    ?.replace(/\uFFFF+/g, '…')
    .trim();
  return text === undefined || text.replaceAll('…', '').trim() === '' ? undefined : text;
}

/** The value with its variables filled in, each unknown part as U+FFFF; undefined where it stands nowhere. */
export function filledText({ name, value }: Pick<WrittenFlag, 'name' | 'value'>, command: GoCommand): string | undefined {
  if (value.text !== undefined || !value.word) return value.text;
  const source = new FilledSource(command.shell ?? command.environment);
  source.add(value.word, 0);
  return source.text.replaceAll(OWN_MODULE, '\uFFFF').replace(new RegExp(`^--?${name}=`), '');
}

const MAX_DEPTH = 5;
const MAX_LENGTH = 20_000;

/** The text of a word with its variables filled in, each character with its place in the file. What is unknown is one character of no name. */
class FilledSource {
  text = '';
  /** Undefined: the character itself stands nowhere. */
  readonly at: (number | undefined)[] = [];

  constructor(private readonly environment: Environment) {}

  add(word: Word, depth: number): void {
    for (const part of word.parts) {
      if (part.kind === 'text') this.take(part.text, part.span);
      else if (part.kind === 'variable' && part.operator === undefined) this.variable(part.name, part.span, depth);
      else this.take(part.kind === 'unknown' && ASKS_MODULE.test(part.raw) ? OWN_MODULE : '\uFFFF', part.span);
    }
  }

  private variable(name: string, place: Span, depth: number): void {
    const setting = this.environment.get(name);
    const isKnown = setting !== undefined && setting !== 'unknown' && depth < MAX_DEPTH && this.text.length < MAX_LENGTH;
    if (isKnown && setting.word && setting.word.parts.length > 0) this.add(setting.word, depth + 1);
    else this.take((isKnown ? setting.text : undefined) ?? '\uFFFF', place);
  }

  private take(text: string, span: Span): void {
    const isExact = text.length === span.end - span.start;
    for (let i = 0; i < text.length; i++) this.at.push(isExact ? span.start + i : undefined);
    // In single quotes a shell asks for nothing. Each character keeps its place.
    this.text += text
      .replaceAll(UNKNOWN_VARIABLE, '\uFFFF'.repeat(UNKNOWN_VARIABLE.length))
      .replaceAll(MODULE_ASKED, OWN_MODULE.repeat(MODULE_ASKED.length));
  }
}
