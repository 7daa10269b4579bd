/** `NAME=value` words of commands that take them as arguments: `env` and `go env -w`. */
import type { Span } from '../base/finding.js';
import type { Word } from '../syntax/word.js';
import type { Environment, Setting } from './environment.js';
import type { Argument } from './go-command.js';

/** A command's word after expansion, with the word it came from. */
export interface Field extends Argument {
  readonly word: Word;
  /** The text where it holds a path of the tree, which commands see from their folder. */
  readonly whole?: string;
}

/** Of a whole command; where its words stand the other way round in the file, of the first alone. */
export function commandSpan(words: readonly Field[]): Span {
  const [first, last] = [words[0]!.word.span, words.at(-1)!.word.span];
  return last.end < first.start ? first : { start: first.start, end: last.end };
}

export interface EnvCommand {
  readonly environment: Environment;
  readonly settings: readonly Setting[];
  /** The command that `env` runs. */
  readonly rest: readonly Field[];
}

/** `env [-i] [-u NAME] [NAME=value …] command …`; undefined when there is no command, or an option that is not known here. */
function readEnvCommand(words: readonly Field[], before: Environment): EnvCommand | undefined {
  let environment = before;
  const settings: Setting[] = [];
  for (let i = 0; i < words.length; i++) {
    const { text } = words[i]!;
    if (text === undefined) return undefined;
    const setting = readSetting(words[i]!, 'shell');
    const name = text === '-u' ? words[i + 1]?.text : undefined;
    if (setting) {
      settings.push(setting);
      environment = environment.with(setting);
    } else if (text === '-i' || text === '-') for (const one of environment.names()) environment = environment.without(one);
    else if (name !== undefined) {
      environment = environment.without(name);
      i++;
    } else if (text.startsWith('-')) return undefined;
    else return { environment, settings, rest: words.slice(i) };
  }
  return undefined;
}

const WRAPPERS = new Set(['time', 'exec', 'command', 'nohup', 'nice', 'builtin']);

export interface Unwrapped extends EnvCommand {
  /** False where words stand between the beginning and the command that change its text. */
  readonly plain: boolean;
}

/** The command behind `env` and words that run another command. */
export function unwrapped(words: readonly Field[], before: Environment, isDirect: boolean): Unwrapped {
  let found: Unwrapped = { environment: before, settings: [], rest: words, plain: isDirect };
  for (;;) {
    const { environment, settings, rest, plain } = found;
    const head = rest[0]?.text;
    const read = head === 'env' ? readEnvCommand(rest.slice(1), environment) : undefined;
    const isWrapper = head !== undefined && WRAPPERS.has(head) && rest.length > 1 && !rest[1]!.text?.startsWith('-');
    if (read) found = { ...read, settings: [...settings, ...read.settings], plain };
    else if (isWrapper) found = { environment, settings, rest: rest.slice(1), plain: false };
    else return found;
  }
}

/** The words that have the form `NAME=value`. */
export function readSettings(words: readonly Field[], origin: Setting['origin']): Setting[] {
  return words.flatMap(w => readSetting(w, origin) ?? []);
}

function readSetting(field: Field, origin: Setting['origin']): Setting | undefined {
  const m = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(field.text ?? '');
  if (!m) return undefined;
  const word = dropPrefix(field.word, m[1]!.length + 1);
  return { text: m[2], args: field.args, name: m[1]!, origin, span: field.word.span, word };
}

/** The word without its first characters, which must be plain text. */
function dropPrefix(word: Word, length: number): Word {
  const head = word.parts[0];
  if (head?.kind !== 'text' || head.text.length < length) return { span: word.span, parts: [] };
  const exact = head.text.length === head.span.end - head.span.start;
  const start = exact ? head.span.start + length : head.span.start;
  const text = head.text.slice(length);
  const parts = text === '' ? word.parts.slice(1) : [{ ...head, text, span: { start, end: head.span.end } }, ...word.parts.slice(1)];
  return { span: { start: exact ? start : (parts[0]?.span.start ?? word.span.start), end: word.span.end }, parts };
}

/** PATH may not be the one before any more. */
export function looksElsewhere(now: Environment, before: Environment): boolean {
  return now.get('PATH') !== before.get('PATH') || (before.closed && !now.closed);
}

/** After `unset NAME …`. */
export function withoutNames(environment: Environment, words: readonly Field[]): Environment {
  const names = words.flatMap(({ text }) => (text === undefined || text.startsWith('-') ? [] : [text]));
  return names.reduce((left, name) => left.without(name), environment);
}
