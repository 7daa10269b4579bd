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
import { whole } from '../../../src/engine/base/slices.js';
import { siteAt } from '../../../src/engine/compiler/printed-site.js';
import type { Bodies, Body } from '../../../src/engine/go/escape/bodies.js';
import { PackageFlows } from '../../../src/engine/go/escape/package-flows.js';
import { summaryOfFacts } from '../../../src/engine/go/escape/std-summary.js';
import { parsedFile } from '../../../src/engine/go/package/source-file.js';
import type { Importer, PackageSource, SourceDeclaration } from '../../../src/engine/go/types/importer.js';
import type { Func } from '../../../src/engine/go/types/model.js';
import { receiverBase } from '../../../src/engine/go/types/receiver.js';
import { Resolver } from '../../../src/engine/go/types/resolver.js';
import { declarationOver } from '../../../src/engine/syntax/declaration-over.js';
import type { Engine } from '../../../src/engine/syntax/engine.js';
import { K } from '../../../src/engine/syntax/flat-tree.js';
import { StandardLibrary } from '../../../src/engine/workspace/standard-library.js';
import { standardFile } from '../../../src/engine/workspace/standard-sources.js';
import { GoTool } from '../../../src/node/go/go-tool.js';
import { readTable } from '../../../src/node/host/std-pieces.js';
import { loadEngine } from '../../support/engine-for-tests.js';

const FIXTURE = join(__dirname, '../../fixtures/escape-graph/flows.go');
const TEXT = readFileSync(FIXTURE, 'utf8');

/** The standard library from its table. */
class Table implements Importer {
  readonly library = new StandardLibrary();
  private readonly sources = new Map<string, PackageSource>();

  constructor(private readonly engine: Engine) {}

  read(path: string) {
    if (this.library.get(path, undefined) === undefined) this.library.set(path, readTable(path) ?? 'missing');
    const std = this.library.get(path, undefined);
    return std === 'missing' ? undefined : std;
  }

  find(path: string): PackageSource | undefined {
    const std = this.read(path);
    const known = this.sources.get(path);
    if (known || !std) return known;
    const head = standardFile(path, std, this.engine.go);
    const source = { path, name: head.packageName, files: [head.source], language: undefined };
    this.sources.set(path, source);
    return source;
  }
}

/** Kinds of what is on the heap, by line. */
function found(engine: Engine, text: string): string[] {
  const table = new Table(engine);
  const resolver = new Resolver(table);
  const file = parsedFile('flows.go', text, engine.go.parse(text)).source;
  const source: PackageSource = { path: 'example.com/flows', name: 'flows', files: [file], language: undefined };
  const types = resolver.of(source);
  const declarations = new Map<Func, SourceDeclaration>();
  for (const d of file.declarations) {
    const func = types.functionIn(file, d);
    if (func) declarations.set(func, d);
  }
  const bodyAt = (declaration: SourceDeclaration | undefined): Body | undefined => {
    const known = declaration && types.typesOf('flows.go', declaration.tree);
    if (!declaration || !known) return undefined;
    const place = { tree: declaration.tree, path: 'flows.go', declaration };
    return { text: place, types: known, language: { newEachIteration: true }, isKept: false };
  };
  const bodies: Bodies = {
    now: func => func,
    // biome-ignore lint/correctness/useYield: nothing takes long here.
    *bodyOf(func) {
      return bodyAt(declarations.get(func));
    },
    knownOf: func => {
      const type = func.isMethod ? receiverBase(func) : undefined;
      const symbol = type?.kind === 'named' ? `${type.object.name}.${func.name}` : func.name;
      const facts = func.pkg && table.read(func.pkg.path)?.compiled(symbol);
      return facts && summaryOfFacts(facts, func);
    },
  };
  const flows = new PackageFlows(bodies, new WeakMap());
  const lines = new LineIndex(text);
  const out = new Map<number, string[]>();
  const variables = file.declarations.filter(d => d.kind === 'var').map(d => flows.initialising(bodyAt(d)!));
  for (const finding of [...[...declarations.keys()].map(func => flows.finding(func)), ...variables]) {
    const known = whole(finding);
    for (const { node, kind, isOnHeap } of known?.sites ?? []) {
      if (!isOnHeap || !known) continue;
      const { tree, declaration } = known.text;
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
  before(async () => {
    engine = await loadEngine();
  });

  it('says what is on the heap, line by line', () => {
    assert.deepEqual(found(engine, TEXT), wanted(TEXT));
  });

  it('says the same of functions in another order', () => {
    const [head = '', ...parts] = TEXT.split(/\n(?=func )/);
    const turned = [head, ...parts.reverse()].join('\n');
    assert.deepEqual(found(engine, turned), wanted(turned));
  });

  it('survives every beginning of the code', () => {
    for (let end = 400; end < TEXT.length; end += 397) assert.ok(Array.isArray(found(engine, TEXT.slice(0, end))));
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
