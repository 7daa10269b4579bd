/** Which files the command line finds. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContextFilesAbove, discover, toKey } from '../../../src/node/cli/discover.js';
import { DiskFolders } from '../../../src/node/cli/disk-folders.js';

describe('files around a build', () => {
  it('are found above a module of a repository by the command line, and are nothing to check', () => {
    const dir = toKey(mkdtempSync(join(tmpdir(), 'preflight-context-')));
    try {
      mkdirSync(join(dir, 'repo', '.git'), { recursive: true });
      mkdirSync(join(dir, 'repo', 'tools', 'app'), { recursive: true });
      for (const file of ['.gitignore', 'repo/.gitignore', 'repo/tools/.go-version', 'repo/tools/app/.gitignore', 'repo/tools/app/x.go'])
        writeFileSync(join(dir, file), file.endsWith('.go') ? 'package x\n' : '*.go\n');
      assert.deepEqual(new ContextFilesAbove(new DiskFolders()).of(`${dir}/repo/tools/app`), [
        `${dir}/repo/tools/.go-version`,
        `${dir}/repo/.gitignore`,
      ]);
      assert.deepEqual(new ContextFilesAbove(new DiskFolders()).of(dir), [], 'no repository');
      const found = discover([dir], dir, new DiskFolders());
      assert.deepEqual([found.go, found.builds, [...found.gaps, ...found.notes]], [[`${dir}/repo/tools/app/x.go`], [], []]);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});

describe('folders in each other without an end', () => {
  it('are listed 100 deep, and that is said once', () => {
    const dir = toKey(mkdtempSync(join(tmpdir(), 'preflight-deep-')));
    try {
      const listed: string[] = [];
      const folder = (at: string, name: string) => ({ name, path: `${at}/${name}`, kind: 'folder' as const, language: undefined });
      const disk = new DiskFolders(at => {
        listed.push(at);
        const more = at.endsWith('/a') || at === dir ? [folder(at, 'a'), folder(at, 'b')] : [];
        return { entries: [{ name: 'x.go', path: `${at}/x.go`, kind: 'file', language: 'go' }, ...more] };
      });
      const found = discover([dir], dir, disk);
      assert.equal(listed.length, 1 + 2 * 100, 'two folders at each depth, below the one that was asked for');
      assert.equal(found.go.length, listed.length);
      assert.equal(found.gaps.length, 1);
      assert.equal(found.gaps[0]?.id, 'cli/tooDeep');
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});
