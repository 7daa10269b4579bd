/**
 * Reads and runs the examples of rules: `«…»` marks, `-- name --` sections, the files an example leaves out. The tester, the rule pages
 * and `explain` all read examples through here, so an example means the same everywhere.
 */

import type { Finding, Fix, Span } from '../base/finding.js';
import { languageOf } from '../builds/kinds.js';
import type { MachineFacts } from '../program/machine.js';
import type { Engine } from '../syntax/engine.js';
import { Workspace } from '../workspace/workspace.js';
import { RULES } from './registry.js';
import { type Example, type Rule, readsBuildFiles } from './rule.js';

export interface ExampleFile {
  /** As in its section header: `main.go`, `store/store.go`, `Dockerfile`. */
  readonly name: string;
  /** Without marks. */
  readonly text: string;
  /** What the rule must report, in order. */
  readonly marks: readonly Span[];
}

/** Directory the files of an example live in, as workspace path. */
export const EXAMPLE_DIR = '/example';
export const DEFAULT_GO_MOD = 'module example.com/app\n\ngo 1.26\n';

/** The section that stands for what the host found out about the machine. */
export const MACHINE_FILE = 'machine.json';

/** The files of an example, with a default `go.mod` where it has none. */
export function readExample(example: Example): ExampleFile[] {
  const files = sections(example.text).map(s => ({ name: s.name, ...readMarks(s.text) }));
  return files.some(f => f.name === 'go.mod') ? files : [{ name: 'go.mod', text: DEFAULT_GO_MOD, marks: [] }, ...files];
}

/** The file of an example that a reader should see: the first with a mark, else the first that is not `go.mod`. */
export function mainFile(files: readonly ExampleFile[]): ExampleFile | undefined {
  return files.find(f => f.marks.length > 0) ?? files.find(f => f.name !== 'go.mod');
}

/** Language for a Markdown code fence. */
export function fenceLanguage(name: string): string {
  return name.endsWith('.go')
    ? 'go'
    : name.endsWith('go.mod')
      ? 'go-mod'
      : (FENCES.find(([pattern]) => pattern.test(name))?.[1] ?? 'dockerfile');
}

const FENCES: readonly (readonly [RegExp, string])[] = [
  [/\.ya?ml$/, 'yaml'],
  [/\.json$/, 'jsonc'],
  [/akefile$|\.mk$/, 'makefile'],
  [/\.(?:sh|bash)$/, 'shell'],
];

/** Findings of the rules in every file of an example, in a workspace of its own. Suppressed ones are left out. A rule that throws throws. */
export function findingsOf(
  engine: Engine,
  files: readonly { readonly name: string; readonly text: string }[],
  rules: readonly Rule[] = RULES,
): Finding[] {
  const onRuleError = (rule: string, _path: string, error: unknown) => {
    throw new Error(`rule ${rule} failed: ${error instanceof Error ? error.stack : error}`);
  };
  const workspace = new Workspace(engine, { rules, onRuleError });
  for (const f of files) {
    if (f.name === MACHINE_FILE) workspace.setMachine(JSON.parse(f.text) as MachineFacts);
    else workspace.set(`${EXAMPLE_DIR}/${f.name}`, f.text);
  }
  workspace.readAllAwaited();
  return files.flatMap(f => workspace.findings(`${EXAMPLE_DIR}/${f.name}`)).filter(f => !f.suppressed);
}

/** The files after a fix. Edits of files the example does not have are left out. */
export function applyFix(files: readonly ExampleFile[], fix: Fix): ExampleFile[] {
  return files.map(f => {
    const edits = fix.edits.filter(e => e.file === `${EXAMPLE_DIR}/${f.name}`).sort((a, b) => b.span.start - a.span.start);
    const text = edits.reduce((t, e) => t.slice(0, e.span.start) + e.newText + t.slice(e.span.end), f.text);
    return { ...f, text, marks: [] };
  });
}

/** True when the rule looks at files of this name. */
export function appliesTo(rule: Rule, name: string): boolean {
  const language = languageOf(`${EXAMPLE_DIR}/${name}`);
  if (language === 'go') return rule.language === 'go' || rule.language === 'go+dockerfile';
  if (language === 'go.mod') return rule.language === 'go.mod';
  if (language === 'dockerfile') return rule.language !== 'go' && rule.language !== 'go.mod';
  return language === 'build' && readsBuildFiles(rule);
}

function sections(text: string): { name: string; text: string }[] {
  const headers = [...text.matchAll(/^-- (\S+) --\r?\n/gm)];
  if (headers.length === 0) {
    const whole = text.replace(/^\r?\n/, '');
    return [{ name: /^«?package\s/m.test(whole) ? 'main.go' : 'Dockerfile', text: whole }];
  }
  return headers.map((h, i) => ({ name: h[1]!, text: text.slice(h.index + h[0].length, headers[i + 1]?.index ?? text.length) }));
}

function readMarks(marked: string): { text: string; marks: Span[] } {
  const marks: Span[] = [];
  const open: number[] = [];
  let text = '';
  for (const part of marked.split(/([«»])/)) {
    if (part === '«') open.push(text.length);
    else if (part === '»') marks.push({ start: open.pop() ?? text.length, end: text.length });
    else text += part;
  }
  return { text, marks: marks.sort((a, b) => a.start - b.start || a.end - b.end) };
}
