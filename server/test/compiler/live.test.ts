/** The compiler tier end to end with real toolchains. Without one these tests are skipped, and say so. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { Finding } from '../../src/engine/base/finding.js';
import type { CompilerPackageResult } from '../../src/engine/compiler/facts.js';
import { joinFile } from '../../src/engine/compiler/join.js';
import { GoPackage } from '../../src/engine/go/package/go-package.js';
import { readExample } from '../../src/engine/rules/examples.js';
import { RULES } from '../../src/engine/rules/registry.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import type { AnalyzeRequest, CompilerRun } from '../../src/node/go/compiler-run.js';
import { GoTool } from '../../src/node/go/go-tool.js';
import { moduleRoot } from '../../src/node/go/module-root.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { typedSources } from '../support/typed-sources.js';

const FIXTURE = join(__dirname, '../fixtures/compiler/src');
const tool = GoTool.find(process.env.GO_FOR_TESTS ?? '');
/** Releases other than the machine's: the oldest that is read, one before the formats of 1.25, and one after. */
const OTHER_RELEASES = ['go1.18.10', 'go1.24.4', 'go1.27.0'];

/** Empty when the release is in the module cache, or has been brought there (60 to 80 MB by the module proxy); else why not. */
function missing(release: string): string {
  const env = { ...process.env, GOTOOLCHAIN: release };
  const { status, stdout, stderr, error } = spawnSync(tool!.path, ['version'], { env, encoding: 'utf8', timeout: 240_000 });
  return status === 0 && stdout.includes(` ${release} `) ? '' : (error?.message ?? stderr.trim().split('\n').at(-1) ?? `it says ${stdout}`);
}

