/** What a variable holds at one point of a Dockerfile. Unknown is a value; unset is not unknown. */
import type { Span } from '../base/finding.js';
import type { Word, WordPart } from '../syntax/word.js';
import { holdsStandIn } from './stand-ins.js';

export type Origin = 'base image' | 'ENV' | 'ARG' | 'shell' | 'go env -w' | 'build file';

export interface Value {
  /** Undefined: unknown. */
  readonly text: string | undefined;
  /** Names of ARGs whose default this is: a build may override them. */
  readonly args: readonly string[];
  /** Where the text comes from; its known parts tell something even when `text` is unknown. */
  readonly word?: Word;
  /** Several values, each in a build of its own; `text` is undefined then. */
  readonly choices?: readonly string[];
}

/** A variable and where it got its value. */
export interface Setting extends Value {
  readonly name: string;
  readonly origin: Origin;
  /** `NAME=value` in the file; undefined when no line of the file says it. */
  readonly span?: Span;
  /** What is written where YAML has read something else, such as `1.20` for 1.2. */
  readonly number?: { readonly text: string; readonly span: Span };
}

export const UNKNOWN: Value = { text: undefined, args: [] };
const EMPTY: Value = { text: '', args: [] };

export function known(text: string): Value {
  return { text, args: [] };
}

/** More variables than this are not kept apart: the map is copied at each change, and nobody writes so many. */
const MAX_VARIABLES = 300;

/** Longer values are unknown (UTF-16 units). */
const MAX_VALUE = 32 * 1024;

export type Settings = ReadonlyMap<string, Setting | undefined>;

const NONE: Settings = new Map();

/** A map that is copied when it changes: a subshell keeps its own. What many have in common stands below, and is never copied. */
export class Environment {
  private constructor(
    private readonly own: Settings,
    /** Whether a name that nobody set is unset; otherwise it is unknown. */
    readonly closed: boolean,
    private readonly shared: Settings = NONE,
  ) {}

  static of(settings: readonly Setting[], closed: boolean): Environment {
    return new Environment(new Map(settings.map(s => [s.name, s])), closed);
  }

  with(setting: Setting): Environment {
    if (this.isFull && !this.has(setting.name)) return this.closed ? new Environment(this.own, false, this.shared) : this;
    return this.changed(new Map(this.own).set(setting.name, setting));
  }

  /** An open environment in which these names are unset unless the settings give them. */
  static open(settings: readonly Setting[], unset: readonly string[]): Environment {
    const map = new Map<string, Setting | undefined>(unset.map(name => [name, undefined]));
    for (const s of settings) map.set(s.name, s);
    return new Environment(map, false);
  }

  /** With what one of many sets for itself on top of what they share. */
  plus(settings: readonly Setting[]): Environment {
    if (settings.length === 0) return this;
    const own = new Map(settings.map(s => [s.name, s]));
    if (this.shared === NONE) return new Environment(own, this.closed, this.own);
    return this.changed(new Map([...this.own, ...own]));
  }

  /** `undefined` stays as "unset by the file". */
  without(name: string): Environment {
    if (this.isFull && !this.has(name)) return this;
    return this.changed(new Map(this.own).set(name, undefined));
  }

  /** What a command of another file sees whose caller has `base`: these settings come on top, without their places. */
  over(base: Environment): Environment {
    if (this.closed) return this;
    const settings = new Map(base.own);
    for (const name of this.names()) {
      const setting = this.set(name);
      settings.set(name, setting && { name, text: setting.text, args: [], origin: setting.origin });
    }
    return base.changed(settings);
  }

  /** The same where nobody else sets anything. */
  assumingUnset(): Environment {
    return this.closed ? this : new Environment(this.own, true, this.shared);
  }

  /** Everything that could have been changed by code nobody read. */
  forgotten(names: Iterable<string>): Environment {
    const settings = new Map(this.own);
    for (const name of names) settings.set(name, { ...UNKNOWN, name, origin: this.set(name)?.origin ?? 'shell' });
    return this.changed(settings);
  }

  /** The variable, `undefined` when it is unset, `'unknown'` when nobody can say. */
  get(name: string): Setting | undefined | 'unknown' {
    if (this.has(name)) return this.set(name);
    return this.closed && !SYSTEM.has(name) ? undefined : 'unknown';
  }

  *names(): Iterable<string> {
    yield* this.shared.keys();
    for (const name of this.own.keys()) if (!this.shared.has(name)) yield name;
  }

  /** What it is made of, for who looks at many: maps that several have in common are the same. */
  get layers(): readonly Settings[] {
    return [this.shared, this.own];
  }

