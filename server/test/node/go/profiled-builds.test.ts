/** What is said of a package is what the programs that contain it do: each is built with its profile, runs, and counts its allocations. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { cli } from '../../support/cli-terminal.js';
import { LiveGo } from '../../support/live-go.js';
import {
  aboutPrograms,
  counted as countedBy,
  escapesOf as escapes,
  FILES,
  HOT,
  IN_EMITTED,
  IN_NEW,
} from '../../support/profiled-program.js';

describe('builds with profiles', function () {
  this.timeout(300_000);
  const live = new LiveGo();
  before(async function () {
    live.start(this, 'builds with profiles are not looked at');
    const { version } = await live.tool!.probe(live.write('probe', {}), { env: {}, tags: '' });
    if (process.platform === 'win32' || !version || version.minor < 22) this.skip();
  });
  after(() => live.stop());

  const counted = (dir: string, program: string) => countedBy(live, dir, program);
  const WITH_TOOL = { ...FILES, 'app/default.pgo': HOT, 'tool/main.go': FILES['app/main.go'] };
  const APP = { programs: ['example.com/m/app'], profile: 'app/default.pgo' };
  const TOOL = { programs: ['example.com/m/tool'] };

  it('agree with what the programs allocate', async () => {
    const dir = live.write('both', WITH_TOOL);
    const [guided, plain] = [counted(dir, 'app'), counted(dir, 'tool')];
    const { found, stderr } = await escapes(dir);
    const [ofNew, ofEmitted] = [found.get(IN_NEW), found.get(IN_EMITTED)];
    assert.ok(!ofNew?.more?.some(m => m.messageId === 'escape/cause/tooCostly'), 'the profile does not mind the cost');
    assert.ok(plain.every(n => n >= 100_000) && guided.every(n => n < 1000), `${plain} ${guided}`);
    assert.deepEqual(ofNew?.builds, [TOOL, APP], 'other calls of New allocate in both');
    assert.deepEqual(aboutPrograms(ofNew), [
      { messageId: 'rules/sparedIn', args: { program: 'example.com/m/app (default.pgo)', calls: 2 } },
    ]);
    assert.deepEqual(ofEmitted?.builds, [TOOL]);
    const differs = { on: 'example.com/m/tool', off: 'example.com/m/app (default.pgo)' };
    assert.deepEqual(aboutPrograms(ofEmitted), [{ messageId: 'rules/differsByProgram', args: differs }]);
    assert.match(stderr, /example\.com\/m\/app.*default\.pgo/);
  });

  it('are all that is said where each program has one', async () => {
    const dir = live.write('app', { ...FILES, 'app/default.pgo': HOT });
    assert.ok(counted(dir, 'app').every(n => n < 1000));
    const { found } = await escapes(dir);
    assert.deepEqual(found.get(IN_NEW)?.builds, [APP]);
    assert.deepEqual(
      aboutPrograms(found.get(IN_NEW)).map(m => m.messageId),
      ['rules/spared'],
    );
    assert.equal(found.has(IN_EMITTED), false);
    const explain = async (line: number) => (await cli(dir, ['explain', `lib/lib.go:${line}`], { env: process.env })).stdout;
    assert.match(await explain(IN_EMITTED), /no heap allocation here[\s\S]*example\.com\/m\/app \(default\.pgo\)/);
    assert.match(await explain(IN_NEW), /returned[\s\S]*example\.com\/m\/app \(default\.pgo\)/);
  });

  it('are no matter where there is no profile, or GOFLAGS says so', async () => {
    const dir = live.write('off', WITH_TOOL);
    const { found, stderr } = await escapes(dir, { GOFLAGS: '-pgo=off' });
    assert.equal(found.has(IN_EMITTED), true);
    for (const f of found.values()) assert.deepEqual([f.builds, aboutPrograms(f)], [undefined, []]);
    assert.equal(stderr, '');
    rmSync(join(dir, 'app/default.pgo'));
    assert.deepEqual(await escapes(dir), { found, stderr });
  });

  it('are those of the profile that GOFLAGS names', async () => {
    const dir = live.write('flag', { ...FILES, 'hot.pgo': HOT });
    const { found, stderr } = await escapes(dir, { GOFLAGS: '-pgo=hot.pgo' });
    assert.deepEqual(found.get(IN_NEW)?.builds, [{ programs: [], profile: 'hot.pgo' }]);
    assert.equal(found.has(IN_EMITTED), false);
    assert.match(stderr, /hot\.pgo/);
  });

  it('say that a profile is of no use', async () => {
    const dir = live.write('bad', { ...FILES, 'app/default.pgo': 'no profile' });
    const { found, stderr } = await escapes(dir);
    assert.deepEqual(found.get(IN_EMITTED)?.builds, [{ programs: [] }]);
    assert.match(stderr, /without a profile/);
  });

  it('do not wait for a profile that is a pipe', async () => {
    const dir = live.write('pipe', FILES);
    execFileSync('mkfifo', [join(dir, 'app/default.pgo')]);
    for (const pattern of ['./lib', './app']) {
      const { status } = await live.run(dir, { patterns: [pattern], timeoutSeconds: 60 });
      assert.deepEqual(status, { kind: 'ok' });
    }
  });

  it('ask about each profile once, and only for what its program contains', async () => {
    const dir = live.write('once', { ...WITH_TOOL, 'other/other.go': 'package other\n\nfunc F() *int { return new(int) }\n' });
    const { packages } = await live.run(dir);
    const builds = packages.map(p => [p.importPath, p.builtFor?.programs, p.otherwise?.map(o => o.builtFor?.programs)]);
    assert.deepEqual(builds, [
      ['example.com/m/app', APP.programs, undefined],
      ['example.com/m/lib', TOOL.programs, [APP.programs]],
      ['example.com/m/other', undefined, undefined],
      ['example.com/m/tool', undefined, undefined],
    ]);
  });
});