describe('the compiler tier, live', function () {
  this.timeout(120_000);
  let root = '';
  before(function () {
    if (!tool) {
      console.log('      SKIPPED: no go command on PATH, nothing of the compiler tier was run');
      this.skip();
    }
    root = realpathSync(mkdtempSync(join(tmpdir(), 'go-preflight-live-')));
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  const analyze = async (dir: string, more: Partial<AnalyzeRequest> = {}): Promise<CompilerRun> => {
    const run = await tool!.analyzePackages({ dir, patterns: ['./...'], overlay: new Map(), flows: false, env: {}, tags: '', ...more });
    assert.deepEqual(run.status, { kind: 'ok' });
    return run;
  };
  const packageOf = (run: CompilerRun, name: string) => run.packages.find(p => p.importPath.endsWith(name))!;
  const moved = (p: CompilerPackageResult) => p.facts.filter(f => f.kind === 'moved').map(f => `${f.file}:${f.line} ${f.expression}`);
  /** Writes `name: text` files of a module `example.com/m`. */
  const module = (name: string, files: Readonly<Record<string, string>>): string => {
    const dir = join(root, name);
    for (const [file, text] of Object.entries({ 'go.mod': 'module example.com/m\n\ngo 1.18\n', ...files })) {
      mkdirSync(dirname(join(dir, file)), { recursive: true });
      writeFileSync(join(dir, file), text);
    }
    return dir;
  };

  it('reads every package, and a broken one keeps its error to itself', async () => {
    const run = await analyze(FIXTURE);
    assert.equal(run.packages.length, 4);
    const broken = packageOf(run, '/broken');
    assert.deepEqual([broken.error?.file, broken.error?.line, broken.facts], ['broken.go', 4, []]);
    for (const other of run.packages.filter(p => p !== broken)) {
      assert.equal(other.error, undefined);
      assert.ok(other.facts.length > 0, other.importPath);
    }
    assert.deepEqual(packageOf(run, '/shape').files.includes('tagged.go'), false, 'build tags apply');
    const tagged = await analyze(FIXTURE, { patterns: ['./shape'], tags: 'neverset' });
    assert.ok(moved(packageOf(tagged, '/shape')).includes('tagged.go:5 t'));
  });

  it('reads a package again from the build cache, from any directory of the module', async () => {
    const first = await analyze(FIXTURE, { patterns: ['./shape'] });
    const again = await analyze(join(FIXTURE, 'shape'), { patterns: ['.'] });
    assert.deepEqual(packageOf(again, '/shape').facts, packageOf(first, '/shape').facts);
  });

  it('compiles unsaved text: changed, broken, and of a file that is not on disk', async () => {
    const dir = module('unsaved', { 'a.go': 'package m\n\nfunc A() int { return 1 }\n' });
    const a = join(dir, 'a.go');
    const unsaved = 'package m\n\n// 世界\nfunc A() *int {\n\tx := 1\n\treturn &x\n}\n';
    assert.deepEqual(moved((await analyze(dir, { overlay: new Map([[a, unsaved]]) })).packages[0]!), ['a.go:5 x']);
    const added = new Map([[join(dir, 'b.go'), 'package m\n\nfunc B() *int { y := 2; return &y }\n']]);
    assert.deepEqual(moved((await analyze(dir, { overlay: added })).packages[0]!), ['b.go:3 y']);
    const broken = (await analyze(dir, { overlay: new Map([[a, 'package m\n\nfunc A() int { return z }\n']]) })).packages[0]!;
    assert.deepEqual([broken.error?.file, broken.error?.line, broken.facts], ['a.go', 3, []], 'named as the file in the editor');
    assert.deepEqual(moved((await analyze(dir)).packages[0]!), [], 'the disk is as it was');
  });

  it('keeps bodies of another package out of a file of the same name', async () => {
    const dir = module('collision', {
      'type.go': 'package m\n\nimport "example.com/m/lib"\n\n//\n//\n//\nfunc Use() *int { return lib.New(1) }\n',
      'lib/type.go': 'package lib\n\n//go:noinline\nfunc New[T any](v T) *T {\n\treturn &v\n}\n',
    });
    const run = await analyze(dir);
    const outer = run.packages.find(p => p.importPath === 'example.com/m')!;
    assert.deepEqual(moved(outer), [], 'New was instantiated by m, but its line belongs to lib/type.go');
    assert.ok(outer.files.includes('type.go'));
  });

  it('says what go says when there is no module, or modules are missing, and asks no network', async () => {
    const outside = join(root, 'outside');
    mkdirSync(outside);
    const none = await tool!.analyzePackages({ dir: outside, patterns: ['.'], overlay: new Map(), flows: false, env: {}, tags: '' });
    assert.equal(none.status.kind, 'failed');
    const dir = module('missing', { 'a.go': 'package m\n\nimport _ "example.invalid/x"\n' });
    const [p] = (await analyze(dir)).packages;
    assert.match(p!.error!.message, /example\.invalid\/x/);
  });

  for (const release of OTHER_RELEASES) {
    it(`reads ${release} as it reads this one`, async function () {
      this.timeout(300_000);
      const why = missing(release);
      if (why !== '') {
        console.log(`      SKIPPED: ${release} could not be had, so nothing it prints was read live: ${why}`);
        this.skip();
      }
      const env = { GOTOOLCHAIN: release };
      const shape = packageOf(await analyze(FIXTURE, { env, flows: true }), '/shape');
      assert.equal(`go${shape.goVersion.major}.${shape.goVersion.minor}.${shape.goVersion.patch}`, release);
      assert.ok(moved(shape).includes('shape.go:26 p'));
      assert.ok(shape.facts.some(f => f.flow));
      const dir = module(`unsaved-${release}`, { 'a.go': 'package m\n' });
      const overlay = new Map([[join(dir, 'a.go'), 'package m\n\nfunc A() *int { x := 1; return &x }\n']]);
      assert.deepEqual(moved((await analyze(dir, { env, overlay })).packages[0]!), ['a.go:3 x']);
      const behind = new Map([
        [join(dir, 'a.go'), 'package m\n\n//line t.y:70\nfunc A() *int { x := 1; return &x }\n'],
        [join(dir, 'a_test.go'), 'package m\n\nfunc b() *int { y := 1; return &y }\n'],
        [join(dir, 'x_test.go'), 'package m_test\n\nfunc c() *int { z := 1; return &z }\n'],
      ]);
      const tested = (await analyze(dir, { env, overlay: behind, tests: true })).packages;
      assert.deepEqual(tested.map(moved), [['a.go:4 x', 'a_test.go:3 y', 'x_test.go:3 z']]);
    });
  }

  /** Findings of both tiers for a module on disk, by file. */
  async function merged(dir: string): Promise<Map<string, readonly Finding[]>> {
    const engine = await loadEngine();
    const workspace = new Workspace(engine);
    const mod = join(moduleRoot(dir), 'go.mod');
    workspace.set(mod, readFileSync(mod, 'utf8'));
    const [result] = (await analyze(dir, { patterns: ['.'], flows: true })).packages;
    assert.equal(result!.error, undefined);
    const texts = new Map(result!.files.map(base => [join(dir, base), readFileSync(join(dir, base), 'utf8')]));
    for (const [path, text] of texts) workspace.set(path, text);
    const sources = new Map(typedSources(engine, texts).map(source => [basename(source.path), source]));
    const pkg = new GoPackage([...sources.values()].map(s => s.facts));
    return new Map(
      [...sources].map(([base, source]) => {
        const compiled = joinFile(base, source, result!, pkg, other => sources.get(other));
        workspace.evidence.set(source.path, compiled, source.lines.text);
        return [source.path, workspace.findings(source.path)];
      }),
    );
  }

  for (const rule of RULES.filter(r => r.compiler?.only)) {
    rule.examples.forEach((example, i) => {
      it(`${rule.id}: example ${i + 1} (${example.kind})`, async () => {
        const files = readExample(example);
        const dir = module(`example-${i}`, Object.fromEntries(files.map(f => [f.name, f.text])));
        const findings = await merged(dir);
        for (const f of files.filter(f => f.name.endsWith('.go'))) {
          const own = findings.get(join(dir, f.name))!.filter(x => x.rule === rule.id);
          assert.deepEqual(
            own.map(x => x.span),
            f.marks,
          );
          assert.ok(own.every(x => x.confidence === 'confirmed'));
        }
      });
    });
  }

  it('confirms what the static tier estimated: no site twice', async () => {
    const findings = (await merged(join(FIXTURE, 'shape'))).get(join(FIXTURE, 'shape/shape.go'))!;
    const text = readFileSync(join(FIXTURE, 'shape/shape.go'), 'utf8');
    const estimated = findings.filter(f => f.confidence === 'estimated' && f.site);
    assert.deepEqual(
      estimated.map(f => `${f.rule} ${text.slice(f.span.start, f.span.end)}`).filter(s => !/unknown-size|concat-in-loop| v$/.test(s)),
      [],
    );
    const places = findings.map(f => `${f.span.start}-${f.span.end}`);
    assert.equal(new Set(places).size, places.length);
  });
});
