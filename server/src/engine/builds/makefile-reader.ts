/** Text of a Makefile -> its rules and variables. Branches are not decided: what stands in one is not known. */
import type { Span } from '../base/finding.js';
import type { Sliced } from '../base/slices.js';
import { LogicalText } from '../syntax/logical-text.js';
import { logicalLines } from './makefile-lines.js';
import { appended, UNKNOWN_REFERENCE } from './makefile-references.js';
import { MakeTemplates } from './makefile-templates.js';
import { MakeVariables } from './makefile-variables.js';

/** Then the reader rests. */
const LINES_PER_SLICE = 100;

/** Files that include others, and all that one includes. */
const MAX_DEPTH = 4;
const MAX_INCLUDES = 50;

export type Included = (path: string) => string | undefined;

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
  readonly variables = new MakeVariables();
  private readonly templates = new MakeTemplates();
  /** Of which a `define` holds the lines. */
  private template: string | undefined;
  private branch = 0;
  private depth = 0;
  private current: MakeRule[] = [];
  /** Files that it includes, from the folder that make starts in. */
  readonly includes: string[] = [];

  /** `included`: the text of a file that an `include` names; undefined where it is not known. */
  constructor(
    private readonly text: string,
    private readonly included: Included = () => undefined,
  ) {}

  /** Called first. */
  *reading(): Sliced<void> {
    let lines = 0;
    for (const line of logicalLines(this.text)) {
      if (++lines % LINES_PER_SLICE === 0) yield;
      this.line(line, true);
    }
  }

  /** `isWritten`: it stands in the file, and no template has made it. */
  private line(line: LogicalText, isWritten: boolean): void {
    if (line.text.startsWith('\t') && this.current.length > 0 && this.template === undefined) {
      this.recipeLine(line);
      return;
    }
    const code = line.text.replace(/(^|[^\\])#.*/s, '$1');
    const word = /^\s*(\S+)/.exec(code)?.[1];
    if (word === 'endef') this.template = undefined;
    else if (this.template !== undefined) this.templates.add(this.template, line);
    if (word === undefined || word === 'endef' || this.template !== undefined) return;
    const uncertain = this.branch > 0;
    if (word === 'define') {
      this.template = /^\s*define\s+([\w.-]+)/.exec(code)?.[1] ?? '';
      return;
    }
    const made =
      isWritten && !uncertain && code.includes('$(eval') ? this.templates.called(code, text => this.variables.expand(text)) : undefined;
    if (made) {
      this.current = [];
      for (const one of made) this.line(one, false);
      this.current = [];
      return;
    }
    if (/^(?:-?include|sinclude)$/.test(word) && !uncertain && this.include(code, line)) return;
    if (/^(?:-?include|sinclude|unexport|load)$/.test(word) || code.includes('$(eval')) this.selfContained = false;
    if (/^if(?:n?eq|n?def)\b/.test(word)) this.branch++;
    else if (word === 'endif') this.branch = Math.max(0, this.branch - 1);
    else if (!this.assignment(code, line, uncertain))
      this.current = this.rule(code, line, uncertain) ?? (/^(?:else|-?include)\b/.test(word) ? this.current : []);
  }

  /** Lines of the files that are named, in its place; false where one of them is not known. */
  private include(code: string, line: LogicalText): boolean {
    const names = this.variables.names(code.replace(/^\s*\S+/, '').trim());
    if (!names || names.length === 0 || this.includes.length > MAX_INCLUDES || this.depth >= MAX_DEPTH) return false;
    if (names.some(name => /[*?[$~]|^\//.test(name))) return false;
    this.includes.push(...names);
    const texts = names.flatMap(name => this.included(name) ?? []);
    if (texts.length < names.length) return false;
    const at = line.offsetAt(line.text.search(/\S/));
    this.current = [];
    this.depth++;
    for (const text of texts) for (const one of logicalLines(text)) this.line(LogicalText.at(one.text, at), true);
    this.depth--;
    this.current = [];
    return true;
  }

  private recipeLine(line: LogicalText): void {
    const skip = /^\t\s*[-@+]*\s*/.exec(line.text)![0].length;
    for (const rule of this.current) {
      rule.lines.push(LogicalText.part(line, skip, line.text.length));
      rule.branched ||= this.branch > 0;
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
      // Nothing but the caller can have set it before.
      const isFirst = isAdded && !before && this.selfContained;
      const text = this.valueOf(operator!, isFirst ? '' : before?.text, value!, uncertain);
      const weak = operator === '?=' || isFirst || (isAdded && before?.weak === true);
      if (!keep) this.variables.set(name!, { text, span, weak, ...(isAdded && { isAdded }) });
      if (prefix!.includes('export')) this.variables.exported.add(name!);
      return true;
    }
    const alone = /^\s*export(?:\s+(.*))?$/s.exec(code.trimEnd());
    if (!alone) return false;
    if (uncertain) this.selfContained = false;
    if (alone[1] === undefined) this.variables.exportsAll = true;
    else for (const name of alone[1].split(/\s+/)) this.variables.exported.add(name);
    return true;
  }

  /** What an assignment leaves; what may be added in a branch is unknown, and what was there before stays. */
  private valueOf(operator: string, before: string | undefined, value: string, uncertain: boolean): string | undefined {
    if (operator === '!=') return undefined;
    if (operator === '+=') return appended(before, uncertain ? UNKNOWN_REFERENCE : value);
    return uncertain ? undefined : value.trim();
  }

  /** The rules of `targets: prerequisites`; undefined for a line that is none. A target's own variable begins none. */
  private rule(code: string, line: LogicalText, branched: boolean): MakeRule[] | undefined {
    const m = /^([^\s:=#][^:=#]*)::?(?!=)(.*)$/.exec(code);
    if (!m) return undefined;
    const rest = m[2]!.trimStart();
    const targets = m[1]!
      .split(/\s+/)
      .flatMap(t => (t.includes('$') ? (this.variables.names(t) ?? [t]) : [t]))
      .filter(t => t !== '');
    if (targets.includes('.ONESHELL')) this.oneShell = true;
    if (targets.includes('.EXPORT_ALL_VARIABLES')) this.variables.exportsAll = true;
    if (targets.length === 0 || this.ownVariable(targets, code, rest, line)) return [];
    const written = m[1]!.split(/\s/, 1)[0]!;
    const at = code.indexOf(written);
    const span = line.span(at, at + written.length);
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
    const variable = { text, span, weak: operator === '?=', exported: prefix!.includes('export') || this.variables.exported.has(name!) };
    for (const t of targets) this.variables.ofTargets.set(t, (this.variables.ofTargets.get(t) ?? new Map()).set(name!, variable));
    return true;
  }
}
