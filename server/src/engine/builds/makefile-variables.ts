/** Variables of a Makefile, and texts with their values filled in. */
import type { Span } from '../base/finding.js';
import type { Setting } from '../shell/environment.js';
import { seenFrom, TREE } from '../shell/known-folders.js';
import { holdsStandIn, MODULE_ASKED, UNKNOWN_VARIABLE } from '../shell/stand-ins.js';
import type { LogicalText } from '../syntax/logical-text.js';
import { automatic, functionCall, resultOf } from './makefile-functions.js';
import { referenceEnd, referredNames } from './makefile-references.js';
import type { Replacement } from './replacement.js';

const MAX_DEPTH = 8;
/** Longer texts are not unfolded: variables that name each other twice would grow without end. */
const MAX_EXPANSION = 8 * 1024;
/** Characters that are filled in, over the whole file. */
const MAX_FILLED = 500_000;

/** Longer calls of functions are not worked out. */
const MAX_CALL = 1000;

/** Make asks for the path of the module. */
const ASKS_MODULE = /^\$[({]shell +go list -m *(?:2> *\/dev\/null *)?[)}]$/;

/** The folder that make starts in. */
const FOLDER = `${TREE}/`;

/** Variables that have a value unless the file gives them another one. */
const BUILT_IN: Readonly<Partial<Record<string, string>>> = Object.assign(Object.create(null), {
  MAKE: 'make',
  CURDIR: FOLDER,
  PWD: FOLDER,
});

export interface Variable {
  /** Undefined: unknown, as after `+=` in a branch. */
  readonly text: string | undefined;
  readonly span: Span;
  /** `?=`: what the caller's environment says comes first. */
  readonly weak: boolean;
  /** By `+=`: the text stands in several places. */
  readonly isAdded?: boolean;
}

export class MakeVariables {
  readonly exported = new Set<string>();
  readonly ofTargets = new Map<string, Map<string, Variable & { readonly exported: boolean }>>();
  exportsAll = false;
  private readonly variables = new Map<string, Variable>();
  private readonly referred = new Map<string, readonly string[]>();
  private filledIn = 0;

  get(name: string): Variable | undefined {
    return this.variables.get(name);
  }

  set(name: string, variable: Variable): void {
    this.variables.set(name, variable);
  }

  /** Variables that the target sets for itself and for what it asks for; `weak`: a caller may say otherwise. */
  ownVariables(target: string): 'none' | 'some' | 'weak' {
    const own = [...(this.ofTargets.get(target)?.values() ?? [])];
    return own.length === 0 ? 'none' : own.some(v => v.weak) ? 'weak' : 'some';
  }

  exportedSettings(): Setting[] {
    return [...this.variables].flatMap(([name, variable]) => (this.isExported(name) ? [this.setting(name, variable)] : []));
  }

  /** Names that the file gives a value to: where the caller's environment decides (`?=`), and those that stay in the file. */
  variableNames(): { weak: string[]; unexported: string[] } {
    const all = [...this.variables];
    return {
      weak: all.flatMap(([name, v]) => (v.weak ? [name] : [])),
      unexported: all.flatMap(([name]) => (this.isExported(name) ? [] : [name])),
    };
  }

  /** True when more is filled in than this reader does: what is left counts as unknown. */
  get isExhausted(): boolean {
    return this.filledIn > MAX_FILLED;
  }

  private isExported(name: string): boolean {
    return this.exportsAll || this.exported.has(name);
  }

  targetSettings(target: string): Setting[] {
    return [...(this.ofTargets.get(target) ?? [])].flatMap(([name, v]) =>
      v.exported || this.isExported(name) ? [this.setting(name, v)] : [],
    );
  }

  private setting(name: string, { text, span, isAdded }: Variable): Setting {
    const whole = text === undefined ? undefined : this.expand(text);
    // What a program makes of a path in its environment nobody looks at.
    const value = whole?.includes(TREE) ? undefined : whole;
    const start = text === undefined || isAdded ? span.end : span.end - text.length;
    const place = { start, end: span.end };
    const word = {
      span: place,
      parts: value === text && text && !isAdded ? [{ kind: 'text', text, quoted: true, span: place } as const] : [],
    };
    return { name, text: value, args: [name], origin: 'build file', span, word };
  }

