/** Makefiles: one unit for each target whose recipe runs go. Variables are taken as the file gives them; a caller may give others. */
import type { Span } from '../../finding.js';
import type { BashParser } from '../../syntax/bash.js';
import { LogicalText } from '../../syntax/dockerfile.js';
import type { Setting } from '../dockerfile/environment.js';
import type { BuildUnit } from './facts.js';
import { type Replacement, runScripts, shellState, substitute } from './shell-unit.js';
import { experimentsOf, openEnvironment } from './values.js';

/** Longer files are not read (UTF-16 units). */
const MAX_MAKEFILE = 256 * 1024;
const MAX_DEPTH = 8;
/** Longer texts are not unfolded: variables that name each other twice would grow without end. */
const MAX_EXPANSION = 8 * 1024;

interface Variable {
  /** Undefined: unknown, as after `+=` in a branch. */
  readonly text: string | undefined;
  readonly span: Span;
}

interface Rule {
  readonly target: string;
  readonly span: Span;
  readonly lines: LogicalText[];
}

export function readMakefile(text: string, bash: BashParser): { units: BuildUnit[]; complete: boolean } {
  if (text.length > MAX_MAKEFILE) return { units: [], complete: false };
  const file = new MakefileReader(text);
  file.read();
  const settings = file.exportedSettings();
  let complete = true;
  const units = file.rules.flatMap((rule): BuildUnit[] => {
    const own = [...settings, ...file.targetSettings(rule.target)];
    const environment = openEnvironment(own);
    const scripts = rule.lines.map(line => substitute(line, file.holes(line.text)));
    const outcome = runScripts(bash, scripts, shellState(environment, '/'), file.oneShell);
    complete &&= outcome.complete;
    if (outcome.commands.length === 0) return [];
    const experiments = [...experimentsOf(own), ...outcome.experiments];
    return [{ kind: 'make target', name: rule.target, span: rule.span, environment, commands: outcome.commands, experiments }];
  });
  return { units, complete };
}

class MakefileReader {
  readonly rules: Rule[] = [];
  oneShell = false;
  private readonly variables = new Map<string, Variable>();
  private readonly exported = new Set<string>();
  private readonly ofTargets = new Map<string, Setting[]>();
  private exportsAll = false;
  private readonly lines: LogicalText[];

  constructor(text: string) {
    this.lines = logicalLines(text);
  }

