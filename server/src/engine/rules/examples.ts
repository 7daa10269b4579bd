/**
 * Reads and runs the examples of rules: `«…»` marks, `-- name --` sections, the files an example leaves out. The tester, the rule pages
 * and `explain` all read examples through here, so an example means the same everywhere.
 */

import type { Span } from '../base/finding.js';
import { kindOf } from '../builds/kinds.js';
import type { Example } from './rule.js';

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
  return kindOf(name)?.syntax ?? 'text';
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
