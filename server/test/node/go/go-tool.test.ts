/** The runner against fake `go` commands: whatever a toolchain does, there is one status, and nothing is left running. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { plain } from '../../../src/engine/base/wording.js';
import type { AnalyzeRequest } from '../../../src/node/go/compiler-run.js';
import { findGo } from '../../../src/node/go/find-go.js';
import { overrides } from '../../../src/node/go/go-flags.js';
import { GoTool } from '../../../src/node/go/go-tool.js';
import { ListOutput } from '../../../src/node/go/list-output.js';
import { describeStatus, type GoStatus } from '../../../src/node/go/status.js';

const posix = process.platform === 'win32' ? describe.skip : describe;
const PACKAGE = JSON.stringify({ ImportPath: 'a', Dir: '/w/a', GoFiles: ['a.go'], Export: '/cache/x' }, undefined, '\t');

posix('the go command, faked', function () {
  this.timeout(60_000);
  let root = '';
  let count = 0;
  before(() => {
    root = mkdtempSync(join(tmpdir(), 'go-preflight-test-'));
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  /** A `go` whose `env` answers like `version` and whose `list` runs `list`; each in a directory of its own. */
  function fake(list: string, options: { version?: string; flags?: string; env?: string } = {}): { dir: string; tool: GoTool } {
    const dir = join(root, String(count++));
    mkdirSync(dir);
    const env = options.env ?? `printf '%s\\n%s\\n' '${options.version ?? 'go1.26.8'}' '${options.flags ?? ''}'`;
    writeFileSync(
      join(dir, 'go'),
      `#!/bin/sh\ncd ${dir}\nif [ "$1" = env ]; then\n${env}\nelse\nprintf '%s\\n' "$@" > args\nenv > environment\n${list}\nfi\n`,
    );
    chmodSync(join(dir, 'go'), 0o755);
    return { dir, tool: GoTool.find(join(dir, 'go'))! };
  }
  const request = (dir: string, more: Partial<AnalyzeRequest> = {}): AnalyzeRequest => ({
    dir,
    patterns: ['.'],
    overlay: new Map(),
    flows: false,
    env: {},
    tags: '',
    ...more,
  });
  const run = async (list: string, options?: Parameters<typeof fake>[1]) => {
    const { dir, tool } = fake(list, options);
    return (await tool.analyzePackages(request(dir))).status;
  };
  const isOneSentence = (status: GoStatus) => assert.match(plain(describeStatus(status)!), /^[^\n]+[.:a-z0-9)]$/);

  it('is missing when PATH has none, when the setting names none, and never taken from a relative entry', () => {
    const { dir } = fake('');
    assert.equal(findGo('', { PATH: join(root, 'nowhere') }), undefined);
    assert.equal(findGo(join(root, 'nowhere/go'), { PATH: dir }), undefined);
    assert.equal(findGo('', { PATH: `.:${dir}` }), join(dir, 'go'));
    assert.equal(findGo('sub/go', { PATH: dir }), undefined);
    assert.equal(findGo(dir, { PATH: dir }), undefined, 'a directory');
    isOneSentence({ kind: 'missing', configured: '' });
    isOneSentence({ kind: 'missing', configured: '/x/go' });
  });

  it('is too old before 1.18', async () => {
    const status = await run('', { version: 'go1.17.13' });
    assert.deepEqual(status, { kind: 'tooOld', version: { major: 1, minor: 17, patch: 13 } });
    isOneSentence(status);
  });

  it('reads every spelling of a version', async () => {
    const at = async (version: string) => {
      const { dir, tool } = fake('', { version });
      return (await tool.probe(dir, { env: {}, tags: '' })).version;
    };
    assert.deepEqual(await at('go1.27rc1'), { major: 1, minor: 27 });
    assert.deepEqual(await at('devel go1.28-0123abcdef Mon Jan 5 10:00:00 2026 +0000'), { major: 1, minor: 28 });
    assert.deepEqual(await at('go1.26.8 X:nodwarf5'), { major: 1, minor: 26, patch: 8 });
  });

  it('fails with its first complaint', async () => {
    const status = await run('echo "go: downloading x v1" >&2; echo "go: go.mod requires go >= 1.99" >&2; echo more >&2; exit 1');
    assert.deepEqual(status, { kind: 'failed', firstError: 'go: go.mod requires go >= 1.99' });
    isOneSentence(status);
  });

  it('tells a bad GOEXPERIMENT from a broken toolchain', async () => {
    const env = `if [ "$GOENV" = off ]; then printf 'go1.26.8\\n\\n'; else echo 'go: unknown GOEXPERIMENT nope' >&2; exit 2; fi`;
    const { dir, tool } = fake('', { env });
    const probe = await tool.probe(dir, { env: {}, tags: '' });
    assert.deepEqual(probe.status, { kind: 'failed', firstError: 'go: unknown GOEXPERIMENT nope' });
    assert.deepEqual(probe.version, { major: 1, minor: 26, patch: 8 });
  });

  it('prints garbage: as a version, as packages, without end', async () => {
    for (const status of [
      await run('', { version: 'Welcome to the go game!' }),
      await run('echo hello'),
      await run('printf "{\\n}\\n"'),
      await run('head -c 9000000 /dev/zero'),
    ]) {
      assert.equal(status.kind, 'garbage');
      isOneSentence(status);
    }
  });

  it('cannot be started', async () => {
    const { dir } = fake('');
    writeFileSync(join(dir, 'go'), 'not a program\0');
    const { status } = await GoTool.find(join(dir, 'go'))!.analyzePackages(request(dir));
    assert.equal(status.kind, 'failed');
    isOneSentence(status);
  });

  /** Starts a child of its own, tells both process ids, and stays; `stubborn` ones do not mind SIGTERM. */
  const hanging = (stubborn: boolean) =>
    `${stubborn ? "trap '' TERM\n" : ''}sleep 1000 &\necho "$$ $!" > pids\necho '# started' >&2\nwait\nwait\nsleep 1000`;
  const assertGone = (dir: string) => {
    const [group, child] = readFileSync(join(dir, 'pids'), 'utf8').trim().split(' ').map(Number);
    assert.deepEqual(membersOf(group!), [], 'the process group is gone');
    assert.ok(child! > 0);
  };

  for (const stubborn of [false, true]) {
    it(`hangs${stubborn ? ' and ignores SIGTERM' : ''}: stopped with its children after the time-out`, async () => {
      const { dir, tool } = fake(hanging(stubborn));
      const { status } = await tool.analyzePackages(request(dir, { timeoutSeconds: 1 }));
      assert.deepEqual(status, { kind: 'timeout', seconds: 1 });
      isOneSentence(status);
      assertGone(dir);
    });

    it(`hangs${stubborn ? ' and ignores SIGTERM' : ''}: stopped with its children when cancelled`, async () => {
      const { dir, tool } = fake(hanging(stubborn));
      const controller = new AbortController();
      const { status } = await tool.analyzePackages(request(dir), controller.signal, () => controller.abort());
      assert.deepEqual(status, { kind: 'cancelled' });
      assertGone(dir);
    });
  }

  it('is not even started when cancelled before', async () => {
    const { dir, tool } = fake('');
    const controller = new AbortController();
    controller.abort();
    assert.equal((await tool.analyzePackages(request(dir), controller.signal)).status.kind, 'cancelled');
    assert.throws(() => readFileSync(join(dir, 'args')), /ENOENT/);
  });

  it('runs once per package: the newest wins', async () => {
    const { dir, tool } = fake(`if [ -e pids ]; then cat <<'END'\n${PACKAGE}\nEND\nelse\n${hanging(false)}\nfi`);
    const second = new Promise<GoStatus>((resolve, reject) => {
      const first = tool.analyzePackages(request(dir), undefined, () => {
        tool.analyzePackages(request(dir)).then(r => resolve(r.status), reject);
      });
      first.then(r => assert.equal(r.status.kind, 'cancelled')).catch(reject);
    });
    assert.deepEqual(await second, { kind: 'ok' });
    assertGone(dir);
  });

  it('stops the newest run for a newer one, also when an older one has ended meanwhile', async () => {
    const { dir, tool } = fake(
      `echo x >> runs\nif [ $(wc -l < runs) -lt 3 ]; then\n${hanging(false)}\nelse cat <<'END'\n${PACKAGE}\nEND\nfi`,
    );
    const start = (onProgress?: () => void) => tool.analyzePackages(request(dir, { timeoutSeconds: 5 }), undefined, onProgress);
    const second = new Promise<ReturnType<typeof start>[]>(resolve => {
      const first = start(() => {
        const next = start(() => void first.then(() => resolve([next, start()])));
      });
    });
    assert.deepEqual(
      (await Promise.all(await second)).map(run => run.status.kind),
      ['cancelled', 'ok'],
    );
    assertGone(dir);
  });

  it('gets the user’s settings, no network and flags of our own', async () => {
    const { dir, tool } = fake(`cat <<'END'\n${PACKAGE}\nEND`, { flags: '-mod=mod -race -tags=x' });
    writeFileSync(join(dir, 'a.go'), 'package a\n');
    const overlay = new Map([[join(dir, 'a.go'), 'package b\n']]);
    const { status, packages } = await tool.analyzePackages(
      request(dir, { env: { CGO_ENABLED: '0', GOPROXY: 'https://example.com' }, tags: 'integration,linux', overlay }),
    );
    assert.deepEqual([status.kind, packages[0]?.importPath], ['ok', 'a']);
    const args = readFileSync(join(dir, 'args'), 'utf8').trim().split('\n');
    for (const wanted of ['list', '-e', '-export', '-gcflags=-m=1 -e -L', '-race=false', '-mod=readonly', '-tags=integration,linux', '.']) {
      assert.ok(args.includes(wanted), `${wanted} not in ${args.join(' ')}`);
    }
    assert.ok(args.some(a => a.startsWith('-json=ImportPath,')));
    const overlayFile = args.findLast(a => a.startsWith('-overlay='))!.slice('-overlay='.length);
    assert.throws(() => readFileSync(overlayFile), /ENOENT/, 'temporary files are gone after the run');
    const environment = readFileSync(join(dir, 'environment'), 'utf8').split('\n');
    for (const wanted of ['CGO_ENABLED=0', 'GOPROXY=off', 'GONOPROXY=none']) assert.ok(environment.includes(wanted), wanted);
  });

  it('gets the whole -json before 1.19 and no overlay for saved text', async () => {
    const { dir, tool } = fake(`cat <<'END'\n${PACKAGE}\nEND`, { version: 'go1.18.10' });
    writeFileSync(join(dir, 'a.go'), 'package a\n');
    await tool.analyzePackages(request(dir, { overlay: new Map([[join(dir, 'a.go'), 'package a\n']]) }));
    const args = readFileSync(join(dir, 'args'), 'utf8').trim().split('\n');
    assert.ok(args.includes('-json'));
    assert.ok(!args.some(a => /^-(?:overlay=.|tags|mod)/.test(a)));
  });
});

