/** Escape findings in `_test.go` files: off by default, and with the setting one of each, whichever variant of the package said it. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { DEFAULT_CONFIG, parseConfig } from '../../../src/engine/base/config.js';
import type { CompilerPackageResult } from '../../../src/engine/compiler/facts.js';
import { Workspace } from '../../../src/engine/workspace/workspace.js';
import { GoTool } from '../../../src/node/go/go-tool.js';
import { cli } from '../../support/cli-terminal.js';
import { loadEngine } from '../../support/engine-for-tests.js';

/** Line 3 of it is on the heap. */
const leak = (name: string) => `//go:noinline
func ${name}() *int {
	x := 1
	return &x
}
`;
const FILES = {
  'go.mod': 'module example.com/m\n\ngo 1.18\n',
  'p/p.go': `package p\n\n${leak('F')}\n//go:noinline\nfunc Gen[T any](v T) *T { return &v }\n`,
  'p/p_test.go': `package p\n\nvar _ = Gen(*F())\n\n${leak('inside')}`,
  'p/x_test.go': `package p_test\n\nimport "example.com/m/p"\n\nvar _ = p.F()\n\n${leak('outside')}`,
  'only/only_test.go': `package only\n\n${leak('f')}`,
  'half/half.go': `package half\n\n${leak('F')}`,
  'half/half_test.go': 'package half\n\nfunc g() { undefined() }\n',
  'bad/bad.go': 'package bad\n\nfunc f() { undefined() }\n',
  'bad/bad_test.go': `package bad\n\n${leak('g')}`,
  'away/away.go': `package away\n\n${leak('F')}`,
  'away/away_test.go': `package away\n\nimport _ "example.invalid/x"\n\n${leak('g')}`,
};

describe('tests of a package', function () {
  this.timeout(120_000);
  const tool = GoTool.find(process.env.GO_FOR_TESTS ?? '');
  let dir = '';
  before(function () {
    if (!tool) {
      console.log('      SKIPPED: no go command on PATH, no tests were compiled');
      this.skip();
    }
    dir = realpathSync(mkdtempSync(join(tmpdir(), 'go-preflight-tests-')));
    for (const [name, text] of Object.entries(FILES)) {
      mkdirSync(dirname(join(dir, name)), { recursive: true });
      writeFileSync(join(dir, name), text);
    }
  });
  after(() => dir !== '' && rmSync(dir, { recursive: true, force: true }));

  const packages = async (tests: boolean, env: Record<string, string> = {}): Promise<Map<string, CompilerPackageResult>> => {
    const request = { dir, patterns: ['./...'], overlay: new Map(), flows: false, env, tags: '', tests };
    const run = await tool!.analyzePackages(request);
    assert.deepEqual(run.status, { kind: 'ok' });
    return new Map(run.packages.map(p => [p.importPath, p]));
  };
  const moved = ({ facts }: CompilerPackageResult) => facts.filter(f => f.kind === 'moved').map(f => `${f.file}:${f.line}:${f.column}`);

  it('are not compiled unless asked for', async () => {
    const found = await packages(false);
    const p = found.get('example.com/m/p')!;
    assert.deepEqual([p.files, moved(p)], [['p.go'], ['p.go:5:2']]);
    assert.deepEqual(found.get('example.com/m/half')!.testError, undefined);
  });

  it('join the package: its own lines once, the generated program never', async () => {
    const found = await packages(true);
    assert.deepEqual([...found.keys()].sort(), ['away', 'bad', 'half', 'only', 'p'].map(n => `example.com/m/${n}`).sort());
    const p = found.get('example.com/m/p')!;
    assert.deepEqual(p.files, ['p.go', 'p_test.go', 'x_test.go']);
    assert.deepEqual(p.externalTests, ['x_test.go']);
    assert.deepEqual(moved(p), ['p.go:5:2', 'p_test.go:7:2', 'x_test.go:9:2']);
    assert.deepEqual([p.error, p.testError], [undefined, undefined]);
    const only = found.get('example.com/m/only')!;
    assert.deepEqual([only.files, moved(only), only.error], [['only_test.go'], ['only_test.go:5:2'], undefined]);
  });

  it('that do not build leave the package alone, and say why', async () => {
    const found = await packages(true);
    const half = found.get('example.com/m/half')!;
    assert.deepEqual([half.files, moved(half), half.error], [['half.go'], ['half.go:5:2'], undefined]);
    assert.deepEqual([half.testError?.file, half.testError?.line], ['half_test.go', 3]);
    const away = found.get('example.com/m/away')!;
    assert.deepEqual([moved(away), away.error], [['away.go:5:2'], undefined]);
    assert.match(away.testError!.message, /example\.invalid\/x/);
    const bad = found.get('example.com/m/bad')!;
    assert.deepEqual([bad.facts, bad.error?.file], [[], 'bad.go']);
  });

  const check = async (...flags: string[]) => {
    const { stdout, stderr } = await cli(dir, ['check', '--format', 'json', ...flags], { env: process.env });
    const findings = (
      JSON.parse(stdout) as { findings: { file: string; range: { start: { line: number } }; confidence: string; rule: string }[] }
    ).findings;
    const escapes = findings.filter(f => f.rule.startsWith('escape/'));
    return { stderr, tests: escapes.filter(f => f.file.endsWith('_test.go')), own: escapes.filter(f => !f.file.endsWith('_test.go')) };
  };

  it('are silent on the command line, with --tests estimated, and confirmed by --tier all', async () => {
    assert.deepEqual((await check('--tier', 'all')).tests, []);
    assert.deepEqual((await check()).tests, []);
    const estimated = await check('--tests');
    assert.ok(estimated.tests.length > 0 && estimated.tests.every(f => f.confidence === 'estimated'));
    const all = await check('--tests', '--tier', 'all');
    assert.deepEqual(
      all.tests.map(f => `${f.file} ${f.confidence}`),
      [
        ...['away/away_test.go estimated', 'bad/bad_test.go estimated', 'only/only_test.go confirmed'],
        ...['p/p_test.go confirmed', 'p/x_test.go confirmed'],
      ],
    );
    assert.deepEqual(
      all.own.filter(f => f.file === 'p/p.go').map(f => [f.range.start.line + 1, f.confidence]),
      [
        [5, 'confirmed'],
        // Only the test instantiates the generic function, and that says nothing about programs.
        [10, 'estimated'],
      ],
    );
    assert.match(all.stderr, /The tests of example\.com\/m\/half do not build, .*: half_test\.go:3: undefined: undefined$/m);
    assert.match(all.stderr, /example\.com\/m\/bad does not build, /);
  });

  it('are looked at when a place in one is to be explained', async () => {
    const { code, stdout } = await cli(dir, ['explain', 'p/x_test.go:9'], { env: process.env });
    assert.equal(code, 0);
    assert.match(stdout, /^p\/x_test\.go:9:2 .*\[escape\/returned-address\]\n/);
  });
});

