/** What is said of a package is what the programs that contain it do: each is built with its profile, runs, and counts its allocations. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { cli } from '../../support/cli-terminal.js';
import { cpuProfile, type Frame } from '../../support/cpu-profile.js';
import { LiveGo } from '../../support/live-go.js';

const LIB = `package lib

import "io"

type Point struct{ X, Y, Z float64 }

// New is beyond the budget of inlining, but for hot calls.
func New(x, y, z float64) *Point {
	p := &Point{x, y, z}
	if x > y {
		p.X, p.Y = p.Y*0.5+x*y*z, p.X*0.25-x*y+z
	}
	if y > z {
		p.Y, p.Z = p.Z*0.5+x*y*z, p.Y*0.25-x*y+z
	}
	if z > x {
		p.Z, p.X = p.X*0.5+x*y*z, p.Z*0.25-x*y+z
	}
	return p
}

// Sum keeps none of n points.
func Sum(n int) float64 {
	total := 0.0
	for i := range n {
		p := New(float64(i), float64(i%7), float64(i%13))
		total += p.X + p.Y + p.Z
	}
	return total
}

type counter struct{ n int }

func (c *counter) Write(b []byte) (int, error) {
	c.n += len(b)
	return len(b), nil
}

// emit hands b to whatever w is.
func emit(w io.Writer, b []byte, i int) error {
	for j := range b {
		b[j] = byte('a' + (i+j)%26)
	}
	if len(b) > 8 && b[0] == 'x' && b[1] == 'y' && b[2] == 'z' && b[3] == 'a' && b[4] == 'b' && b[5] == 'c' {
		b = b[6:]
	}
	if _, err := w.Write(b); err != nil {
		return err
	}
	return nil
}

// Emitted makes a buffer for each call of emit.
func Emitted(n int) int {
	c := &counter{}
	for i := range n {
		if emit(c, make([]byte, 64), i) != nil {
			return -1
		}
	}
	return c.n
}
`;

const MAIN = `package main

import (
	"runtime"

	"example.com/m/lib"
)

func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.Mallocs - before.Mallocs
}

func main() {
	println(
		allocated(func() { lib.Sum(100_000) }),
		allocated(func() { lib.Emitted(100_000) }),
		allocated(func() { cross(100_000) }),
	)
}

//go:noinline
func cross(n int) float64 {
	total := 0.0
	for i := range n {
		at := lib.New(float64(i), float64(i%7), 1)
		total += at.X + at.Y
	}
	return total
}
`;

const lineOf = (text: string, source = LIB) => source.split('\n').findIndex(l => l.includes(text)) + 1;
const at = (func: string, line: number): Frame => ({
  ...{ func: `example.com/m/lib.${func}`, file: 'lib/lib.go', line },
  start: lineOf(`func ${func}(`),
});
const IN_NEW = lineOf('p := &Point');
const IN_SUM = lineOf('p := New(');
const IN_EMITTED = lineOf('make([]byte, 64)');
const HOT = cpuProfile([
  [at('New', IN_NEW), at('Sum', IN_SUM)],
  [at('New', IN_NEW), { func: 'main.cross', file: 'app/main.go', line: lineOf('lib.New(', MAIN), start: lineOf('func cross(', MAIN) }],
  [at('emit', lineOf('b[j] =')), at('Emitted', IN_EMITTED)],
]);

/** What is read of `escapes --format json`. */
interface Found {
  readonly range: { readonly start: { readonly line: number } };
  readonly more?: readonly { readonly messageId: string; readonly args: unknown }[];
  readonly builds?: readonly { readonly programs: readonly string[]; readonly profile?: string }[];
}

/** What is said of it beside the cause. */
const aboutPrograms = (found: Found | undefined) => found?.more?.filter(m => m.messageId.startsWith('rules/')) ?? [];

describe('builds with profiles', function () {
  this.timeout(300_000);
  const live = new LiveGo();
  before(async function () {
    live.start(this, 'builds with profiles are not looked at');
    const { version } = await live.tool!.probe(live.write('probe', {}), { env: {}, tags: '' });
    if (process.platform === 'win32' || !version || version.minor < 22) this.skip();
  });
  after(() => live.stop());

  const FILES = { 'go.mod': 'module example.com/m\n\ngo 1.22\n', 'lib/lib.go': LIB, 'app/main.go': MAIN };
  const WITH_TOOL = { ...FILES, 'app/default.pgo': HOT, 'tool/main.go': MAIN };
  const APP = { programs: ['example.com/m/app'], profile: 'app/default.pgo' };
  const TOOL = { programs: ['example.com/m/tool'] };

  /** How often Sum, Emitted and a caller of New in another package allocate in 100,000 iterations each. */
  const counted = (dir: string, program: string, ...flags: string[]): number[] => {
    const binary = join(dir, 'program');
    execFileSync(live.tool!.path, ['build', ...flags, '-o', binary, `./${program}`], { cwd: dir });
    return spawnSync(binary, { encoding: 'utf8' }).stderr.trim().split(' ').map(Number);
  };
  /** By line of the library. */
  const escapes = async (dir: string, env: NodeJS.ProcessEnv = {}) => {
    const { stdout, stderr } = await cli(dir, ['escapes', '--format', 'json', 'lib'], { env: { ...process.env, ...env } });
    const { findings } = JSON.parse(stdout) as { findings: Found[] };
    return { found: new Map(findings.map(f => [f.range.start.line + 1, f])), stderr };
  };

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
      assert.ok(counted(dir, 'app', '-pgo=prof/hot.pgo').every(n => n < 1000));
      const { found } = await escapes(dir);
      assert.deepEqual(found.get(IN_NEW)?.builds, [RELEASE]);
      assert.equal(found.has(IN_EMITTED), false);
    });
  }

  it('are none where a build file says so, and differ where two places do', async () => {
    const off = live.write('written-off', { ...FILES, 'app/default.pgo': HOT, Makefile: 'all:\n\tgo build -pgo=off ./...\n' });
    assert.ok(counted(off, 'app', '-pgo=off').every(n => n >= 100_000));
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
