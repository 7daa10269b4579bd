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
