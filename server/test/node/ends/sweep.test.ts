/** What a killed process left is removed by the next one; what belongs to anybody else stays. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { noteWorktree } from '../../../src/node/ends/folder-gone.js';
import { isDead, type Owner, ownerOf, ownOwner, prefixOf } from '../../../src/node/ends/owner.js';
import { statOf } from '../../../src/node/ends/process-table.js';
import { sweep } from '../../../src/node/ends/sweep.js';
import { TempFolder } from '../../../src/node/ends/temp-folder.js';

const linux = existsSync('/proc/self/stat') ? it : it.skip;

describe('what earlier processes left', function () {
  this.timeout(60_000);
  let base: string;
  let dead: Owner;
  const children: ChildProcess[] = [];
  const folder = (owner: Owner, end = 'aB3dE6') => {
    const path = join(base, prefixOf(owner) + end);
    mkdirSync(path);
    writeFileSync(join(path, 'unsaved.go'), 'package a\n');
    return path;
  };
  const run = (env: Readonly<Record<string, string>>, args = ['-e', 'setInterval(() => {}, 1000); console.log("here")']) => {
    const child = spawn(process.execPath, args, { env: { PATH: process.env.PATH, ...env }, stdio: ['ignore', 'pipe', 'ignore'] });
    children.push(child);
    return child;
  };

  before(() => {
    dead = { ...ownOwner(), pid: spawnSync(process.execPath, ['-e', '']).pid };
  });
  beforeEach(() => {
    base = realpathSync(mkdtempSync(join(tmpdir(), 'preflight-sweep-')));
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    rmSync(base, { recursive: true, force: true });
  });

  it('is known by its name', () => {
    const owner = { pid: 4711, start: '99', world: '0123abcd' };
    assert.deepEqual(ownerOf(`${prefixOf(owner)}aB3dE6`), owner);
    assert.deepEqual(ownerOf(basename(prefixOf(ownOwner())).concat('000000')), ownOwner());
    for (const name of [
      'go-preflight-since-aB3dE6',
      'go-preflight-1-2-3',
      'x',
      `${prefixOf(owner)}aB3dE6.bak`,
      `x${prefixOf(owner)}aB3dE6`,
    ])
      assert.equal(ownerOf(name), undefined, name);
  });

  it('goes', async () => {
    folder(dead);
    await sweep(base);
    assert.deepEqual(readdirSync(base), []);
  });

  it('stays when its owner lives, or another machine made it', async () => {
    const live = [folder(ownOwner()), folder({ ...dead, world: '00000000' })];
    await sweep(base);
    assert.deepEqual(readdirSync(base).sort(), live.map(p => basename(p)).sort());
  });

  it('stays when it is named otherwise, is a file, or a link to a folder', async () => {
    mkdirSync(join(base, 'go-preflight-mine'));
    writeFileSync(join(base, `${prefixOf(dead)}fileee`), '');
    symlinkSync(join(base, 'go-preflight-mine'), join(base, `${prefixOf(dead)}linkkk`));
    await sweep(base);
    assert.equal(readdirSync(base).length, 3);
  });

  linux('goes when a later process has the id of its owner', async () => {
    const child = run({});
    await once(child.stdout!, 'data');
    const start = statOf(child.pid!)!.start;
    assert.equal(isDead({ ...dead, pid: child.pid!, start }, Date.now()), false);
    assert.equal(isDead({ ...dead, pid: child.pid!, start: `${Number(start) - 1}` }, Date.now()), true);
  });

  it('goes after a boot where nobody knows when a process started', () => {
    const owner = { ...ownOwner(), start: '0' };
    assert.equal(isDead(owner, 0), !existsSync('/proc/self/stat'));
    assert.equal(isDead(owner, Date.now()), false);
  });

  linux('goes with the processes that write there, and with no others', async () => {
    const left = run({ TMPDIR: folder(dead) });
    const other = run({ TMPDIR: folder(ownOwner()) });
    await Promise.all([once(left.stdout!, 'data'), once(other.stdout!, 'data')]);
    const ended = once(left, 'exit');
    await sweep(base);
    assert.deepEqual(await ended, [null, 'SIGKILL']);
    assert.deepEqual([other.exitCode, other.signalCode], [null, null]);
  });

  it('goes with what git noted about a worktree, and nothing else of the repository', async () => {
    const path = folder(dead);
    const repository = join(base, 'repository');
    const entries = join(repository, 'worktrees');
    mkdirSync(join(entries, basename(path)), { recursive: true });
    mkdirSync(join(entries, 'mine'));
    noteWorktree(path, repository);
    await sweep(base);
    assert.deepEqual(readdirSync(entries), ['mine']);
  });

  it('never leads to a folder of another name', async () => {
    const path = folder(dead);
    mkdirSync(join(base, 'worktrees/mine'), { recursive: true });
    mkdirSync(join(base, basename(path), 'x'));
    writeFileSync(join(path, 'worktree-entry'), join(base, 'worktrees/mine'));
    await sweep(base);
    assert.deepEqual(readdirSync(base), ['worktrees']);
    assert.ok(existsSync(join(base, 'worktrees/mine')));
  });

  it('is looked for where a folder is made for the first time', async () => {
    const left = folder(dead);
    const watcher = watch(base);
    try {
      const own = TempFolder.make(base);
      assert.equal(ownerOf(basename(own.path))?.pid, process.pid);
      while (existsSync(left)) await once(watcher, 'change', { signal: AbortSignal.timeout(30_000) });
      assert.deepEqual(readdirSync(base), [basename(own.path)]);
      await own.remove();
      assert.deepEqual(readdirSync(base), []);
    } finally {
      watcher.close();
    }
  });

  it('is no matter where there is no such folder', async () => {
    await sweep(join(base, 'none'));
    assert.throws(() => TempFolder.make(join(base, 'none')));
  });
});
