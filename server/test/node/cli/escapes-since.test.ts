/** `go-preflight escapes --since`: the real git and go. Skipped, loudly, without them. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cli, tempFolder } from '../../support/cli-terminal.js';
import { leftInTempFolder } from '../../support/own-temp-folder.js';

const FILES = { 'go.mod': 'module example.com/app\n\ngo 1.20\n', 'a/a.go': 'package a\n\nfunc Leak() *int { x := 1; return &x }\n' };

describe('escapes --since', function () {
  this.timeout(120_000);
  let folder: ReturnType<typeof tempFolder>;
  const escapes = (...args: string[]) => cli(folder.dir, ['escapes', ...args], { env: process.env });
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(folder.dir, name)), { recursive: true });
    writeFileSync(join(folder.dir, name), text);
  };
  const git = (...args: string[]) => {
    const run = spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: folder.dir, encoding: 'utf8' });
    assert.equal(run.status, 0, run.stderr);
    return run.stdout;
  };
  before(function () {
    if (spawnSync('git', ['--version']).status === 0 && spawnSync('go', ['version']).status === 0) return;
    console.error('      SKIPPED: no git or no go command, so `escapes --since` was not run');
    this.skip();
  });
  beforeEach(() => {
    folder = tempFolder(FILES);
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'one');
  });

  afterEach(() => folder.remove());

  it('compares with a revision and leaves nothing behind, hooks included', async () => {
    write('.git/hooks/post-checkout', `#!/bin/sh\ntouch ${folder.dir}/hook-ran\n`);
    spawnSync('chmod', ['+x', join(folder.dir, '.git/hooks/post-checkout')]);
    write('new/new.go', 'package fresh\n\nfunc F() *int { x := 1; return &x }\n');
    const left = await leftInTempFolder(async () => {
      assert.equal((await escapes('--since', 'HEAD', 'a')).code, 0);
      const { code, stdout } = await escapes('--since', 'HEAD');
      assert.equal(code, 1);
      assert.deepEqual(stdout.match(/^\S+:\d+ error .*/gm)?.length, 1);
      assert.match(stdout, /^new\/new\.go:3:17 error escape\/returned-address: New heap allocation in F/);
      assert.equal((await cli(join(folder.dir, 'new'), ['escapes', '--since', 'HEAD'], { env: process.env })).code, 1);
    });
    assert.deepEqual(left, []);
    assert.equal(existsSync(join(folder.dir, 'hook-ran')), false);
    assert.equal(git('worktree', 'list').trim().split('\n').length, 1);
    assert.equal(git('status', '--porcelain').trim(), '?? new/');
  });

  it('lets git start nothing that the configuration of the folder names', async () => {
    const names = ['smudge', 'process', 'clean', 'late', 'monitor', 'refs', 'ssh', 'upload'];
    const [smudge, process_, clean, late, monitor, refs, ssh, upload] = names.map(name => {
      write(`.git/run/${name}`, `#!/bin/sh\necho ${name} >> '${folder.dir}/.git/started'\nexit 1\n`);
      chmodSync(join(folder.dir, '.git', 'run', name), 0o755);
      return join(folder.dir, '.git', 'run', name);
    });
    write('.gitattributes', '*.go filter=one\na/*.go filter=x=y\n*.mod filter=late\n');
    git('add', '.');
    git('commit', '-qm', 'two');
    write('.git/late.config', `[filter "late"]\n\tsmudge = ${late}\n\trequired\n`);
    git('config', 'filter.one.process', process_!);
    git('config', 'filter.one.required', 'true');
    git('config', 'filter.x=y.smudge', smudge!);
    git('config', 'filter.x=y.clean', clean!);
    // Only in worktrees of the repository.
    git('config', 'includeIf.gitdir:**/worktrees/**.path', join(folder.dir, '.git', 'late.config'));
    git('config', 'core.fsmonitor', monitor!);
    git('config', 'core.alternateRefsCommand', refs!);
    git('config', 'core.sshCommand', ssh!);
    assert.equal((await escapes('--since', 'HEAD')).code, 0);
    // As in a partial clone, which lacks what the checkout needs.
    git('config', 'core.repositoryFormatVersion', '1');
    git('config', 'extensions.partialClone', 'origin');
    git('config', 'remote.origin.promisor', 'true');
    git('config', 'remote.origin.url', `file://${folder.dir}`);
    git('config', 'remote.origin.uploadpack', upload!);
    const blob = git('rev-parse', 'HEAD:a/a.go').trim();
    rmSync(join(folder.dir, '.git', 'objects', blob.slice(0, 2), blob.slice(2)));
    assert.equal((await escapes('--since', 'HEAD')).code, 2);
    assert.equal(existsSync(join(folder.dir, '.git', 'started')), false);
  });

  it('says that git knows no such revision, also when it looks like an option', async () => {
    for (const revision of ['nowhere', '--help', '-h']) {
      const { code, stderr } = await escapes(`--since=${revision}`);
      assert.equal(code, 2);
      assert.ok(stderr.includes(`git knows no revision ${revision}.`), stderr);
    }
  });
});
