/** A profile that a build file names guides the program's build: it is built so, runs, and counts its allocations. */
import assert from 'node:assert/strict';
import { LiveGo } from '../../support/live-go.js';
import { aboutPrograms, counted, escapesOf as escapes, FILES, HOT, IN_EMITTED, IN_NEW } from '../../support/profiled-program.js';

describe('profiles of build files', function () {
  this.timeout(300_000);
  const live = new LiveGo();
  before(async function () {
    live.start(this, 'profiles of build files are not looked at');
    const { version } = await live.tool!.probe(live.write('probe', {}), { env: {}, tags: '' });
    if (process.platform === 'win32' || !version || version.minor < 22) this.skip();
  });
  after(() => live.stop());

  const RELEASE = { programs: ['example.com/m/app'], profile: 'prof/hot.pgo' };
  const HOT_APP = { ...FILES, 'prof/hot.pgo': HOT };

  for (const [place, files] of [
    ['a Makefile', { Makefile: 'PROFILE = prof/hot.pgo\n\nrelease:\n\tgo build -pgo=$(PROFILE) -o bin/app ./app\n' }],
    ['a Dockerfile', { Dockerfile: 'FROM golang:1.26\nWORKDIR /src\nCOPY . .\nRUN go build -pgo=prof/hot.pgo -o /app ./app\n' }],
    [
      'a workflow',
      {
        '.github/workflows/ci.yml':
          'on: push\njobs:\n  b:\n    runs-on: ubuntu-latest\n    steps:\n      - run: go build -pgo prof/hot.pgo ./app\n',
      },
    ],
    ['goreleaser', { '.goreleaser.yaml': 'builds:\n  - main: ./app\n    flags:\n      - -pgo=prof/hot.pgo\n' }],
  ] as const) {
    it(`are those that ${place} names`, async () => {
      const dir = live.write('written', { ...HOT_APP, ...files });
      assert.ok(counted(live, dir, 'app', '-pgo=prof/hot.pgo').every(n => n < 1000));
      const { found } = await escapes(dir);
      assert.deepEqual(found.get(IN_NEW)?.builds, [RELEASE]);
      assert.equal(found.has(IN_EMITTED), false);
    });
  }

  it('are none where a build file says so, and differ where two places do', async () => {
    const off = live.write('written-off', { ...FILES, 'app/default.pgo': HOT, Makefile: 'all:\n\tgo build -pgo=off ./...\n' });
    assert.ok(counted(live, off, 'app', '-pgo=off').every(n => n >= 100_000));
    const { found } = await escapes(off);
    assert.equal(found.has(IN_EMITTED), true);
    assert.deepEqual(aboutPrograms(found.get(IN_EMITTED)), []);
    const both = live.write('written-both', {
      ...HOT_APP,
      Makefile: 'dev:\n\tgo build ./app\n\nrelease:\n\tgo build -pgo=prof/hot.pgo ./app\n',
    });
    const differing = (await escapes(both)).found.get(IN_EMITTED);
    assert.deepEqual(differing?.builds, [{ programs: ['example.com/m/app'] }]);
    assert.deepEqual(aboutPrograms(differing), [
      { messageId: 'rules/differsByProgram', args: { on: 'example.com/m/app', off: 'example.com/m/app (hot.pgo)' } },
    ]);
  });

  it('are not looked for where a build file names what is not there, or another program', async () => {
    for (const [i, line] of [
      'go build -pgo=prof/gone.pgo ./app',
      'go build -pgo=prof/hot.pgo ./other',
      'go test -pgo=prof/hot.pgo ./...',
      'go build -pgo=$P ./app',
    ].entries()) {
      const dir = live.write(`written-none-${i}`, { ...HOT_APP, Makefile: `all:\n\t${line}\n` });
      const { found } = await escapes(dir);
      assert.equal(found.has(IN_EMITTED), true, line);
      assert.deepEqual(aboutPrograms(found.get(IN_EMITTED)), [], line);
    }
  });
});
