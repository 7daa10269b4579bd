/**
 * The escape graph of programs that are made from a seed: all are solved without an error, and the first are compared with what the compiler prints of
 * them. Run by hand:
 *
 *   npx tsx server/test/bench/escape-programs.ts [--count 5000] [--compared 200] [--seed 1] [--list N]
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadEngine } from '../support/engine-for-tests.js';
import { escapeFlows, StandardTable } from '../support/escape-flows.js';
import { compilerKinds, graphKinds } from '../support/escape-lines.js';
import { ProgramMaker } from '../support/escape-programs.js';

const option = (name: string, standard: number) =>
  process.argv.includes(name) ? Number(process.argv[process.argv.indexOf(name) + 1]) : standard;
const [count, compared, seed, listed] = [option('--count', 5000), option('--compared', 200), option('--seed', 1), option('--list', 0)];
const FUNCTIONS = 8;

/** Where a call is boxed, or a field, the compiler's words do not tell which is meant. */
const ALIKE: ReadonlySet<string> = new Set(['boxed', 'inlined', 'method']);

const program = (i: number) => `package p\n\n${new ProgramMaker(seed * 100_000 + i).declarations(FUNCTIONS).join('\n')}`;

/** What the compiler prints of each program. */
function printed(): string[] {
  const dir = mkdtempSync(join(tmpdir(), 'go-preflight-programs-'));
  try {
    writeFileSync(join(dir, 'go.mod'), 'module programs\n\ngo 1.26\n');
    for (let i = 0; i < compared; i++) {
      mkdirSync(join(dir, `p${i}`));
      writeFileSync(join(dir, `p${i}/a.go`), program(i));
    }
    const { stderr } = spawnSync('go', ['build', '-gcflags=-m', './...'], { cwd: dir, encoding: 'utf8', maxBuffer: 1e9 });
    const byProgram = new Map<string, string[]>();
    for (const line of stderr.split('\n')) {
      const name = /^(?:\.\/)?(p\d+)\/a\.go:/.exec(line)?.[1];
      if (name) byProgram.set(name, [...(byProgram.get(name) ?? []), line]);
    }
    return Array.from({ length: compared }, (_, i) => (byProgram.get(`p${i}`) ?? []).join('\n'));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  const engine = await loadEngine();
  const world = { engine, std: new StandardTable(engine) };
  const rows: Record<string, { both: number; graph: number; compiler: number }> = {};
  let left = listed;
  for (const [i, words] of printed().entries()) {
    const text = program(i);
    const [ours, theirs] = [graphKinds(world, text), compilerKinds(engine, text, words)];
    for (const line of new Set([...ours.keys(), ...theirs.keys()])) {
      const [own, other] = [ours, theirs].map(kinds => (kinds.get(line) ?? []).map(k => (ALIKE.has(k) ? 'boxed or inlined' : k)));
      if (!own || !other) continue;
      for (const kind of new Set([...own, ...other])) {
        const [a, b] = [own, other].map(l => l.filter(k => k === kind).length) as [number, number];
        rows[kind] ??= { both: 0, graph: 0, compiler: 0 };
        const row = rows[kind];
        row.both += Math.min(a, b);
        row.graph += Math.max(0, a - b);
        row.compiler += Math.max(0, b - a);
        if (a !== b && left-- > 0) console.log(`p${i}:${line + 1} ${kind} graph ${a}, compiler ${b}: ${text.split('\n')[line]?.trim()}`);
      }
    }
  }
  console.table(rows);
  const sum = (key: 'both' | 'graph' | 'compiler') => Object.values(rows).reduce((n, r) => n + r[key], 0);
  const share = (part: number, whole: number) => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;
  console.log(`precision ${share(sum('both'), sum('both') + sum('graph'))}, recall ${share(sum('both'), sum('both') + sum('compiler'))}`);
  const before = process.cpuUsage();
  for (let i = 0; i < count; i++) escapeFlows(world, { 'a.go': program(i) });
  console.log(`${count} programs solved in ${Math.round(process.cpuUsage(before).user / 1e6)} s of CPU`);
}

void main();
