/** Text of a Makefile -> its rules and variables. Branches are not decided: what stands in one is not known. */
import type { Span } from '../base/finding.js';
import type { Sliced } from '../base/slices.js';
import { type Setting, UNKNOWN_VARIABLE } from '../shell/environment.js';
import { LogicalText } from '../syntax/logical-text.js';
import { logicalLines } from './makefile-lines.js';
import { referenceEnd, referredNames } from './makefile-references.js';
import type { Replacement } from './shell-unit.js';

const MAX_DEPTH = 8;
/** Longer texts are not unfolded: variables that name each other twice would grow without end. */
const MAX_EXPANSION = 8 * 1024;
/** Characters that are filled in, over the whole file. */
const MAX_FILLED = 500_000;
/** Then the reader rests. */
const LINES_PER_SLICE = 100;

interface Variable {
  /** Undefined: unknown, as after `+=` in a branch. */
  readonly text: string | undefined;
  readonly span: Span;
  /** `?=`: what the caller's environment says comes first. */
  readonly weak: boolean;
  /** By `+=`: the text stands in several places. */
  readonly isAdded?: boolean;
}

export interface MakeRule {
  readonly target: string;
  readonly span: Span;
  /** As written, behind the colon. */
  readonly prerequisites: string;
  readonly lines: LogicalText[];
  /** The rule, or a line of its recipe, stands in a branch. */
  branched: boolean;
}

export class MakefileReader {
  readonly rules: MakeRule[] = [];
  oneShell = false;
  /** False when other files, or text that make puts together, may say more. */
  selfContained = true;
  private readonly variables = new Map<string, Variable>();
  private readonly referred = new Map<string, readonly string[]>();
  private readonly exported = new Set<string>();
  private readonly ofTargets = new Map<string, Map<string, Variable & { readonly exported: boolean }>>();
  private exportsAll = false;
  private filledIn = 0;

  constructor(private readonly text: string) {}