  read(): void {
    let branch = 0;
    let inDefine = false;
    let current: Rule[] = [];
    for (const line of this.lines) {
      if (line.text.startsWith('\t') && current.length > 0) {
        const skip = /^\t\s*[-@+]*\s*/.exec(line.text)![0].length;
        for (const rule of current) rule.lines.push(LogicalText.part(line, skip, line.text.length));
        continue;
      }
      const code = line.text.replace(/(^|[^\\])#.*$/, '$1');
      const word = /^\s*(\S+)/.exec(code)?.[1];
      if (word === undefined) continue;
      if (word === 'define') inDefine = true;
      else if (word === 'endef') inDefine = false;
      else if (inDefine) continue;
      else if (/^if(?:n?eq|n?def)\b/.test(word)) branch++;
      else if (word === 'endif') branch = Math.max(0, branch - 1);
      else if (!this.assignment(code, line, branch > 0))
        current = this.rule(code, line) ?? (/^(?:else|-?include)\b/.test(word) ? current : []);
    }
  }

  /** `NAME = value`, with `export`, `override`; false for anything else. */
  private assignment(code: string, line: LogicalText, uncertain: boolean): boolean {
    const m = /^\s*((?:(?:export|override|private)\s+)*)([A-Za-z_][\w.-]*)\s*(::?:?=|\?=|\+=|!=|=)\s*(.*?)\s*$/.exec(code);
    if (m) {
      const [, prefix, name, operator, value] = m;
      const start = code.indexOf(name!, prefix === '' ? 0 : code.indexOf('export') < 0 ? 0 : prefix!.length);
      const span = line.span(start, Math.max(start + name!.length, code.trimEnd().length));
      const before = this.variables.get(name!);
      const keep = operator === '?=' && before;
      const text = uncertain || operator === '+=' || operator === '!=' ? undefined : value;
      if (!keep) this.variables.set(name!, { text, span });
      if (prefix!.includes('export')) this.exported.add(name!);
      return true;
    }
    const alone = /^\s*export(?:\s+(.*?))?\s*$/.exec(code);
    if (!alone) return false;
    if (alone[1] === undefined) this.exportsAll = true;
    else for (const name of alone[1].split(/\s+/)) this.exported.add(name);
    return true;
  }

  /** The rules of `targets: prerequisites`; undefined for a line that is none. A target's own variable begins none. */
  private rule(code: string, line: LogicalText): Rule[] | undefined {
    const m = /^([^\s:=#][^:=#]*?)\s*::?(?!=)\s*(.*)$/.exec(code);
    if (!m) return undefined;
    const targets = m[1]!.split(/\s+/).filter(t => t !== '');
    if (targets.includes('.ONESHELL')) this.oneShell = true;
    const own = /^((?:(?:export|override|private)\s+)*)([A-Za-z_]\w*)\s*(?:::?:?=|\?=|=)\s*(.*?)\s*$/.exec(m[2]!);
    if (own) {
      const start = code.lastIndexOf(m[2]!) + own[1]!.length;
      const span = line.span(start, code.trimEnd().length);
      if (own[1]!.includes('export') || this.exported.has(own[2]!)) {
        for (const t of targets) this.ofTargets.set(t, [...(this.ofTargets.get(t) ?? []), this.setting(own[2]!, { text: own[3], span })]);
      }
      return [];
    }
    const at = code.indexOf(targets[0] ?? '');
    const rules: Rule[] = targets.slice(0, 20).map(target => ({ target, span: line.span(at, at + targets[0]!.length), lines: [] }));
    const recipe = /;\s*(.*)$/.exec(m[2]!);
    if (recipe) rules[0]?.lines.push(LogicalText.part(line, code.length - recipe[1]!.length, code.length));
    this.rules.push(...rules.filter(r => !r.target.startsWith('.')));
    return rules;
  }

  exportedSettings(): Setting[] {
    return [...this.variables].flatMap(([name, variable]) =>
      this.exportsAll || this.exported.has(name) ? [this.setting(name, variable)] : [],
    );
  }

  targetSettings(target: string): Setting[] {
    return this.ofTargets.get(target) ?? [];
  }

  private setting(name: string, { text, span }: Variable): Setting {
    const value = text === undefined ? undefined : this.expand(text, 0);
    const start = text === undefined ? span.end : span.end - text.length;
    const place = { start, end: span.end };
    const word = { span: place, parts: value === text && text ? [{ kind: 'text', text, quoted: true, span: place } as const] : [] };
    return { name, text: value, args: [name], origin: 'build file', span, word };
  }

  /** `$(NAME)`, `${NAME}`, `$$` and the one-letter variables of a recipe. */
  holes(text: string, depth = 0): Replacement[] {
    const out: Replacement[] = [];
    for (let i = text.indexOf('$'); i >= 0; i = text.indexOf('$', i)) {
      const end = referenceEnd(text, i);
      const inner = text.slice(i, end);
      if (inner === '$$') out.push({ start: i, end, text: '$' });
      else out.push({ start: i, end, text: this.value(inner, depth) });
      i = end;
    }
    return out;
  }

  private value(reference: string, depth: number): string | undefined {
    const name = /^\$[({]([\w.-]+)[)}]$/.exec(reference)?.[1];
    const text = name === undefined ? undefined : this.variables.get(name)?.text;
    return text === undefined ? undefined : this.expand(text, depth + 1);
  }

  private expand(text: string, depth: number): string | undefined {
    if (depth > MAX_DEPTH || text.length > MAX_EXPANSION) return undefined;
    let out = '';
    let at = 0;
    for (const hole of this.holes(text, depth)) {
      if (hole.text === undefined || out.length > MAX_EXPANSION) return undefined;
      out += text.slice(at, hole.start) + hole.text;
      at = hole.end;
    }
    return out + text.slice(at);
  }
}

/** The end of `$(…)`, with brackets inside, or of `$x`. */
function referenceEnd(text: string, start: number): number {
  const open = text[start + 1];
  const close = open === '(' ? ')' : open === '{' ? '}' : undefined;
  if (close === undefined) return Math.min(start + 2, text.length);
  let depth = 0;
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === open) depth++;
    else if (text[i] === close && --depth === 0) return i + 1;
  }
  return text.length;
}

/** Lines with their continuations; the shell sees backslash and line end of a recipe as one blank. */
function logicalLines(text: string): LogicalText[] {
  const out: LogicalText[] = [];
  let pieces: { text: string; offset: number }[] = [];
  let offset = 0;
  for (const line of text.split('\n')) {
    const bare = line.endsWith('\r') ? line.slice(0, -1) : line;
    const continued = /(?:^|[^\\])(?:\\\\)*\\$/.test(bare);
    const content = continued ? `${bare.slice(0, -1)} ` : bare;
    pieces.push({ text: content, offset });
    offset += line.length + 1;
    if (continued) continue;
    out.push(LogicalText.of(pieces));
    pieces = [];
  }
  if (pieces.length > 0) out.push(LogicalText.of(pieces));
  return out;
}
