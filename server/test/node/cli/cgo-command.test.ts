/** `go-preflight cgo`: exact by the go command where there is one, by sources, vendor folder and the table of known packages where not. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plain } from '../../../src/engine/base/wording.js';
import { cgoChains, type ListedImport } from '../../../src/engine/program/cgo-chains.js';
import { say as story } from '../../../src/engine/reports/cgo-story-words.js';
import { say } from '../../../src/node/cli/commands/cgo-words.js';
import { cli, tempFolder } from '../../support/cli-terminal.js';

const listed = (importPath: string, imports: string[], over: Partial<ListedImport> = {}): [string, ListedImport] => [
  importPath,
  { importPath, name: 'x', isStandard: false, isDependency: true, usesCgo: false, imports, ...over },
];

describe('cgo chains', () => {
  it('are the shortest ways', () => {
    const { needs, complete } = cgoChains(
      'app',
      new Map([
        listed('app', ['a', 'store']),
        listed('a', ['b']),
        listed('b', ['sqlite']),
        listed('store', ['sqlite', 'net']),
        listed('sqlite', ['runtime/cgo', 'C'], { usesCgo: true }),
        listed('net', [], { usesCgo: true, isStandard: true }),
      ]),
    );
    assert.deepEqual(
      needs.map(n => [n.from, ...n.chain]),
      [
        ['source', 'app', 'store', 'sqlite'],
        ['std', 'app', 'store', 'net'],
      ],
    );
    assert.equal(complete, true);
  });

  it('say what could not be loaded, and take known packages from the table', () => {
    const broken = { name: '', error: '"no required module"' };
    const { needs, unknown, complete } = cgoChains(
      'app',
      new Map([
        listed('app', ['github.com/mattn/go-sqlite3', 'example.com/gone', 'loop']),
        listed('loop', ['app']),
        listed('github.com/mattn/go-sqlite3', [], broken),
        listed('example.com/gone', [], broken),
      ]),
    );
    assert.deepEqual(
      needs.map(n => [n.from, n.importPath]),
      [['table', 'github.com/mattn/go-sqlite3']],
    );
    assert.deepEqual([complete, unknown], [false, ['example.com/gone', 'github.com/mattn/go-sqlite3']]);
  });
});

const FILES = {
  'go.mod': 'module example.com/app\n\ngo 1.20\n\nrequire github.com/mattn/go-sqlite3 v1.14.0\n',
  'cmd/plain/main.go': 'package main\n\nfunc main() { println(1) }\n',
  'cmd/web/main.go': 'package main\n\nimport "net/http"\n\nfunc main() { http.Get("") }\n',
  'cmd/db/main.go': 'package main\n\nimport _ "example.com/app/store"\n\nfunc main() {}\n',
  'store/store.go': 'package store\n\nimport _ "github.com/mattn/go-sqlite3"\n',
  'cmd/c/main.go': 'package main\n\nimport _ "example.com/app/clib"\n\nfunc main() {}\n',
  'clib/clib.go': 'package clib\n\n// int one(void);\nimport "C"\n',
};

interface Report {
  readonly complete: boolean;
  readonly by: string;
  readonly note?: string;
  readonly programs: readonly {
    program: string;
    complete: boolean;
    needs: readonly { importPath: string; chain: string[]; from: string; alternative?: string }[];
  }[];
}

const summary = (report: Report) =>
  Object.fromEntries(
    report.programs.map(p => [
      p.program.replace('example.com/app/cmd/', ''),
      p.needs.map(n => `${n.from}: ${n.chain.slice(1).join(' > ')}`),
    ]),
  );

const SUMMARY = {
  c: ['source: example.com/app/clib'],
  db: ['table: example.com/app/store > github.com/mattn/go-sqlite3'],
  plain: [],
  web: ['std: net/http > net'],
};

describe('go-preflight cgo', () => {
  const folder = tempFolder(FILES);
  const json = async (env: NodeJS.ProcessEnv, ...args: string[]) => {
    const { code, stdout, stderr } = await cli(folder.dir, ['cgo', '--format', 'json', ...args], { env });
    const report = JSON.parse(stdout) as Report;
    assert.equal(code, report.complete ? 0 : 2, stderr);
    return report;
  };
  after(() => folder.remove());

  it('reads the sources where there is no go command', async () => {
    const report = await json({ PATH: '', GOMODCACHE: join(folder.dir, 'none') });
    assert.equal(report.by, 'sources');
    assert.equal(report.note, plain(say.noGo));
    assert.deepEqual(summary(report), SUMMARY);
    assert.equal(report.programs.find(p => p.program.endsWith('plain'))?.complete, true);
  });

  it('asks the go command where there is one', async function () {
    this.timeout(60_000);
    if (spawnSync('go', ['version']).status !== 0) this.skip();
    const { PATH, HOME } = process.env;
    const report = await json({ PATH, HOME, GOFLAGS: '', GOMODCACHE: join(folder.dir, 'none') });
    assert.equal(report.by, 'go list');
    const { web, ...rest } = summary(report);
    // With its sources at hand, the go command also sees what net/http brings in by other ways.
    assert.ok(web?.includes('std: net/http > net'), web?.join());
    assert.deepEqual(rest, { c: SUMMARY.c, db: SUMMARY.db, plain: SUMMARY.plain });
    assert.equal(report.programs.find(p => p.program.endsWith('/db'))?.complete, false);
    assert.match(report.programs.find(p => p.program.endsWith('/db'))?.needs[0]?.alternative ?? '', /modernc/);
    const darwin = await json({ PATH, HOME, GOFLAGS: '' }, '--target', 'darwin/arm64', 'cmd/web');
    assert.deepEqual(summary(darwin), { web: [] }, 'net has no cgo files on darwin');
    const tagged = await json({ PATH, HOME, GOFLAGS: '-mod=mod' }, '--tags', 'netgo', 'cmd/web');
    assert.deepEqual(summary(tagged), { web: [] });
  });

  it('reads the sources for the target', async () => {
    const many = tempFolder({
      'go.mod': 'module example.com/app\n\ngo 1.20\n',
      'main.go': 'package main\n\nimport _ "net"\n\nfunc main() {}\n',
      'keys_darwin.go': 'package main\n\nimport "C"\n',
      'dpapi_windows.go': 'package main\n\nimport _ "example.com/app/win"\n',
      'pty.go': '//go:build unix && !darwin\n\npackage main\n\nimport _ "example.com/app/pty"\n',
      'simd_arm64.go': 'package main\n\nimport _ "example.com/app/neon"\n',
      ...Object.fromEntries(['win', 'pty', 'neon'].map(name => [`${name}/x.go`, `package ${name}\n\nimport "C"\n`])),
    });
    const of = async (target: string) => {
      const { stdout } = await cli(many.dir, ['cgo', '--format', 'json', '--target', target], { env: { PATH: '' } });
      const { programs } = JSON.parse(stdout) as Report;
      return programs
        .find(p => p.program === 'example.com/app')!
        .needs.map(n => n.importPath.replace('example.com/app', '.'))
        .sort();
    };
    assert.deepEqual(await of('linux/amd64'), ['./pty', 'net']);
    assert.deepEqual(await of('android/arm64'), ['./neon', './pty', 'net']);
    assert.deepEqual(await of('darwin/arm64'), ['.', './neon']);
    assert.deepEqual(await of('windows/amd64'), ['./win']);
    assert.deepEqual(await of('freebsd/amd64'), ['./pty', 'net']);
    assert.deepEqual(await of('plan9/amd64'), []);
    many.remove();
  });

  it('follows imports through the vendor folder', async () => {
    const vendored = tempFolder({
      'go.mod': 'module example.com/app\n\ngo 1.20\n\nrequire (\n\texample.org/a v1.0.0\n\texample.org/b v1.0.0\n)\n',
      'main.go': 'package main\n\nimport _ "example.org/a/x"\n\nfunc main() {}\n',
      'vendor/modules.txt':
        '# example.org/a v1.0.0\n## explicit; go 1.20\nexample.org/a/x\n# example.org/b v1.0.0\n## explicit; go 1.20\nexample.org/b\n',
      'vendor/example.org/a/x/x.go': 'package x\n\nimport _ "example.org/b"\n',
      'vendor/example.org/b/b.go': 'package b\n\nimport "C"\n',
    });
    const { stdout } = await cli(vendored.dir, ['cgo', '--format', 'json'], { env: { PATH: '' } });
    vendored.remove();
    const [app] = (JSON.parse(stdout) as Report).programs;
    assert.deepEqual([app!.complete, app!.needs.map(n => n.chain)], [true, [['example.com/app', 'example.org/a/x', 'example.org/b']]]);
  });

  it('writes text', async () => {
    const { stdout } = await cli(folder.dir, ['cgo', 'cmd/web'], { env: { PATH: '' } });
    const lines = stdout.split('\n');
    assert.ok(lines.includes(plain(say.uses({ program: 'example.com/app/cmd/web', target: 'linux/amd64' }))), stdout);
    assert.ok(lines.includes('    example.com/app/cmd/web → net/http → net'), stdout);
    assert.ok(lines.includes(`  ${plain(say.twin({ package: 'net' }))}`), stdout);
    assert.ok(lines.includes(`  ${plain(story.buildsWithoutCgo)}`), stdout);
    const none = await cli(folder.dir, ['cgo', 'cmd/plain'], { env: { PATH: '' } });
    const without = plain(say.without({ program: 'example.com/app/cmd/plain', target: 'linux/amd64' }));
    assert.ok(none.stdout.split('\n').includes(without), none.stdout);
  });

  it('falls back to the sources when the go command fails', async function () {
    if (process.platform === 'win32') this.skip();
    const dir = mkdtempSync(join(tmpdir(), 'go-preflight-fake-'));
    try {
      mkdirSync(join(dir, 'bin'));
      writeFileSync(
        join(dir, 'bin/go'),
        '#!/bin/sh\nif [ "$1" = env ]; then printf "go1.26.8\\n\\n"; else echo "go: broken" >&2; exit 1; fi\n',
      );
      chmodSync(join(dir, 'bin/go'), 0o755);
      const report = await json({ PATH: join(dir, 'bin') });
      assert.deepEqual([report.by, report.note], ['sources', 'The go command failed: go: broken']);
      assert.deepEqual(summary(report).c, SUMMARY.c);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });

  it('exits with 2 for what is no folder, and for a target that is none', async () => {
    assert.equal((await cli(folder.dir, ['cgo', 'missing'])).code, 2);
    assert.equal((await cli(folder.dir, ['cgo', 'go.mod'])).code, 2);
    assert.equal((await cli(folder.dir, ['cgo', '--target', 'linux'])).code, 2);
  });
});
