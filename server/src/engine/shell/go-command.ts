/** A `go` command as a Dockerfile runs it: verb, flags, packages, and the settings in force at that point. */
import type { Span } from '../base/finding.js';
import type { OnFailure } from '../syntax/shell-node.js';
import type { Environment, Setting, Value } from './environment.js';
import { readGoFlagsVariable } from './go-flags-variable.js';

export interface GoCommand {
  /** `build`, `install`, `mod`, …; undefined when unknown. */
  readonly verb: string | undefined;
  /** From `go` to the last word. */
  readonly span: Span;
  /** A place in shell text where `NAME=value ` may be put for this command alone; undefined in exec form and inside quoted scripts. */
  readonly prefixAt?: number;
  /** False: a successful build need not run it. */
  readonly certain: boolean;
  readonly onFailure?: OnFailure | undefined;
  /** Variables the command sees. */
  readonly environment: Environment;
  /** Variables of the shell that runs it, those that it does not hand down among them. */
  readonly shell?: Environment;
  /** What `go env -w` has written before. */
  readonly written: ReadonlyMap<string, Setting>;
  /** Directory it runs in, `-C` applied; undefined when unknown. */
  readonly cwd: string | undefined;
  readonly flags: GoFlags;
  /** Where it is written when another file is run: `span` is that of the call then. */
  readonly recipe?: { readonly file: string; readonly span: Span };
  /** Packages or files to build; empty means the package of `cwd`. Undefined members are unknown. */
  readonly packages: readonly (string | undefined)[];
}

export interface GoFlags {
  /** By name without dashes, values as given; a boolean flag has `true`. The last one of a name counts. */
  readonly values: ReadonlyMap<string, Value>;
  /** Every flag as it is written, in order. */
  readonly written: readonly WrittenFlag[];
  /** False when a word is unknown: any flag may be among them. */
  readonly complete: boolean;
}

export interface WrittenFlag {
  readonly name: string;
  readonly value: Value;
  /** From the dash to the end of the value, quotes included. */
  readonly span: Span;
  /** False for `-flag value` in two words. */
  readonly joined: boolean;
}

/** Flags of `go build` and its relatives that take no value. */
const BOOLEAN = new Set(
  'a asan buildvcs cover i json linkshared modcacherw msan n race trimpath v work x c failfast short deps export find compiled test e m u versions'.split(
    ' ',
  ),
);

export interface ParsedArguments {
  readonly flags: GoFlags;
  readonly operands: readonly (string | undefined)[];
}

/** A word of a command line; `many` when it may become any number of words. */
export interface Argument extends Value {
  readonly many?: boolean;
}

/** Reads what follows the verb. Flags end at the first operand, as in the go command. */
export function parseGoArguments(words: readonly Argument[]): ParsedArguments {
  const values = new Map<string, Value>();
  const written: WrittenFlag[] = [];
  const take = (name: string, value: Value, word: Argument, last: Argument = word): void => {
    values.set(name, value);
    if (word.word && last.word) {
      const [{ start }, { end }] = [word.word.span, last.word.span];
      // In a file whose keys are read in another order the value may stand before its flag.
      written.push({ name, value, span: end < start ? word.word.span : { start, end }, joined: word === last });
    }
  };
  let complete = !words.some(w => w.many);
  let i = 0;
  for (; i < words.length; i++) {
    const word = words[i]!;
    if (word.text === undefined) {
      // `-ldflags="-X main.version=$(…)"`: the flag is known, a part of its value is not.
      const head = word.word?.parts[0];
      const flag = head?.kind === 'text' ? /^--?([A-Za-z][\w.]*)=/.exec(head.text) : null;
      if (flag && !word.many) {
        take(flag[1]!, { text: undefined, args: word.args, word: word.word! }, word);
        continue;
      }
      complete = false;
      break;
    }
    const m = /^--?([A-Za-z][\w.]*)(?:=([\s\S]*))?$/.exec(word.text);
    if (!m) break;
    const name = m[1]!;
    if (m[2] !== undefined) take(name, { text: m[2], args: word.args, ...(word.word && { word: word.word }) }, word);
    else if (BOOLEAN.has(name)) take(name, { text: 'true', args: word.args }, word);
    else {
      const value = words[++i];
      if (value?.many) complete = false;
      take(name, value ?? { text: '', args: [] }, word, value);
    }
  }
  return { flags: { values, written, complete }, operands: words.slice(i).map(w => w.text) };
}

/** Flags of a GOFLAGS that go takes, `true` for those without a value. */
export function parseGoFlagsVariable(text: string): Map<string, Value> {
  return new Map([...readGoFlagsVariable(text).flags].map(([name, value]) => [name, { text: value ?? 'true', args: [] }]));
}

/**
 * A go setting in force: a non-empty variable, else what `go env -w` wrote, else undefined. `'unknown'` when nobody can say.
 * (An empty variable falls through: go-facts §2.3.)
 */
export function goSetting(command: GoCommand, name: string): Setting | undefined | 'unknown' {
  const variable = command.environment.get(name);
  if (variable === 'unknown' || (variable && variable.text !== '')) return variable;
  return command.written.get(name);
}

/** A flag's value, from the command line or GOFLAGS; `'unknown'` when either is. */
export function goFlag(command: GoCommand, name: string): Value | undefined | 'unknown' {
  const given = command.flags.values.get(name);
  if (given) return given;
  if (!command.flags.complete) return 'unknown';
  const goflags = goSetting(command, 'GOFLAGS');
  if (goflags === undefined) return undefined;
  if (goflags === 'unknown' || goflags.text === undefined) return 'unknown';
  return parseGoFlagsVariable(goflags.text).get(name);
}

/** Build tags as a list: commas, and blanks as older releases took them. */
export function splitTags(text: string): string[] {
  return text.split(/[\s,]+/).filter(tag => tag !== '');
}