describe('the setting for tests', () => {
  it('is off by default, and read from escape.tests', () => {
    assert.equal(DEFAULT_CONFIG.escapeTests, false);
    assert.equal(parseConfig({ escape: { tests: true } }).escapeTests, true);
    assert.equal(parseConfig({ escape: { tests: 'yes' } }).escapeTests, false);
  });

  it('lets estimates of escape rules into tests, and types of one package out of the other', async () => {
    const engine = await loadEngine();
    const inTests = (escapeTests: boolean) => {
      const workspace = new Workspace(engine, { config: { ...DEFAULT_CONFIG, escapeTests } });
      for (const [name, text] of Object.entries(FILES)) workspace.set(`/w/${name}`, text);
      assert.deepEqual(
        workspace.goPackage('/w/p/x_test.go').files.map(f => f.path),
        ['/w/p/x_test.go'],
      );
      assert.deepEqual(
        workspace.goPackage('/w/p/p.go').files.map(f => f.path),
        ['/w/p/p.go', '/w/p/p_test.go'],
      );
      return workspace.findings('/w/p/x_test.go').map(f => f.rule);
    };
    assert.deepEqual(inTests(false), []);
    assert.deepEqual(inTests(true), ['escape/returned-address']);
    const workspace = new Workspace(engine);
    const path = '/w/p/p_test.go';
    workspace.open(path, FILES['p/p_test.go']);
    for (const escapeTests of [true, false, true]) {
      workspace.setConfig({ ...DEFAULT_CONFIG, escapeTests });
      assert.equal(workspace.findings(path).length, escapeTests ? 1 : 0, 'changes with the setting');
    }
    workspace.edit(path, [{ span: { start: 0, end: 0 }, newText: '// more\n' }]);
    assert.equal(workspace.findings(path)[0]?.span.start, workspace.text(path)!.lastIndexOf('x :='));
  });
});