describe('go flags and lists', () => {
  it('leaves vendoring and plain GOFLAGS alone', () => {
    const always = overrides('');
    const more = (goFlags: string) => overrides(goFlags).slice(always.length);
    assert.deepEqual(always, ['-overlay=', '-compiler=gc', '-toolexec=', '-buildvcs=false']);
    assert.deepEqual(more('-mod=vendor -buildvcs=true'), []);
    assert.deepEqual(more('-mod=mod'), ['-mod=readonly']);
    assert.deepEqual(more(`-mod=mod '-mod=vendor'`), []);
    assert.deepEqual(more(`"-mod=mod"'--race'`), ['-race=false', '-mod=readonly']);
    assert.deepEqual(more('--race -cover -trimpath'), ['-race=false', '-cover=false', '-trimpath=false']);
    assert.deepEqual(more('-n -toolexec=/x\n-v'), ['-n=false', '-v=false']);
  });

  it('reads packages however they are cut', () => {
    const text = `${PACKAGE}\n${PACKAGE.replaceAll('\n', '\r\n')}\r\n`;
    for (let size = 1; size < 40; size += 3) {
      const list = new ListOutput();
      for (let at = 0; at < text.length; at += size) list.push(text.slice(at, at + size));
      list.end();
      assert.deepEqual(
        list.packages.map(p => p.GoFiles),
        [['a.go'], ['a.go']],
      );
      assert.equal(list.garbage, false);
    }
  });
});

/** Running processes of a group. One that was killed and that nobody has waited for yet is a zombie: it runs no more. */
function membersOf(group: number): number[] {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,pgid=,stat='], { encoding: 'utf8' }).trim().split('\n');
  return rows.flatMap(row => {
    const [pid, pgid, state] = row.trim().split(/\s+/);
    return Number(pgid) === group && !state!.startsWith('Z') ? [Number(pid)] : [];
  });
}