  /** `$(NAME)`, `${NAME}`, `$$` and the one-letter variables of a recipe; `target`: whose recipe it is. */
  holes(text: string, target?: string, depth = 0): Replacement[] {
    const out: Replacement[] = [];
    for (let i = text.indexOf('$'); i >= 0; i = text.indexOf('$', i)) {
      const end = referenceEnd(text, i);
      const inner = text.slice(i, end);
      if (inner === '$$') out.push({ start: i, end, text: '$' });
      else out.push({ start: i, end, text: this.value(inner, target, depth) });
      i = end;
    }
    return out;
  }

  /** Variables that stand in a recipe, and in what they hold. Each costs as a character that is filled in does. */
  namesIn(lines: readonly LogicalText[]): ReadonlySet<string> {
    const names = new Set(lines.flatMap(line => referredNames(line.text)));
    for (const name of names) {
      this.filledIn++;
      if (this.isExhausted) break;
      for (const more of this.namesOf(name)) names.add(more);
    }
    return names;
  }

  /** Those in the value of a variable, looked up once. */
  private namesOf(name: string): readonly string[] {
    const names = this.referred.get(name) ?? referredNames(this.variables.get(name)?.text ?? '');
    this.referred.set(name, names);
    return names;
  }

  private value(reference: string, target: string | undefined, depth: number): string | undefined {
    if (/^\$[({]shell pwd[)}]$/.test(reference)) return FOLDER;
    if (ASKS_MODULE.test(reference)) return MODULE_ASKED;
    const own = automatic(reference, target) ?? this.computed(reference, target, depth);
    if (own !== undefined) return own;
    const name = /^\$[({]([\w.-]+)[)}]$/.exec(reference)?.[1];
    if (name === undefined) return undefined;
    const ofTarget = target === undefined ? undefined : this.ofTargets.get(target)?.get(name);
    const variable = ofTarget ?? this.variables.get(name);
    const text = variable === undefined ? BUILT_IN[name] : variable.text;
    if (text === undefined || depth > MAX_DEPTH || text.length > MAX_EXPANSION || this.isExhausted) return undefined;
    const out = this.partly(text, target, depth + 1);
    this.filledIn += out?.length ?? MAX_EXPANSION;
    return out === UNKNOWN_VARIABLE ? undefined : out;
  }

  /** The result of a function whose arguments are known. */
  private computed(reference: string, target: string | undefined, depth: number): string | undefined {
    const call = this.isExhausted || reference.length > MAX_CALL ? undefined : functionCall(reference);
    if (!call) return undefined;
    // Also where nothing comes of it: one may ask for itself many times over.
    this.filledIn += reference.length;
    const given = call.given.map(text => this.expand(text, target, depth + 1));
    if (given.includes(undefined)) return undefined;
    const out = resultOf(call.name, given as string[], FOLDER);
    this.filledIn += out.length;
    return out.length > MAX_EXPANSION ? undefined : out;
  }

  /** The text as a shell sees it, with its variables filled in and one that is unknown in place of what is. */
  private partly(text: string, target: string | undefined, depth: number): string | undefined {
    let out = '';
    let at = 0;
    for (const hole of this.holes(text, target, depth)) {
      if (out.length > MAX_EXPANSION) return undefined;
      out += text.slice(at, hole.start) + (hole.text ?? UNKNOWN_VARIABLE);
      at = hole.end;
    }
    out += text.slice(at);
    return out;
  }

  /** The same for names of files, from the folder that make starts in. */
  names(text: string): string[] | undefined {
    const names = this.expand(text)?.split(/\s+/);
    return names
      ?.map(name => (name.includes(TREE) ? (seenFrom(name, '/') ?? name).replace(/^\.\//, '') : name))
      .filter(name => name !== '');
  }

  /** The text with its variables filled in; undefined when one is unknown. */
  expand(text: string, target?: string, depth = 0): string | undefined {
    if (depth > MAX_DEPTH || text.length > MAX_EXPANSION) return undefined;
    let out = '';
    let at = 0;
    for (const hole of this.holes(text, target, depth)) {
      const isUnknown = hole.text === undefined || holdsStandIn(hole.text);
      if (isUnknown || out.length > MAX_EXPANSION) return undefined;
      out += text.slice(at, hole.start) + hole.text;
      at = hole.end;
    }
    return out + text.slice(at);
  }
}
