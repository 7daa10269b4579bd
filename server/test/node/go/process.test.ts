/** One process that is ended on its way. */
import assert from 'node:assert/strict';
import { type ProcessEnd, runProcess } from '../../../src/node/go/process.js';

const posix = process.platform === 'win32' ? describe.skip : describe;

posix('a process that is ended', function () {
  this.timeout(60_000);

  /** Runs a script that is cancelled at its first word. */
  async function cancelled(script: string, timeoutMs: number): Promise<{ readonly end: ProcessEnd; readonly said: string }> {
    const controller = new AbortController();
    let said = '';
    const end = await runProcess({
      ...{ file: '/bin/sh', args: ['-c', script], cwd: '/', env: { PATH: process.env.PATH }, timeoutMs, signal: controller.signal },
      onStdout: chunk => {
        said += chunk;
        controller.abort();
      },
      onStderr: () => {},
    });
    return { end, said };
  }

  it('is not listened to any more', async () => {
    const { end, said } = await cancelled(`trap 'echo late; exit 0' TERM\necho started\nwhile :; do :; done`, 30_000);
    assert.deepEqual([end.kind, said], ['cancelled', 'started\n']);
  });

  it('ended for the first of two reasons', async () => {
    // It outlives the time-out, since it does not mind to be asked to end.
    const { end } = await cancelled(`trap '' TERM\necho started\nwhile :; do sleep 1; done`, 400);
    assert.equal(end.kind, 'cancelled');
  });
});
