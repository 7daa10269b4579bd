/**
 * What the escape graph says of each line of `fixtures/escape-graph`, whose comments name the kinds of what is on the heap there, in the order of the
 * alphabet. A go command that is there says the same.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from '../../../src/engine/syntax/engine.js';
import { GoTool } from '../../../src/node/go/go-tool.js';
import { loadEngine } from '../../support/engine-for-tests.js';
import { escapeFlows, type GraphWorld, StandardTable } from '../../support/escape-flows.js';
import { addKind, compilerKinds, graphKinds, type KindsByLine } from '../../support/escape-lines.js';

const FIXTURE = join(__dirname, '../../fixtures/escape-graph/flows.go');
const TEXT = readFileSync(FIXTURE, 'utf8');

/** What the comments say. */
function wanted(text: string): string[] {
  const out: KindsByLine = new Map();
  text.split('\n').forEach((line, i) => {
    const kinds = / \/\/ ([a-z ]+)$/.exec(line)?.[1];
    for (const kind of kinds?.split(' ') ?? []) addKind(out, i, kind);
  });
  return sorted(out, text);
}

/** With the code, for whoever reads a difference. */
function sorted(map: KindsByLine, text: string): string[] {
  const lines = text.split('\n');
  return [...map].sort(([a], [b]) => a - b).map(([line, kinds]) => `${line + 1}: ${kinds.sort().join(' ')}: ${lines[line]?.trim()}`);
}

const found = (world: GraphWorld, text: string): string[] => sorted(graphKinds(world, text), text);

describe('the escape graph', function () {
  this.timeout(120_000);
  let engine: Engine;
  let world: GraphWorld;
  before(async () => {
    engine = await loadEngine();
    world = { engine, std: new StandardTable(engine) };
  });

  it('says what is on the heap, line by line', () => {
    assert.deepEqual(found(world, TEXT), wanted(TEXT));
  });

  it('says the same of functions in another order', () => {
    const [head = '', ...parts] = TEXT.split(/\n(?=func )/);
    const turned = [head, ...parts.reverse()].join('\n');
    assert.deepEqual(found(world, turned), wanted(turned));
  });

  it('survives every beginning of the code', () => {
    for (let end = 400; end < TEXT.length; end += 397) assert.ok(Array.isArray(found(world, TEXT.slice(0, end))));
  });

  it('solves functions that call each other in one folder, and not across folders, which does not build', () => {
    const there = 'package p\nfunc F(n int) *int { if n > 0 { return G(n - 1) }; return new(int) }\n';
    const back = 'package p\nfunc G(n int) *int { return F(n) }\n';
    assert.equal(escapeFlows(world, { 'a/x.go': there, 'a/y.go': back }).flatMap(f => f.sites).length, 1);
    assert.deepEqual(escapeFlows(world, { 'a/x.go': there, 'b/y.go': back }), []);
  });

  it('says what the compiler says', function () {
    const tool = GoTool.find('');
    if (!tool) {
      console.log('      SKIPPED: no go command on PATH, the escape graph was not compared with the compiler');
      this.skip();
    }
    const dir = mkdtempSync(join(tmpdir(), 'go-preflight-flows-'));
    try {
      writeFileSync(join(dir, 'go.mod'), 'module example.com/flows\n\ngo 1.26\n');
      writeFileSync(join(dir, 'flows.go'), TEXT);
      // Assembly may be anywhere: functions need no bodies.
      writeFileSync(join(dir, 'flows.s'), '');
      const { stderr } = spawnSync(tool.path, ['build', '-gcflags=-m', '.'], { cwd: dir, encoding: 'utf8' });
      assert.deepEqual(sorted(compilerKinds(engine, TEXT, stderr), TEXT), wanted(TEXT));
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
