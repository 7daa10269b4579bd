/** `.go-preflight.yaml` and .gitignore for the command line. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { trackedIn } from '../../../src/node/host/git-index.js';
import { cli, tempFolder } from '../../support/cli-terminal.js';

const BAD = 'FROM golang:1.26\nENV GOEXPERIMENT=-greenteagc\nRUN make\n';
const FILES = { 'go.mod': 'module example.com/app\n\ngo 1.26\n', 'main.go': 'package main\n\nfunc main() {}\n' };
const hasGit = spawnSync('git', ['--version']).status === 0;

describe('the project file on the command line', function () {
  this.timeout(60_000);
  let folder: ReturnType<typeof tempFolder>;
  afterEach(() => folder.remove());
  const found = async (dir: string, ...args: string[]) => {
    const { code, stdout, stderr } = await cli(dir, ['check', '--format', 'json', ...args]);
    const { findings } = JSON.parse(stdout) as { findings: { file: string }[] };
    return { code, stderr, files: findings.map(f => f.file).sort() };
  };
  const lay = (files: Readonly<Record<string, string>>) => {
    folder = tempFolder({ ...FILES, ...files });
    return folder.dir;
  };

  it('sets severities, which the words of the command line override', async () => {
    const dir = lay({ Dockerfile: BAD, '.go-preflight.yaml': 'rules: {experiment: off}\n' });
    assert.deepEqual(await found(dir), { code: 0, stderr: '', files: [] });
    assert.equal((await found(dir, '--rule', 'experiment=error')).code, 1);
    assert.equal((await found(dir, '--no-config')).code, 1);
    writeFileSync(join(dir, 'other.yaml'), 'rules: {experiment: hint}\n');
    assert.equal((await found(dir, '--config', 'other.yaml')).code, 0);
  });

  it('is that of the nearest folder above in the repository, and of none outside', async () => {
    const dir = lay({ 'a/Dockerfile': BAD, '.go-preflight.yaml': 'rules: {experiment: off}\n' });
    assert.equal((await found(join(dir, 'a'))).code, 1);
    mkdirSync(join(dir, '.git'));
    assert.equal((await found(join(dir, 'a'))).code, 0);
  });

  it('leaves out what it excludes, also where a file is named', async () => {
    const dir = lay({ 'third_party/Dockerfile': BAD, 'own/Dockerfile': BAD, '.go-preflight.yaml': 'exclude: [third_party/]\n' });
    assert.deepEqual((await found(dir)).files, ['own/Dockerfile']);
    const named = await found(dir, 'third_party/Dockerfile');
    assert.deepEqual([named.code, named.files], [0, []]);
    assert.match(named.stderr, /third_party\/Dockerfile.*\.go-preflight\.yaml/);
    assert.deepEqual((await found(dir, 'third_party')).files, ['third_party/Dockerfile'], 'who asks for the folder wants it');
  });

  it('has its faults said with their lines, is kept as far as it goes, and makes 2', async () => {
    const dir = lay({ Dockerfile: BAD, '.go-preflight.yaml': 'rules:\n  experiment: off\n  no/such: off\n' });
    const { code, stderr, files } = await found(dir);
    assert.deepEqual([code, files], [2, []]);
    assert.match(stderr, /\.go-preflight\.yaml:3: .*no\/such/);
    assert.equal((await found(dir, '--config', 'missing.yaml')).code, 2);
  });

  it('chooses the language, unless the words of the command line do', async () => {
    const dir = lay({ '.go-preflight.yaml': 'locale: xx\n' });
    const asked: string[] = [];
    const bundle = (locale: string) => {
      asked.push(locale);
      return {};
    };
    await cli(dir, ['rules'], { bundle, env: { LC_ALL: 'de' } });
    await cli(dir, ['rules', '--locale', 'fr'], { bundle, env: { LC_ALL: 'de' } });
    assert.deepEqual(asked, ['xx', 'fr']);
  });

  it('leaves out what git does not keep, and nothing that it does', async function () {
    if (!hasGit) {
      console.error('      skipped: no git here');
      return this.skip();
    }
    const dir = lay({ 'kept/Dockerfile': BAD, 'out/Dockerfile': BAD, 'own/Dockerfile': BAD, '.gitignore': 'kept/\nout/\n' });
    assert.deepEqual((await found(dir)).files, ['kept/Dockerfile', 'out/Dockerfile', 'own/Dockerfile'], 'no repository');
    const git = (...args: string[]) => execFileSync('git', args, { cwd: dir, stdio: 'ignore' });
    git('init', '-q');
    git('add', '-f', 'kept', 'own');
    assert.deepEqual((await found(dir)).files, ['kept/Dockerfile', 'own/Dockerfile']);
    assert.deepEqual((await found(dir, 'out')).files, ['out/Dockerfile'], 'who asks for the folder wants it');
    writeFileSync(join(dir, '.go-preflight.yaml'), 'gitignore: false\n');
    assert.deepEqual((await found(dir)).files, ['kept/Dockerfile', 'out/Dockerfile', 'own/Dockerfile']);
  });
});

describe("git's index", function () {
  this.timeout(60_000);
  it('tells the files of each version of its format, and nothing of one that is damaged', function () {
    if (!hasGit) {
      console.error('      skipped: no git here');
      return this.skip();
    }
    const names = ['a.go', `${'long/'.repeat(40)}b.go`, 'x/ä.go', 'x/y/z.go', `${'n'.repeat(250)}`];
    const folder = tempFolder(Object.fromEntries(names.map(name => [name, 'x'])));
    const git = (...args: string[]) => execFileSync('git', args, { cwd: folder.dir, stdio: 'ignore' });
    try {
      git('init', '-q');
      assert.deepEqual(trackedIn(folder.dir), new Set());
      git('add', '.');
      for (const version of ['2', '3', '4']) {
        git('update-index', '--index-version', version);
        const tracked = trackedIn(folder.dir)!;
        assert.deepEqual(
          names.filter(name => !tracked.has(name)),
          [],
          version,
        );
        assert.ok(tracked.has('x/y') && tracked.has('long') && !tracked.has('y'));
      }
      const path = join(folder.dir, '.git/index');
      const bytes = readFileSync(path);
      writeFileSync(path, bytes.subarray(0, 100));
      assert.equal(trackedIn(folder.dir), undefined);
      writeFileSync(path, 'nothing of the kind');
      assert.equal(trackedIn(folder.dir), undefined);
      rmSync(path);
      assert.deepEqual(trackedIn(folder.dir), new Set());
    } finally {
      folder.remove();
    }
  });
});
