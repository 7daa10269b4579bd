/** `check --tier all`: the real go command confirms, refutes and reports what does not build. Skipped, loudly, without one. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cli, tempFolder } from './cli-terminal.js';

const FILES = {
  'go.mod': 'module example.com/app\n\ngo 1.20\n',
  'a/a.go': 'package a\n\nfunc Leak() *int {\n\tx := 1\n\treturn &x\n}\n',
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

  it('exits with 2 and one sentence when there is no go command', async () => {
    const { code, stdout, stderr } = await cli(folder.dir, ['check', '--tier', 'all'], { env: { PATH: '/nowhere', HOME: '/nowhere' } });
    assert.equal(code, 2);
    assert.equal(stdout, '');
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
    assert.equal(code, 0);
    assert.deepEqual(confidence(stdout), ['confirmed']);
    assert.deepEqual(confidence((await all('static')).stdout), ['estimated']);
    assert.match(stderr, /example\.com\/app\/broken does not build, so its escape findings are estimates: broken\.go:4: /);
    assert.equal(stderr.trimEnd().split('\n').length, 1);
  });
});
