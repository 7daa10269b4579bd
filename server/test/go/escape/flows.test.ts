/**
 * What the escape graph says of each line of `fixtures/escape-graph`, whose comments name the kinds of what is on the heap there, in the order of the
 * alphabet. A go command that is there says the same.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LineIndex } from '../../../src/engine/base/line-index.js';
import { siteAt } from '../../../src/engine/compiler/printed-site.js';
import { declarationOver } from '../../../src/engine/syntax/declaration-over.js';
import type { Engine } from '../../../src/engine/syntax/engine.js';
import { K } from '../../../src/engine/syntax/flat-tree.js';
import { GoTool } from '../../../src/node/go/go-tool.js';
import { loadEngine } from '../../support/engine-for-tests.js';
import { escapeFlows, type GraphWorld, StandardTable } from '../../support/escape-flows.js';

const FIXTURE = join(__dirname, '../../fixtures/escape-graph/flows.go');
const TEXT = readFileSync(FIXTURE, 'utf8');

/** Kinds of what is on the heap, by line. */
function found(world: GraphWorld, text: string): string[] {
  const lines = new LineIndex(text);
  const out = new Map<number, string[]>();
  for (const { sites, text: place } of escapeFlows(world, { 'flows.go': text })) {
    for (const { node, kind, isOnHeap } of sites) {
      if (!isOnHeap) continue;
      const { tree, declaration } = place;
      add(out, lines.position(declaration.offset + tree.starts[node]!).line, kind ?? (CLAUSES.has(tree.kind(node)) ? 'other' : 'variable'));
    }
  }
  return sorted(out, text);
}

/** What the comments say. */
function wanted(text: string): string[] {
  const out = new Map<number, string[]>();
  text.split('\n').forEach((line, i) => {
    const kinds = / \/\/ ([a-z ]+)$/.exec(line)?.[1];
    for (const kind of kinds?.split(' ') ?? []) add(out, i, kind);
  });
  return sorted(out, text);
}

function add(map: Map<number, string[]>, line: number, kind: string): void {
  map.set(line, [...(map.get(line) ?? []), kind]);
}

/** The variable of a type switch is printed at the case. */
const CLAUSES = new Set([K.TypeCase, K.DefaultCase]);

/** With the code, for whoever reads a difference. */
function sorted(map: Map<number, string[]>, text: string): string[] {
  const lines = text.split('\n');
  return [...map].sort(([a], [b]) => a - b).map(([line, kinds]) => `${line + 1}: ${kinds.sort().join(' ')}: ${lines[line]?.trim()}`);
}

/** Printed and never allocated: constants, single bytes, pointers. */
const FREE = /^(?:".*"|[bq])$/;

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
      const lines = new LineIndex(TEXT);
      const syntax = engine.go.parse(TEXT);
      const said = new Map<number, string[]>();
      const places = new Set<string>();
      for (const m of stderr.matchAll(/flows\.go:(\d+):(\d+): (?:moved to heap: (.+)|(.+) escapes to heap)$/gm)) {
        const expression = m[3] ?? m[4]!;
        if (m[3] === undefined && FREE.test(expression)) continue;
        const offset = lines.offsetOfByteColumn(Number(m[1]), Number(m[2]))!;
        const declaration = declarationOver(syntax, { start: offset, end: offset })!;
        const place = { file: 'flows.go', raw: 'flows.go', line: Number(m[1]), column: Number(m[2]) };
        const fact = { ...place, kind: m[3] === undefined ? ('escapes' as const) : ('moved' as const), expression };
        const site = siteAt(declaration.tree, offset - declaration.offset, fact, false);
        // Of a generic function each instance is printed at the function itself, too.
        if (!site || places.has(`${m[1]}:${m[2]} ${site.kind}`)) continue;
        places.add(`${m[1]}:${m[2]} ${site.kind}`);
        const kind = site.kind === 'selector' ? 'method' : site.kind;
        add(said, Number(m[1]) - 1, kind);
      }
      assert.deepEqual(sorted(said, TEXT), wanted(TEXT));
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
