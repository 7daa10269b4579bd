/** A few rows of `npm run kills` on the programs as they are shipped. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { taskkill } from '../../../src/node/ends/process-group.js';
import { ROOT } from '../../../tools/generate.js';

describe('a program that is ended', function () {
  this.timeout(300_000);

  it('leaves no process, no temporary file and no worktree', function () {
    if (!existsSync('/proc/self/stat')) this.skip();
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'server/tools/kills.mjs'), '--quick'], { encoding: 'utf8' });
    assert.equal(status, 0, stdout + stderr);
    assert.match(stdout, /^9 ends, 0 wrong$/m);
  });

  it('ends a tree on Windows with an argument list', () => {
    const [file, args] = taskkill(4711, 'C:\\Windows');
    assert.match(file, /^C:\\Windows.System32.taskkill\.exe$/);
    assert.deepEqual(args, ['/pid', '4711', '/T', '/F']);
  });
});
