/** One process that is ended on its way. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type ProcessEnd, runProcess } from '../../../src/node/go/process.js';

const posix = process.platform === 'win32' ? describe.skip : describe;

posix('a process that is ended', function () {
  this.timeout(60_000);

  /** Runs a script that is cancelled at its first word. */
  async function cancelled(script: string, timeoutMs: number): Promise<{ readonly end: ProcessEnd; readonly said: string }> {
    const controller = new AbortController();
    let said = '';
    const end = await runProcess({
      ...{
        file: '/bin/sh',
        args: ['-c', script],
        cwd: '/',
        env: { PATH: process.env.PATH },
        timeoutMs,
        maxBytes: 1000,
        signal: controller.signal,
      },
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

posix('a process that has ended', function () {
  this.timeout(60_000);
  let base: string;
  beforeEach(() => {
    base = realpathSync(mkdtempSync(join(tmpdir(), 'preflight-process-')));
  });
  afterEach(() => rmSync(base, { recursive: true, force: true }));

  /** What a script says. */
  async function said(script: string, env: Readonly<Record<string, string>> = {}): Promise<string[]> {
    let text = '';
    const end = await runProcess({
      ...{
        file: '/bin/sh',
        args: ['-c', script],
        cwd: '/',
        env: { PATH: process.env.PATH, TMPDIR: base, ...env },
        timeoutMs: 30_000,
        maxBytes: 1000,
      },
      onStdout: chunk => {
        text += chunk;
      },
      onStderr: () => {},
    });
    assert.deepEqual(end, { kind: 'exit', code: 0 });
    return text.trim().split('\n');
  }

  /** Waits for the end, which the kernel may take a moment for. */
  async function hasEnded(pid: number): Promise<boolean> {
    const deadline = Date.now() + 20_000;
    while (isAlive(pid) && Date.now() < deadline) await new Promise(setImmediate);
    return !isAlive(pid);
  }

  it('takes along what it started', async () => {
    const [pid] = await said('sleep 1000 >/dev/null 2>&1 &\necho $!');
    assert.ok(await hasEnded(Number(pid)));
  });

  it('takes along what has left its group and holds a pipe of it', async function () {
    if (!existsSync('/proc/self/stat') || !existsSync('/usr/bin/setsid')) this.skip();
    const ready = '"$TMPDIR/ready"';
    const [pid] = await said(`setsid sh -c 'echo $$; : >${ready}; exec sleep 1000' &\nuntil [ -e ${ready} ]; do :; done`);
    assert.ok(await hasEnded(Number(pid)));
  });

  it('has its temporary files in a folder of its own, which is gone', async () => {
    const [folder] = await said('echo x > "$TMPDIR/left"; echo "$TMPDIR"');
    assert.equal(dirname(folder!), base);
    assert.deepEqual(readdirSync(base), []);
  });

  it('builds where the user says', async () => {
    const builds = realpathSync(mkdtempSync(join(base, 'builds-')));
    const [folder] = await said('echo x > "$GOTMPDIR/left"; echo "$GOTMPDIR"', { GOTMPDIR: builds });
    assert.equal(dirname(folder!), builds);
    assert.deepEqual(readdirSync(builds), []);
  });

  it('writes where it would anyway when no folder can be made', async () => {
    assert.deepEqual(await said('echo "$TMPDIR"', { TMPDIR: join(base, 'none') }), [join(base, 'none')]);
  });
});

/** A killed process whose parent has not asked for its end counts as dead. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^\d+ \(.*\) [ZX]/.test(existsSync('/proc/self/stat') ? readFileSync(`/proc/${pid}/stat`, 'utf8') : '');
  } catch {
    return false;
  }
}
