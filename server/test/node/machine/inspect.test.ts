/** Which images a binary can start in, the command `inspect`, and what the Go on this machine builds. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { say as binary } from '../../../src/engine/binary/words.js';
import { startsIn } from '../../../src/engine/reports/starts-in.js';
import { say as why } from '../../../src/engine/reports/starts-in-words.js';
import { inspectFile } from '../../../src/node/machine/inspect-binary.js';
import { say } from '../../../src/node/machine/inspect-words.js';
import { program } from '../../support/binary-reading.js';
import { elf, inlineBuildInfo, machO } from '../../support/binary-samples.js';
import { cli, tempFolder } from '../../support/cli-terminal.js';

const GLIBC = '/lib64/ld-linux-x86-64.so.2';
const MUSL = '/lib/ld-musl-x86_64.so.1';

describe('the images', () => {
  const verdicts = async (parts: Parameters<typeof elf>[0]) =>
    new Map(startsIn(await program(elf(parts))).map(v => [v.image, v.starts] as const));
  const reasons = async (parts: Parameters<typeof elf>[0]) =>
    new Map(startsIn(await program(elf(parts))).map(v => [v.image, v.why] as const));

  it('say why not, or on what it depends', async () => {
    const glibc = await reasons({ interpreter: GLIBC, needed: ['libc.so.6', 'libssl.so.3'], versions: ['GLIBC_2.34'] });
    assert.deepEqual(glibc.get('scratch'), why.noLoader);
    assert.deepEqual(glibc.get('alpine'), why.noGlibcLoader);
    assert.deepEqual(glibc.get('debian:bullseye-slim'), why.oldGlibc({ own: '2.31', needed: '2.34' }));
    assert.deepEqual(glibc.get('debian:bookworm-slim'), why.withLibraries({ libraries: 'libssl.so.3' }));
    assert.equal(glibc.get('gcr.io/distroless/base-debian12'), undefined);
    const musl = await reasons({ interpreter: MUSL, needed: ['libc.so'] });
    assert.deepEqual(musl.get('ubuntu:24.04'), why.noMuslLoader);
    const loader = '/nix/store/abc/lib/ld-linux-x86-64.so.2';
    assert.deepEqual((await reasons({ interpreter: loader, needed: ['libc.so.6'] })).get('alpine'), why.noFile({ file: loader }));
  });

  it('all take a static program', async () => {
    assert.deepEqual([...new Set((await verdicts({})).values())], ['yes']);
    assert.deepEqual([...new Set((await verdicts({ type: 3, isPie: true })).values())], ['yes']);
  });

  it('with glibc take a glibc program, when theirs is new enough', async () => {
    const of = await verdicts({ interpreter: GLIBC, needed: ['libc.so.6', 'libresolv.so.2'], versions: ['GLIBC_2.34'] });
    for (const image of ['scratch', 'gcr.io/distroless/static-debian12', 'busybox:musl', 'alpine', 'debian:bullseye-slim'])
      assert.equal(of.get(image), 'no', image);
    for (const image of ['gcr.io/distroless/base-debian12', 'debian:bookworm-slim', 'ubuntu:22.04'])
      assert.equal(of.get(image), 'yes', image);
  });

  it('with musl take a musl program', async () => {
    const of = await verdicts({ interpreter: MUSL, needed: ['libc.so'] });
    assert.deepEqual(
      [...of].filter(([, starts]) => starts === 'yes').map(([image]) => image),
      ['alpine'],
    );
  });

  it('may lack other libraries', async () => {
    const of = await verdicts({ interpreter: GLIBC, needed: ['libssl.so.3', 'libgcc_s.so.1', 'libc.so.6'] });
    assert.deepEqual(
      ['scratch', 'gcr.io/distroless/base-nossl-debian12', 'gcr.io/distroless/base-debian12', 'gcr.io/distroless/cc-debian12'].map(i =>
        of.get(i),
      ),
      ['no', 'depends', 'depends', 'yes'],
    );
  });

  it('have no loader of an unusual place', async () => {
    const of = await verdicts({ interpreter: '/nix/store/abc/lib/ld-linux-x86-64.so.2', needed: ['libc.so.6'] });
    assert.deepEqual([...new Set(of.values())], ['no']);
  });

  it('are no question for other systems and for libraries', async () => {
    assert.deepEqual(startsIn(await program(machO(0x0100000c))), []);
    assert.deepEqual(startsIn(await program(elf({ type: 3, needed: ['libc.so.6'] }))), []);
  });
});

describe('go-preflight inspect', () => {
  const folder = tempFolder({
    app: elf({ interpreter: GLIBC, needed: ['libc.so.6'], versions: ['GLIBC_2.34'], data: () => inlineBuildInfo('go1.26.8-X:nojsonv2') }),
    script: '#!/bin/sh\n',
  });
  after(() => folder.remove());

  it('writes text', async () => {
    const { code, stdout } = await cli(folder.dir, ['inspect', 'app']);
    assert.equal(code, 0);
    assert.match(
      stdout,
      /^app: ELF program for linux\/amd64, dynamically linked\n {2}interpreter {2}\/lib64\/ld-linux-x86-64\.so\.2 \(glibc\)\n/,
    );
    for (const line of [
      /Built by go1\.26\.8\n/,
      /experiments +nojsonv2/,
      /CGO_ENABLED +1/,
      /-tags +netgo,osusergo/,
      /scratch +cannot start/,
      /needs +glibc 2\.34/,
    ])
      assert.match(stdout, line);
  });

  it('writes JSON', async () => {
    const { code, stdout } = await cli(folder.dir, ['inspect', '--format', 'json', join(folder.dir, 'app')]);
    assert.equal(code, 0);
    const report = JSON.parse(stdout) as {
      version: number;
      programs: { libc: string; go: { settings: object; experiments: string[] }; images: object[] }[];
    };
    assert.equal(report.version, 1);
    assert.equal(report.programs[0]!.libc, 'glibc');
    assert.deepEqual(report.programs[0]!.go.experiments, ['nojsonv2']);
    assert.ok(report.programs[0]!.images.length > 5);
  });

  it('exits with 2 and a sentence for everything else', async () => {
    for (const file of ['script', 'missing', '.']) {
      const { code, stdout, stderr } = await cli(folder.dir, ['inspect', file]);
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, /^go-preflight: .+: [A-Z].+\.\n$/);
    }
  });

  it('does not wait for a pipe, and follows links', async function () {
    if (process.platform === 'win32') this.skip();
    assert.equal(spawnSync('mkfifo', [join(folder.dir, 'pipe')]).status, 0);
    assert.deepEqual(await inspectFile(join(folder.dir, 'pipe')), { error: say.device });
    symlinkSync('app', join(folder.dir, 'link'));
    assert.ok('programs' in (await inspectFile(join(folder.dir, 'link'))));
  });
});

describe('inspecting huge files and devices', () => {
  // Holes cost no disk: three gigabytes of which nothing is written.
  const SIZE = 3 * 2 ** 30;
  const folder = tempFolder({ zeros: '', cut: elf({}).subarray(0, 64), app: elf({ data: () => inlineBuildInfo('go1.26.8') }) });
  before(() => {
    for (const name of ['zeros', 'cut', 'app']) truncateSync(join(folder.dir, name), SIZE);
  });
  after(() => folder.remove());

  it('reads pieces only', async () => {
    const before = process.memoryUsage().arrayBuffers;
    assert.deepEqual(await inspectFile(join(folder.dir, 'zeros')), { error: binary.notBinary });
    const [app] = await Promise.all(['app', 'cut'].map(name => inspectFile(join(folder.dir, name))));
    assert.ok(app && 'programs' in app && app.programs[0]?.go?.version === 'go1.26.8', JSON.stringify(app));
    assert.ok(process.memoryUsage().arrayBuffers - before < 200 * 2 ** 20);
  });

  it('opens no device', async function () {
    if (!existsSync('/dev/zero')) this.skip();
    const link = join(folder.dir, 'zero');
    symlinkSync('/dev/zero', link);
    for (const path of ['/dev/zero', link]) assert.deepEqual(await inspectFile(path), { error: say.device });
  });
});

describe('inspecting a program that Go 1.17 built', () => {
  // Go keeps it to test its own reader.
  const root = spawnSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).stdout?.trim() ?? '';
  const encoded = join(root, 'src/debug/buildinfo/testdata/go117/go117.base64');

  it('follows its pointers', async function () {
    if (root === '' || !existsSync(encoded)) this.skip();
    const { go, linkage } = await program(Buffer.from(readFileSync(encoded, 'latin1'), 'base64'));
    assert.deepEqual([linkage, go?.version, go?.path, go?.main?.version], ['static', 'go1.17', 'example.com/go117', '(devel)']);
  });
});

describe('inspecting what the Go on this machine builds', () => {
  const hasGo = spawnSync('go', ['version']).status === 0;
  let dir = '';
  before(function () {
    if (!hasGo) this.skip();
    dir = mkdtempSync(join(tmpdir(), 'go-preflight-inspect-'));
    mkdirSync(join(dir, 'src'));
    writeFileSync(join(dir, 'src/go.mod'), 'module example.com/app\n\ngo 1.20\n');
    writeFileSync(join(dir, 'src/main.go'), 'package main\n\nfunc main() { println("hi") }\n');
  });
  after(() => dir !== '' && rmSync(dir, { recursive: true, force: true }));

  for (const [os, arch, format] of [
    ['linux', 'amd64', 'ELF'],
    ['darwin', 'arm64', 'Mach-O'],
    ['windows', 'amd64', 'PE'],
  ] as const) {
    it(`for ${os}/${arch}`, async function () {
      this.timeout(180_000);
      const file = join(dir, `app-${os}`);
      const env = { ...process.env, GOOS: os, GOARCH: arch, CGO_ENABLED: '0', GOFLAGS: '', GOTOOLCHAIN: 'local' };
      const built = spawnSync('go', ['build', '-trimpath', '-o', file, '.'], { cwd: join(dir, 'src'), env, encoding: 'utf8' });
      assert.equal(built.status, 0, built.stderr);
      const reading = await inspectFile(file);
      if ('error' in reading) assert.fail(reading.error.id);
      const [facts] = reading.programs;
      assert.deepEqual([facts?.format, facts?.os, facts?.arch, facts?.go?.path], [format, os, arch, 'example.com/app']);
      // What the toolchain itself reads in the file.
      const said = spawnSync('go', ['version', '-m', file], { encoding: 'utf8' }).stdout;
      assert.ok(said.startsWith(`${file}: ${facts?.go?.version}`), said);
      for (const [name, value] of facts!.go!.settings) assert.ok(said.includes(`build\t${name}=${value}`), `${name}=${value}\n${said}`);
      assert.equal(facts!.go!.settings.size, said.match(/\tbuild\t/g)?.length);
    });
  }
});