  /** Names that have another setting than before. */
  changedSince(before: Environment): string[] {
    const names = this.shared === before.shared ? this.own.keys() : this.names();
    return [...names].filter(name => this.get(name) !== before.get(name));
  }

  /** The word's value here. */
  expand(word: Word | undefined): Value {
    return word ? expandParts(word.parts, this) : EMPTY;
  }

  private changed(own: Settings): Environment {
    return new Environment(own, this.closed, this.shared);
  }

  private has(name: string): boolean {
    return this.own.has(name) || this.shared.has(name);
  }

  private set(name: string): Setting | undefined {
    return this.own.has(name) ? this.own.get(name) : this.shared.get(name);
  }

  private get isFull(): boolean {
    if (this.own.size + this.shared.size < MAX_VARIABLES) return false;
    const above = [...this.own.keys()].filter(name => this.shared.has(name)).length;
    return this.own.size + this.shared.size - above >= MAX_VARIABLES;
  }
}

/** After code that nobody read: any variable may have any value. */
export const ANYTHING = Environment.of([], false);

/** Set by the container or the shell, whatever the image says. */
const SYSTEM = new Set([
  'PATH',
  'HOME',
  'HOSTNAME',
  'PWD',
  'OLDPWD',
  'USER',
  'SHELL',
  'UID',
  'TERM',
  'IFS',
  'LANG',
  'LC_ALL',
  'TMPDIR',
  'LOGNAME',
]);

function expandParts(parts: readonly WordPart[], environment: Environment): Value {
  let text: string | undefined = '';
  const args: string[] = [];
  for (const part of parts) {
    const value = expandPart(part, environment);
    text = text === undefined || value.text === undefined ? undefined : text + value.text;
    // A variable that doubles itself line by line would fill the memory.
    if (text !== undefined && text.length > MAX_VALUE) text = undefined;
    for (const arg of value.args) if (!args.includes(arg)) args.push(arg);
  }
  return { text, args };
}

function expandPart(part: WordPart, environment: Environment): Value {
  if (part.kind === 'text') return holdsStandIn(part.text) ? UNKNOWN : known(part.text);
  if (part.kind === 'unknown') return UNKNOWN;
  const setting = environment.get(part.name);
  if (setting === 'unknown' || part.operator === 'other') return UNKNOWN;
  const value: Value = setting ?? EMPTY;
  const operand = () => expandParts(part.operand ?? [], environment);
  if (value.text === undefined) return { text: undefined, args: value.args };
  switch (part.operator) {
    case ':-':
      return value.text === '' ? withArgs(operand(), value.args) : value;
    case '-':
      return setting === undefined ? operand() : value;
    case ':+':
      return value.text === '' ? value : withArgs(operand(), value.args);
    case '+':
      return setting === undefined ? EMPTY : withArgs(operand(), value.args);
    default:
      return value;
  }
}

function withArgs(value: Value, args: readonly string[]): Value {
  return { text: value.text, args: [...new Set([...value.args, ...args])] };
}

/** It never splits: text, what is in quotes, and what a loop over plain words gives. */
function isOneWord(part: WordPart, environment: Environment): boolean {
  if (part.kind === 'text' || part.quoted) return true;
  const setting = part.kind === 'variable' && part.operator === undefined ? environment.get(part.name) : undefined;
  return !!setting && setting !== 'unknown' && !!setting.word?.parts.every(p => p.kind === 'unknown' && p.isOneWord);
}

/**
 * The fields a shell makes of a word: unquoted variables split at blanks. Undefined when an unknown part stands outside quotes, because
 * it may become any number of words.
 */
export function fields(word: Word, environment: Environment): Value[] | undefined {
  if (word.parts.length === 0 || word.parts.every(p => p.kind === 'text' || p.quoted)) return [environment.expand(word)];
  const whole = environment.expand(word);
  if (whole.text === undefined) return word.parts.every(p => isOneWord(p, environment)) ? [whole] : undefined;
  const out: string[] = [];
  let current: string | undefined;
  for (const part of word.parts) {
    const text = expandPart(part, environment).text ?? '';
    if (part.kind === 'text' || part.quoted) {
      current = (current ?? '') + text;
      continue;
    }
    const pieces = text.split(/[ \t\n]+/);
    pieces.forEach((piece, i) => {
      if (i > 0 && current !== undefined) {
        out.push(current);
        current = undefined;
      }
      if (piece !== '') current = (current ?? '') + piece;
    });
  }
  if (current !== undefined) out.push(current);
  return out.map(text => ({ text, args: whole.args }));
}
