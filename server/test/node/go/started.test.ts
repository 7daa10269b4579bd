/** What the go command starts when we run it, whatever the environment and the folder want: recorders stand in for every such program. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CompilerPackageResult } from '../../../src/engine/compiler/facts.js';
import { findGo } from '../../../src/node/go/find-go.js';
import { GoTool } from '../../../src/node/go/go-tool.js';
import { listDeps } from '../../../src/node/go/list-deps.js';
import { examine } from '../../../src/node/machine/examine.js';
import { localToolchain } from '../../../src/node/machine/local-toolchain.js';
import { cli } from '../../support/cli-terminal.js';
import { LiveGo } from '../../support/live-go.js';

const posix = process.platform === 'win32' ? describe.skip : describe;

const FILES = {
  'main.go': 'package main\n\nfunc main() { println(1) }\n',
  'c/c.go': 'package c\n\n// #cgo pkg-config: nothing\n// int f(void) { return 1; }\nimport "C"\n\nfunc F() int { return int(C.f()) }\n',
  'd/d.go': 'package d\n\n// int g(void) { return 1; }\nimport "C"\n\nfunc F() int { return int(C.g()) }\n',
};
const VERSION_CONTROL = ['git', 'hg', 'svn', 'bzr', 'fossil'];
const C_TOOLS = ['gcc', 'cc', 'clang', 'g++', 'gfortran', 'pkg-config', 'swig', 'gccgo'];

posix('what go starts', function () {
  this.timeout(180_000);
  const live = new LiveGo();
  let [dir, log, env]: [string, string, Record<string, string>] = ['', '', {}];
  before(function () {
    live.start(this, 'what go starts is not looked at');
    dir = live.write('folder', FILES);
    const bin = live.write('bin', {});
    log = join(bin, 'log');
    for (const name of [...VERSION_CONTROL, ...C_TOOLS, 'toolexec']) {
      // What compiles is the real one where there is one: else go does not come to what it starts next.
      const real = name === 'gcc' ? findGo(name, process.env) : undefined;
      writeFileSync(join(bin, name), `#!/bin/sh\necho ${name} >> '${log}'\n${real ? `exec '${real}' "$@"` : 'exit 1'}\n`);
      chmodSync(join(bin, name), 0o755);
    }
    env = {
      ...(process.env as Record<string, string>),
      ...{
        PATH: `${bin}:${process.env.PATH}`,
        GOENV: join(bin, 'env'),
        GOTOOLCHAIN: 'local',
        CGO_ENABLED: '1',
      },
      ...{ CC: '', CXX: '', GOFLAGS: '' },
    };
    for (const args of [
      ['init', '-q'],
      ['add', '.'],
    ])
      assert.equal(spawnSync('git', args, { cwd: dir }).status, 0);
  });
  after(() => live.stop());

  async function started(run: () => unknown): Promise<string[]> {
    rmSync(log, { force: true });
    await run();
    return existsSync(log) ? [...new Set(readFileSync(log, 'utf8').trim().split('\n'))].sort() : [];
  }
  const tool = (more: Readonly<Record<string, string>> = {}) => GoTool.find(live.tool!.path, { ...env, ...more })!;
  const compile = (more: Readonly<Record<string, string>>, patterns: readonly string[], at = tool()) =>
    started(() => at.analyzePackages({ dir, patterns, overlay: new Map(), flows: false, env: more, tags: '' }));
  const goflags = (script: string) => [
    `-toolexec=${script}`,
    `'-toolexec=${script}'`,
    `"--toolexec=sh -c 'echo toolexec >> ${log}' x"`,
    `-tags=x'-y' '-toolexec=${script}'`,
    `-tags=x\n-toolexec=${script}`,
    `'-compiler=gccgo'`,
    '-buildvcs=true',
    `"-buildvcs=true"'-overlay=/dev/null'`,
  ];

  it('is told by recorders: a plain go list starts what GOFLAGS and the folder name', async () => {
    const plain = (GOFLAGS: string) =>
      started(() => spawnSync(live.tool!.path, ['list', '-e', '-export', '.'], { cwd: dir, env: { ...env, GOFLAGS } }));
    const [script] = [join(log, '..', 'toolexec')];
    assert.deepEqual(await plain(`'-toolexec=${script}' -buildvcs=false`), ['toolexec']);
    assert.deepEqual(await plain('-compiler=gccgo -buildvcs=false'), ['gccgo']);
    assert.deepEqual(await plain('-buildvcs=true'), ['git']);
    const asked = await started(() => spawnSync(live.tool!.path, ['env', '-json'], { cwd: dir, env: { ...env, CGO_ENABLED: '0' } }));
    assert.deepEqual(asked, ['gcc']);
  });

  it('is nothing for packages without cgo, however GOFLAGS are written and wherever they come from', async () => {
    for (const GOFLAGS of goflags(join(log, '..', 'toolexec'))) {
      assert.deepEqual(await compile({ GOFLAGS }, ['.']), [], GOFLAGS);
      if (GOFLAGS.includes('\n')) continue;
      writeFileSync(env.GOENV!, `GOFLAGS=${GOFLAGS}\n`);
      assert.deepEqual(await compile({}, ['.']), [], `go env -w ${GOFLAGS}`);
      rmSync(env.GOENV!);
      assert.deepEqual(await compile({}, ['.'], tool({ GOFLAGS })), [], `environment ${GOFLAGS}`);
    }
  });

  it('is the C compiler and pkg-config for packages with cgo', async () => {
    assert.deepEqual(await compile({}, ['./d']), ['gcc']);
    assert.deepEqual(await compile({ CC: 'clang' }, ['./d']), ['clang']);
    if (findGo('gcc', process.env)) assert.deepEqual(await compile({}, ['./c']), ['gcc', 'pkg-config']);
  });

  it('is nothing without cgo, and the files that are left out are named', async () => {
    for (const more of [{}, { CGO_ENABLED: '1', CC: 'clang', GOFLAGS: '-compiler=gccgo' }]) {
      const request = { dir, patterns: ['./...'], overlay: new Map(), flows: false, env: more, tags: '', withoutCgo: true };
      let packages: readonly CompilerPackageResult[] = [];
      const names = await started(async () => {
        packages = (await tool().analyzePackages(request)).packages;
      });
      assert.deepEqual(names, []);
      const leftOut = packages.map(({ importPath, withoutCgo }) => [importPath, withoutCgo]);
      assert.deepEqual(leftOut, [
        ['example.com/m', undefined],
        ['example.com/m/c', ['c.go']],
        ['example.com/m/d', ['d.go']],
      ]);
    }
    const { code, stderr } = await cli(dir, ['check', '--tier', 'all', '--no-cgo'], { env });
    assert.match(stderr, /Without cgo these files of example\.com\/m\/d are not compiled, so their escape findings are estimates: d\.go/);
    assert.equal(code, 2);
    assert.deepEqual(await started(() => cli(dir, ['check', '--tier', 'all', '--no-cgo'], { env })), []);
    assert.deepEqual(await started(() => cli(dir, ['escapes', '--no-cgo'], { env })), []);
    assert.deepEqual(await started(() => cli(dir, ['explain', 'd/d.go:6', '--no-cgo'], { env })), []);
  });

  it('is nothing for reports', async () => {
    for (const CGO_ENABLED of ['0', '1']) {
      const own = { ...env, CGO_ENABLED, GOFLAGS: `'-toolexec=${join(log, '..', 'toolexec')}' -buildvcs=true` };
      assert.deepEqual(await started(() => examine({ dir, configured: live.tool!.path, env: own, mayRun: true })), []);
      assert.deepEqual(await started(() => localToolchain(dir, own, live.tool!.path)), []);
      const target = { goos: 'linux', goarch: 'amd64', tags: '' };
      assert.deepEqual(await started(() => listDeps(tool(own), dir, target, own)), []);
    }
  });
});
