/** `check --tier all`: the real go command confirms, refutes and reports what does not build. Skipped, loudly, without one. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli, tempFolder } from '../../support/cli-terminal.js';

const FILES = {
  'go.mod': 'module example.com/app\n\ngo 1.20\n',
  'a/a.go': 'package a\n\nfunc Leak() *int {\n\tx := 1\n\treturn &x\n}\n',
  'tests/only_test.go': 'package tests\n',
  'elsewhere/e.go': '//go:build plan9\n\npackage elsewhere\n',
  'broken/broken.go': 'package broken\n\nfunc f() {\n\tx := 1\n}\n',
};

interface Json {
  readonly findings: readonly { readonly rule: string; readonly confidence: string; readonly file: string }[];
}

describe('check --tier all', function () {
  this.timeout(120_000);
  let folder: ReturnType<typeof tempFolder>;
  beforeEach(() => {
    folder = tempFolder(FILES);
  });
  afterEach(() => folder.remove());

  it('exits with 2 and one sentence when there is no go command, and keeps the estimates', async () => {
    const { code, stdout, stderr } = await cli(folder.dir, ['check', '--tier', 'all'], { env: { PATH: '/nowhere', HOME: '/nowhere' } });
    assert.equal(code, 2);
    assert.match(stdout, /^a\/a\.go:4:2 hint escape\//);
    assert.match(stderr, /^go-preflight: .*\bgo\b.*\.\n$/);
  });

  it('takes the word of the compiler, and keeps estimates where a package does not build', async function () {
    if (spawnSync('go', ['version']).status !== 0) {
      console.error('SKIPPED: no go command, so the compiler tier of the command line was not run');
      this.skip();
    }
    const all = (tier: string) => cli(folder.dir, ['check', '--format', 'json', '--tier', tier], { env: process.env });
    const confidence = (text: string) => (JSON.parse(text) as Json).findings.filter(f => f.file === 'a/a.go').map(f => f.confidence);
    const { stdout, stderr, code } = await all('all');
    assert.equal(code, 2);
    assert.deepEqual(confidence(stdout), ['confirmed']);
    assert.deepEqual(confidence((await all('static')).stdout), ['estimated']);
    assert.match(stderr, /example\.com\/app\/broken does not build, so its escape findings are estimates: broken\.go:4: /);
    assert.equal(stderr.trimEnd().split('\n').length, 1);
  });

  it('fixes what is safe only', async function () {
    if (spawnSync('go', ['version']).status !== 0) {
      console.error('SKIPPED: no go command, so no fix of the compiler tier was tried');
      this.skip();
    }
    const loop = '\tfor _, s := range ss {\n\t\tout = append(out, len(s))\n\t}\n\treturn out\n}\n';
    const head = 'package c\n\nimport "errors"\n\nfunc Fail() error { return errors.New("no") }\n\n';
    const unsafe = `func Nil(ss []string) []int {\n\tvar out []int\n${loop}`;
    const safe = (init: string) => `func Empty(ss []string) []int {\n\tout := ${init}\n${loop}`;
    mkdirSync(join(folder.dir, 'c'));
    writeFileSync(join(folder.dir, 'c/c.go'), `${head}${unsafe}\n${safe('[]int{}')}`);
    const { code } = await cli(folder.dir, ['check', 'c', '--tier', 'all', '--fix'], { env: process.env });
    assert.equal(code, 0);
    assert.equal(readFileSync(join(folder.dir, 'c/c.go'), 'utf8'), `${head}${unsafe}\n${safe('make([]int, 0, len(ss))')}`);
  });

  it('fails on a function that is asserted not to allocate, with the reason', async function () {
    if (spawnSync('go', ['version']).status !== 0) {
      console.error('SKIPPED: no go command, so no assertion about allocations was checked');
      this.skip();
    }
    writeFileSync(join(folder.dir, 'a/a.go'), FILES['a/a.go'].replace('func', '//preflight:noescape\nfunc'));
    const run = (tier: string) => cli(folder.dir, ['check', 'a', '--tier', tier], { env: process.env });
    assert.equal((await run('static')).code, 0);
    const { code, stdout } = await run('all');
    assert.equal(code, 1);
    assert.match(stdout, /^a\/a\.go:3:1 error escape\/noescape: 'Leak' is asserted not to allocate on the heap, but it does\. 'x' /m);
    assert.match(stdout, /^ +a\/a\.go:5:2 'x' allocates on the heap here\.$/m);
    assert.match(stdout, /^ +a\/a\.go:6:9 '&x' takes its address\.$/m);
  });
});