  /** Called first. */
  *reading(): Sliced<void> {
    let branch = 0;
    let inDefine = false;
    let current: MakeRule[] = [];
    let lines = 0;
    for (const line of logicalLines(this.text)) {
      if (++lines % LINES_PER_SLICE === 0) yield;
      if (line.text.startsWith('\t') && current.length > 0) {
        const skip = /^\t\s*[-@+]*\s*/.exec(line.text)![0].length;
        for (const rule of current) {
          rule.lines.push(LogicalText.part(line, skip, line.text.length));
          rule.branched ||= branch > 0;
        }
        continue;
      }
      const code = line.text.replace(/(^|[^\\])#.*/s, '$1');
      const word = /^\s*(\S+)/.exec(code)?.[1];
      if (word === undefined) continue;
      if (/^(?:-?include|sinclude|unexport|load)$/.test(word) || code.includes('$(eval')) this.selfContained = false;
      if (word === 'define') inDefine = true;
      else if (word === 'endef') inDefine = false;
      else if (inDefine) continue;
      else if (/^if(?:n?eq|n?def)\b/.test(word)) branch++;
      else if (word === 'endif') branch = Math.max(0, branch - 1);
      else if (!this.assignment(code, line, branch > 0))
        current = this.rule(code, line, branch > 0) ?? (/^(?:else|-?include)\b/.test(word) ? current : []);
    }
  }

  /** `NAME = value`, with `export`, `override`; false for anything else. */
  private assignment(code: string, line: LogicalText, uncertain: boolean): boolean {
    const m = /^\s*((?:(?:export|override|private)\s+)*)([A-Za-z_][\w.-]*)\s*(::?:?=|\?=|\+=|!=|=)(.*)$/.exec(code);
    if (m) {
      const [, prefix, name, operator, value] = m;
      const start = code.indexOf(name!, prefix === '' ? 0 : code.indexOf('export') < 0 ? 0 : prefix!.length);
      const span = line.span(start, Math.max(start + name!.length, code.trimEnd().length));
      const before = this.variables.get(name!);
      const keep = operator === '?=' && before;
      const isAdded = operator === '+=';
      const text = uncertain || operator === '!=' ? undefined : isAdded ? appended(before, value!) : value!.trim();
      const weak = operator === '?=' || (isAdded && before?.weak === true);
      if (!keep) this.variables.set(name!, { text, span, weak, ...(isAdded && { isAdded }) });
      if (prefix!.includes('export')) this.exported.add(name!);
      return true;
    }
    const alone = /^\s*export(?:\s+(.*))?$/s.exec(code.trimEnd());
    if (!alone) return false;
    if (uncertain) this.selfContained = false;
    if (alone[1] === undefined) this.exportsAll = true;
    else for (const name of alone[1].split(/\s+/)) this.exported.add(name);
    return true;
  }

  /** The rules of `targets: prerequisites`; undefined for a line that is none. A target's own variable begins none. */
  private rule(code: string, line: LogicalText, branched: boolean): MakeRule[] | undefined {
    const m = /^([^\s:=#][^:=#]*)::?(?!=)(.*)$/.exec(code);
    if (!m) return undefined;
    const rest = m[2]!.trimStart();
    const targets = m[1]!.split(/\s+/).filter(t => t !== '');
    if (targets.includes('.ONESHELL')) this.oneShell = true;
    if (targets.includes('.EXPORT_ALL_VARIABLES')) this.exportsAll = true;
    if (this.ownVariable(targets, code, rest, line)) return [];
    const at = code.indexOf(targets[0] ?? '');
    const span = line.span(at, at + targets[0]!.length);
    const prerequisites = rest.replace(/;.*/s, '');
    const rules: MakeRule[] = targets.slice(0, 20).map(target => ({ target, span, prerequisites, lines: [], branched }));
    const recipe = /;\s*(.*)/s.exec(rest);
    if (recipe) rules[0]?.lines.push(LogicalText.part(line, code.length - recipe[1]!.length, code.length));
    this.rules.push(...rules.filter(r => !r.target.startsWith('.')));
    return rules;
  }

  /** `targets: NAME = value`; false for anything else. */
  private ownVariable(targets: readonly string[], code: string, rest: string, line: LogicalText): boolean {
    const m = /^((?:(?:export|override|private)\s+)*)([A-Za-z_][\w.-]*)\s*(::?:?=|\?=|\+=|!=|=)(.*)$/.exec(rest);
    if (!m) return false;
    const [, prefix, name, operator, value] = m;
    const span = line.span(code.lastIndexOf(rest) + prefix!.length, code.trimEnd().length);
    const text = operator === '+=' || operator === '!=' ? undefined : value!.trim();
    const variable = { text, span, weak: operator === '?=', exported: prefix!.includes('export') || this.exported.has(name!) };
    for (const t of targets) this.ofTargets.set(t, (this.ofTargets.get(t) ?? new Map()).set(name!, variable));
    return true;
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
    const value = text === undefined ? undefined : this.expand(text);
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
    const name = /^\$[({]([\w.-]+)[)}]$/.exec(reference)?.[1];
    if (name === undefined) return undefined;
    const own = target === undefined ? undefined : this.ofTargets.get(target)?.get(name);
    const variable = own ?? this.variables.get(name);
    const text = variable === undefined && name === 'MAKE' ? 'make' : variable?.text;
    if (text === undefined || depth > MAX_DEPTH || text.length > MAX_EXPANSION || this.isExhausted) return undefined;
    const out = this.partly(text, target, depth + 1);
    this.filledIn += out?.length ?? MAX_EXPANSION;
    return out;
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
    return out === UNKNOWN_VARIABLE ? undefined : out;
  }

  /** The text with its variables filled in; undefined when one is unknown. */
  expand(text: string, target?: string, depth = 0): string | undefined {
    if (depth > MAX_DEPTH || text.length > MAX_EXPANSION) return undefined;
    let out = '';
    let at = 0;
    for (const hole of this.holes(text, target, depth)) {
      if (hole.text === undefined || hole.text.includes(UNKNOWN_VARIABLE) || out.length > MAX_EXPANSION) return undefined;
      out += text.slice(at, hole.start) + hole.text;
      at = hole.end;
    }
    return out + text.slice(at);
  }
}

/** What `+=` leaves. What it adds to is unknown where the file has not set it. */
function appended(before: Variable | undefined, value: string): string {
  return `${before?.text ?? UNKNOWN_REFERENCE} ${value.trim()}`.trim();
}

/** A reference that nothing is filled in for. */
const UNKNOWN_REFERENCE = '$(+=)';
