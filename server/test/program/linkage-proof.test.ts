/**
 * The verdicts proven by running: programs of every linkage are built and started in root folders without C library, with glibc and with
 * musl. Each cell has to agree with what `inspect` says of the binary, and with what cgo/image-cannot-start says of a Dockerfile that builds
 * it so. What stops without a loader or a library counts as not started.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { libcOf } from '../../src/engine/binary/binary.js';
import { startsIn } from '../../src/engine/reports/starts-in.js';
import imageCannotStart from '../../src/engine/rules/cgo/image-cannot-start.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { imageEntryOf, isNewerGlibc } from '../../src/engine/tables/images.js';
import { obstacle, type StartNeeds } from '../../src/engine/tables/start-table.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { inspectFile } from '../../src/node/machine/inspect-binary.js';
import { HAS_MUSL, type RootKind, Roots, whyNot } from '../support/chroot-roots.js';
import { loadEngine } from '../support/engine-for-tests.js';

const PROGRAMS = {
  pure: 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println("started") }\n',
  net: 'package main\n\nimport (\n\t"fmt"\n\t"net"\n)\n\nfunc main() { fmt.Println("started", net.ParseIP("::1")) }\n',
  cgo: 'package main\n\n// static int one(void) { return 1; }\nimport "C"\nimport "fmt"\n\nfunc main() { fmt.Println("started", C.one()) }\n',
};

const STATIC = `-ldflags '-linkmode external -extldflags "-static"'`;
const STATIC_PIE = `-ldflags '-linkmode external -extldflags "-static-pie"'`;

interface Row {
  readonly program: keyof typeof PROGRAMS;
  readonly env?: string;
  readonly flags?: string;
  /** What the table of go-facts §6.3 says: the roots in which it starts. */
  readonly starts: readonly RootKind[];
  readonly needsMusl?: true;
}

const ALL: readonly RootKind[] = ['empty', 'glibc', 'musl'];
const ROWS: readonly Row[] = [
  { program: 'pure', starts: ALL },
  { program: 'pure', env: 'CGO_ENABLED=0', starts: ALL },
  { program: 'net', starts: ['glibc'] },
  { program: 'net', env: 'CGO_ENABLED=0', starts: ALL },
  { program: 'net', flags: '-tags netgo,osusergo', starts: ALL },
  { program: 'cgo', starts: ['glibc'] },
  { program: 'cgo', flags: '-tags netgo,osusergo', starts: ['glibc'] },
  { program: 'net', flags: STATIC, starts: ALL },
  { program: 'cgo', flags: STATIC, starts: ALL },
  { program: 'pure', env: 'CGO_ENABLED=0', flags: '-buildmode=pie', starts: ['glibc'] },
  { program: 'cgo', flags: '-buildmode=pie', starts: ['glibc'] },
  { program: 'cgo', flags: `-buildmode=pie ${STATIC_PIE}`, starts: ALL },
  { program: 'pure', flags: '-race', starts: ['glibc'] },
  { program: 'cgo', env: 'CC=musl-gcc', starts: ['musl'], needsMusl: true },
  { program: 'net', env: 'CC=musl-gcc', starts: ['musl'], needsMusl: true },
  { program: 'cgo', env: 'CC=musl-gcc', flags: STATIC, starts: ALL, needsMusl: true },
];

/** An image of the kind of each root; that with glibc has no version in our table, since the host's is its own builder. */
const IMAGES: Readonly<Record<RootKind, { readonly inspected: string; readonly dockerfile: string }>> = {
  empty: { inspected: 'scratch', dockerfile: 'scratch' },
  glibc: { inspected: 'cgr.dev/chainguard/wolfi-base', dockerfile: 'debian:trixie' },
  musl: { inspected: 'alpine', dockerfile: 'alpine:3.22' },
};

