/**
 * Mutated Go files and Dockerfiles through the engine: nothing throws, nothing hangs. The seed is printed; `FUZZ_SEED=n` repeats a
 * run, `FUZZ_RUNS=n` makes it shorter or longer.
 */
import assert from 'node:assert/strict';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { mutated, randomFrom, seeds } from '../support/mutations.js';

const SEED = Number(process.env.FUZZ_SEED ?? 20261121);
const RUNS = Number(process.env.FUZZ_RUNS ?? 10_000);
/** No call may take longer, in CPU time of this thread: other processes on the machine are not its fault. */
const LIMIT_MS = 5000;

/** Runs the call; fails when it throws or takes too long, and says with what. */
function bounded<T>(what: () => string, call: () => T): T {
  const before = process.cpuUsage();
  try {
    return call();
  } catch (error) {
    assert.fail(`${error instanceof Error ? error.stack : error}\nwith ${what()}`);
  } finally {
    const { user, system } = process.cpuUsage(before);
    const ms = (user + system) / 1000;
    assert.ok(ms < LIMIT_MS, `${Math.round(ms)} ms of CPU with ${what()}`);
  }
}

/** Inserts, doubles or deletes a line. */
function lineEdit(text: string, random: () => number): { span: { start: number; end: number }; newText: string } {
  const at = Math.floor(random() * text.length);
  const start = text.lastIndexOf('\n', at) + 1;
  const end = text.indexOf('\n', at) + 1 || text.length;
  const kind = Math.floor(random() * 3);
  if (kind === 0) return { span: { start, end: start }, newText: '// é😀 a comment\n' };
  return kind === 1 ? { span: { start, end: start }, newText: text.slice(start, end) } : { span: { start, end }, newText: '' };
}

describe(`fuzz (seed ${SEED})`, function () {
  this.timeout(300_000);
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  it(`${RUNS} mutated files through the engine`, () => {
    const random = randomFrom(SEED);
    const { go, dockerfile } = seeds();
    const failures: string[] = [];
    const onRuleError = (rule: string, path: string, error: unknown) =>
      failures.push(`${rule} in ${path}: ${error instanceof Error ? error.stack : error}`);
    for (let i = 0; i < RUNS; i++) {
      const isGo = i % 4 !== 0;
      const text = mutated(isGo ? go : dockerfile, random);
      const path = isGo ? '/w/main.go' : '/w/Dockerfile';
      const what = () => `run ${i} of seed ${SEED}: ${JSON.stringify(text.slice(0, 300))}`;
      const workspace = new Workspace(engine, { onRuleError });
      workspace.set('/w/go.mod', 'module example.com/w\n\ngo 1.26\n');
      const findings = bounded(what, () => {
        workspace.set(path, text);
        return workspace.findings(path);
      });
      for (const f of findings) {
        const { start, end } = f.span;
        assert.ok(0 <= start && start <= end && end <= text.length, `${f.rule} at ${start}-${end} of ${text.length}: ${what()}`);
      }
      assert.deepEqual(failures, [], what());
    }
  });

  it('edits of an open file give what a fresh read gives', () => {
    const random = randomFrom(SEED + 1);
    const { go } = seeds();
    let compared = 0;
    for (let i = 0; i < RUNS / 50; i++) {
      const workspace = new Workspace(engine);
      let text = go[i % go.length]!;
      workspace.open('/w/main.go', text);
      for (let n = 0; n < 5; n++) {
        const { span, newText } = lineEdit(text, random);
        const what = () => `edit ${n} of run ${i}, seed ${SEED + 1}: ${JSON.stringify({ span, newText })}`;
        bounded(what, () => workspace.edit('/w/main.go', [{ span, newText }]));
        text = text.slice(0, span.start) + newText + text.slice(span.end);
        assert.equal(workspace.text('/w/main.go'), text);
        // The parser's guess at broken text may depend on what it saw before.
        if (engine.go.parse(text).hasError) continue;
        const fresh = new Workspace(engine);
        fresh.set('/w/main.go', text);
        assert.deepEqual(workspace.findings('/w/main.go'), fresh.findings('/w/main.go'), what());
        compared++;
      }
      workspace.close('/w/main.go');
    }
    assert.ok(compared > RUNS / 100, `only ${compared} texts were whole`);
  });

  for (const [name, text] of [
    ['a 5 MB line', `package a\n\nvar s = "${'x'.repeat(5_000_000)}"\n`],
    ['a 1.4 MB line', `package a\n\nvar s = "${'x'.repeat(1_400_000)}"\n`],
    ['a 5 MB line of code', `package a\n\nfunc f() { ${'x = append(x, 1); '.repeat(300_000)}}\n`],
    ['deep nesting', `package a\n\nvar x = ${'('.repeat(20_000)}1${')'.repeat(20_000)}\n`],
    ['deep blocks', `package a\n\nfunc f() {${'{'.repeat(10_000)}${'}'.repeat(10_000)}}\n`],
    ['only braces', '{'.repeat(200_000)],
    ['an empty text', ''],
    ['only NUL', '\0'.repeat(100_000)],
  ] as const) {
    it(`${name} ends soon`, () => {
      for (const path of ['/w/main.go', '/w/Dockerfile']) {
        const workspace = new Workspace(engine);
        bounded(
          () => `${name} as ${path}`,
          () => {
            workspace.open(path, text);
            return workspace.findings(path);
          },
        );
        workspace.close(path);
      }
    });
  }
});
