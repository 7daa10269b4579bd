/** A few rows of `npm run kills`, on programs bundled from these sources. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { taskkill } from '../../../src/node/ends/process-group.js';
import { ROOT } from '../../../tools/generate.js';

describe('a program that is ended', function () {
  this.timeout(300_000);

  it('leaves no process, no temporary file and no worktree', function () {
    if (!existsSync('/proc/self/stat')) this.skip();
    const programs = mkdtempSync(join(tmpdir(), 'preflight-programs-'));
    try {
      tool('build.mjs', '--node', programs);
      assert.match(tool('kills.mjs', '--quick', '--programs', programs), /^9 ends, 0 wrong$/m);
    } finally {
      rmSync(programs, { recursive: true, force: true });
    }
  });

  it('ends a tree on Windows with an argument list', () => {
    const [file, args] = taskkill(4711, 'C:\\Windows');
    assert.match(file, /^C:\\Windows.System32.taskkill\.exe$/);
    assert.deepEqual(args, ['/pid', '4711', '/T', '/F']);
  });
});

/** What one of our tools says; it has to end well. */
function tool(name: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'server/tools', name), ...args], { encoding: 'utf8' });
  assert.equal(status, 0, stdout + stderr);
  return stdout;
}