describe('linkage × image, by running', function () {
  this.timeout(240_000);
  let roots: Roots | undefined;
  let engine: Engine;
  before(async function () {
    const reason = whyNot();
    if (reason !== undefined) {
      console.error(`\n    !! NOT PROVEN HERE: linkage × image was not run: ${reason}\n`);
      this.skip();
    }
    if (!HAS_MUSL) console.error('\n    !! NOT PROVEN HERE: no musl-gcc (Debian: musl-tools), so the musl builds were not run\n');
    roots = new Roots();
    engine = await loadEngine();
    for (const [name, text] of Object.entries(PROGRAMS)) {
      mkdirSync(join(roots.dir, name));
      writeFileSync(join(roots.dir, name, 'go.mod'), 'module example.com/app\n\ngo 1.20\n');
      writeFileSync(join(roots.dir, name, 'main.go'), text);
    }
  });
  after(() => roots?.remove());

  for (const [i, row] of ROWS.entries()) {
    const command = `${row.env === undefined ? '' : `${row.env} `}go build ${row.flags === undefined ? '' : `${row.flags} `}-o /x .`;
    it(`${row.program}: ${command}`, async function () {
      if (row.needsMusl && !HAS_MUSL) this.skip();
      const binary = join(roots!.dir, `x${i}`);
      build(join(roots!.dir, row.program), command.replace('/x', binary));
      const reading = await inspectFile(binary);
      if ('error' in reading) assert.fail(reading.error.id);
      const verdicts = startsIn(reading.programs[0]!);
      for (const kind of ALL.filter(k => k !== 'musl' || HAS_MUSL)) {
        const { started, output } = roots!.start(binary, kind);
        const cell = `${kind} root, which answered: ${output}`;
        assert.equal(started, row.starts.includes(kind), `go-facts §6.3 is wrong: ${cell}`);
        const needs: StartNeeds = { loader: libcOf(reading.programs[0]!) ?? 'none' };
        const lacking = obstacle(needs, imageEntryOf(IMAGES[kind].dockerfile)!, undefined);
        assert.equal(lacking === undefined, started, `the table is wrong: ${cell}`);
        const verdict = verdicts.find(v => v.image === IMAGES[kind].inspected);
        assert.equal(verdict?.starts, started ? 'yes' : 'no', `inspect is wrong: ${cell}`);
        assert.equal(isReported(row.program, command, IMAGES[kind].dockerfile), !started, `the rule is wrong: ${cell}`);
      }
    });
  }

  // The premise of the rule's verdict on glibc's age: such programs ask for 2.34, whatever they call.
  for (const [program, flags] of [
    ['net', ''],
    ['cgo', ''],
    ['pure', '-race '],
  ] as const) {
    it(`${program}: go build ${flags}with glibc 2.34 or newer asks for 2.34`, async function () {
      const own = spawnSync('getconf', ['GNU_LIBC_VERSION'], { encoding: 'utf8' }).stdout.trim().split(' ')[1];
      if (own === undefined || isNewerGlibc('2.34', own)) this.skip();
      const binary = join(roots!.dir, `glibc-${program}`);
      build(join(roots!.dir, program), `go build ${flags}-o ${binary} .`);
      const reading = await inspectFile(binary);
      if ('error' in reading) assert.fail(reading.error.id);
      const { glibc } = reading.programs[0]!;
      assert.ok(glibc !== undefined && !isNewerGlibc('2.34', glibc), glibc);
    });
  }

  function isReported(program: Row['program'], command: string, image: string): boolean {
    const workspace = new Workspace(engine, { rules: [imageCannotStart] });
    workspace.set('/w/go.mod', 'module example.com/app\n\ngo 1.20\n');
    workspace.set('/w/main.go', PROGRAMS[program]);
    const text = `FROM golang:1.26 AS b\nWORKDIR /s\nCOPY . .\nRUN ${command}\nFROM ${image}\nCOPY --from=b /x /x\nENTRYPOINT ["/x"]\n`;
    workspace.set('/w/Dockerfile', text);
    return workspace.findings('/w/Dockerfile').length > 0;
  }
});

/** Nothing of this machine's Go settings may decide. */
function build(cwd: string, command: string): void {
  const env = {
    ...process.env,
    GOFLAGS: '',
    GOENV: 'off',
    GOEXPERIMENT: '',
    GOTOOLCHAIN: 'local',
    CGO_ENABLED: '',
    CC: '',
    GOOS: '',
    GOARCH: '',
  };
  const built = spawnSync('sh', ['-c', command], { cwd, env, encoding: 'utf8' });
  assert.equal(built.status, 0, built.stderr);
}
