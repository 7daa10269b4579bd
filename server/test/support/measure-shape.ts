/** What the engine needs for one file that lies in a small module, in CPU time: everything that a server or a command asks of it. */
import type { Engine } from '../../src/engine/syntax/engine.js';
import { drive } from '../../src/engine/workspace/drive.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';

const ROOT = '/w';
/** The rest of the module: a program that an image starts, so that rules that look at several files have something to say. */
const AROUND: readonly (readonly [string, string])[] = [
  ['go.mod', 'module ex.com/w\n\ngo 1.26\n'],
  ['main.go', 'package main\n\nimport "net/http"\n\nfunc main() { http.Get("https://ex.com") }\n'],
  [
    'good/Dockerfile',
    'FROM golang:1.26 AS b\nENV GOEXPERIMENT=RangeFunc\nRUN go build -o /a ..\nFROM scratch\nCOPY --from=b /a /a\nENTRYPOINT ["/a"]\n',
  ],
];

export interface Cost {
  /** Milliseconds of this process's CPU. */
  readonly ms: number;
  /** The longest time between two chances to give the thread away. */
  readonly longest: number;
  readonly stages: Readonly<Record<string, number>>;
  readonly errors: readonly string[];
}

export function measure(engine: Engine, path: string, text: string): Cost {
  const errors: string[] = [];
  const workspace = new Workspace(engine, { onRuleError: (rule, file, error) => errors.push(`${rule} in ${file}: ${error}`) });
  const stages: Record<string, number> = {};
  let longest = 0;
  const timed = <T>(stage: string, work: () => T): T => {
    const before = process.cpuUsage();
    const result = work();
    const { user, system } = process.cpuUsage(before);
    const ms = (user + system) / 1000;
    stages[stage] = (stages[stage] ?? 0) + ms;
    longest = Math.max(longest, ms);
    return result;
  };
  for (const [name, content] of AROUND) if (name !== path) workspace.set(`${ROOT}/${name}`, content);
  const own = `${ROOT}/${path}`;
  timed('read', () => workspace.set(own, text));
  timed('open', () => workspace.open(own, text));
  timed('findings', () => workspace.findings(own));
  timed('edit', () => workspace.edit(own, [{ span: { start: text.length, end: text.length }, newText: '\n' }]));
  timed('findings again', () => workspace.findings(own));
  const analysis = workspace.analysis({ kind: 'builds', paths: [own, `${ROOT}/good/Dockerfile`] });
  for (let step = timed('step', () => analysis.next()); step.kind !== 'done'; step = timed('step', () => analysis.next())) {
    if (step.kind === 'need file') step.answer(undefined);
    else if (step.kind === 'need folder') step.answer([]);
    else if (step.kind === 'need package') step.answer(undefined);
  }
  timed('contexts', () => workspace.buildContexts(own));
  workspace.close(own);
  drive(workspace.analysis({ kind: 'question', ask: () => void workspace.findings(`${ROOT}/good/Dockerfile`) }), {});
  return { ms: Object.values(stages).reduce((a, b) => a + b, 0), longest, stages, errors };
}
