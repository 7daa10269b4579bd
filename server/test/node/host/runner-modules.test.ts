/** What the go command is run with: settings, build tags, GOFLAGS, vendor folders, workspaces, nested modules, and never the network. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { plain } from '../../../src/engine/base/wording.js';
import { describeStatus, type GoStatus } from '../../../src/node/go/status.js';
import { LiveGo, leak, moved, shown } from '../../support/live-go.js';

const said = (status: GoStatus) => {
  const message = describeStatus(status);
  return message ? plain(message) : '';
};

describe('the go command and its settings, live', function () {
  this.timeout(120_000);
  const go = new LiveGo();
  before(function () {
    go.start(this, 'its settings, modules and workspaces were not tried');
  });
  after(() => go.stop());

  it('takes GOOS, GOARCH and tags from the settings: the files of that build are compiled, and no others', async () => {
    const dir = go.write('platforms', {
      'a_windows.go': `package m\n\n${leak('W')}`,
      'a_linux_arm64.go': `package m\n\n${leak('A')}`,
      'tag.go': `//go:build integration\n\npackage m\n\n${leak('T')}`,
      'any.go': `package m\n\n${leak('F')}`,
    });
    const files = async (env: Record<string, string>, tags = '') => {
      const { packages } = await go.run(dir, { env, tags });
      assert.equal(packages[0]!.error, undefined);
      assert.deepEqual(moved(packages[0]).length, packages[0]!.files.length);
      return packages[0]!.files;
    };
    assert.deepEqual(await files({ GOOS: 'windows', GOARCH: 'amd64' }), ['a_windows.go', 'any.go']);
    assert.deepEqual(await files({ GOOS: 'linux', GOARCH: 'arm64' }), ['a_linux_arm64.go', 'any.go']);
    assert.deepEqual(await files({ GOOS: 'plan9', GOARCH: '386' }, 'other,integration'), ['any.go', 'tag.go']);
    assert.deepEqual(await files({ GOOS: 'plan9', GOARCH: '386', GOFLAGS: '-tags=integration' }), ['any.go', 'tag.go']);
    assert.deepEqual(await files({ GOOS: 'plan9', GOARCH: '386', GOFLAGS: '-tags=integration' }, 'other'), ['any.go'], 'the setting wins');
  });

  it('takes nothing from GOFLAGS that changes what is compiled, where, or what is printed', async () => {
    const dir = go.write('flags', { 'a.go': `package m\n\n${leak('F')}` });
    for (const flag of [
      '-n',
      '-a',
      '-x',
      '-v',
      '-work',
      '-json',
      '-trimpath',
      '-toolexec=/none/such',
      '-gcflags=-m=2',
      '-buildvcs=false',
    ]) {
      const { status, packages } = await go.run(dir, { env: { GOFLAGS: flag } });
      assert.deepEqual([status.kind, packages[0]?.error, moved(packages[0])], ['ok', undefined, ['a.go:5 x']], flag);
    }
  });

  const VENDOR = {
    'go.mod': 'module example.com/m\n\ngo 1.18\n\nrequire example.com/dep v1.0.0\n',
    'a.go': `package m\n\nimport "example.com/dep"\n\nvar _ = dep.New()\n\n${leak('F')}`,
    'vendor/modules.txt': '# example.com/dep v1.0.0\n## explicit; go 1.18\nexample.com/dep\n',
    'vendor/example.com/dep/dep.go': `package dep\n\n${leak('New')}`,
  };

  it('reads vendor folders, by default and with -mod=vendor in GOFLAGS, also of the vendored package', async () => {
    const dir = go.write('vendored', VENDOR);
    for (const GOFLAGS of ['', '-mod=vendor']) {
      const { status, packages } = await go.run(dir, { patterns: ['.', './vendor/example.com/dep'], env: { GOFLAGS } });
      assert.deepEqual([status.kind, packages.map(p => p.error)], ['ok', [undefined, undefined]], GOFLAGS);
      assert.deepEqual(packages.map(moved), [['a.go:9 x'], ['dep.go:5 x']]);
    }
  });

  it('leaves the vendor folder aside, as go does, for -mod=mod, and edits nothing for that', async () => {
    const dir = go.write('vendored-mod', VENDOR);
    const [p] = (await go.run(dir, { env: { GOFLAGS: '-mod=mod', GOPROXY: 'http://127.0.0.1:9' } })).packages;
    assert.match(p!.error!.message, /example\.com\/dep/);
    assert.doesNotMatch(p!.error!.message, /refused|127\.0\.0\.1|inconsistent/);
    assert.equal(readFileSync(join(dir, 'go.mod'), 'utf8'), VENDOR['go.mod']);
  });

  it('says so when the vendor folder contradicts go.mod', async () => {
    const dir = go.write('inconsistent', { ...VENDOR, 'vendor/modules.txt': '' });
    const { status, packages } = await go.run(dir);
    assert.match(said(status), /inconsistent vendoring/);
    assert.deepEqual(packages, []);
  });

  it('edits no go.mod and asks no network, whatever GOFLAGS and GOPROXY say', async () => {
    const files = { 'go.mod': 'module example.com/m\n\ngo 1.18\n', 'a.go': `package m\n\nimport _ "example.invalid/x"\n\n${leak('F')}` };
    const dir = go.write('network', files);
    const required = go.write('required', { ...files, 'go.mod': `${files['go.mod']}\nrequire example.invalid/x v1.0.0\n` });
    for (const folder of [dir, required]) {
      const before = readFileSync(join(folder, 'go.mod'), 'utf8');
      for (const GOFLAGS of ['', '-mod=mod', '-mod=readonly']) {
        // Port 9 is closed: a request would fail with "connection refused".
        const env = { GOFLAGS, GOPROXY: 'http://127.0.0.1:9', GOPRIVATE: '*' };
        const { status, packages } = await go.run(folder, { env });
        const text = `${said(status)} ${packages.map(p => p.error?.message).join()}`;
        assert.match(text, /example\.invalid\/x/, GOFLAGS);
        assert.doesNotMatch(text, /refused|dial|127\.0\.0\.1/, GOFLAGS);
      }
      assert.equal(readFileSync(join(folder, 'go.mod'), 'utf8'), before);
    }
  });

  it('downloads no toolchain for a go.mod that asks for a newer one, and says so', async () => {
    const dir = go.write('newer', { 'go.mod': 'module example.com/m\n\ngo 1.99.0\n', 'a.go': 'package m\n' });
    for (const GOTOOLCHAIN of ['local', 'auto']) {
      const { status } = await go.run(dir, { env: { GOTOOLCHAIN, GOPROXY: 'http://127.0.0.1:9' } });
      assert.match(said(status), /^The go command failed: .*1\.99/, GOTOOLCHAIN);
      assert.doesNotMatch(said(status), /refused|dial|127\.0\.0\.1/);
    }
  });

  it('knows the modules of a go.work, says why it refuses others, and takes GOWORK from the settings', async () => {
    const module = (name: string) => `module example.com/${name}\n\ngo 1.18\n`;
    const dir = go.write('workspace', {
      'go.work': 'go 1.18\n\nuse ./a\nuse ./b\n',
      'a/go.mod': module('a'),
      'a/a.go': `package a\n\n${leak('New')}`,
      'b/go.mod': module('b'),
      'b/b.go': `package b\n\nimport "example.com/a"\n\nvar _ = a.New()\n\n${leak('F')}`,
      'c/go.mod': module('c'),
      'c/c.go': `package c\n\n${leak('F')}`,
    });
    const [b] = (await go.run(join(dir, 'b'))).packages;
    assert.deepEqual([b?.importPath, b?.error, moved(b)], ['example.com/b', undefined, ['b.go:9 x']]);
    const [again] = (await go.run(join(dir, 'b'), { env: { GOFLAGS: '-mod=mod' } })).packages;
    assert.deepEqual([again?.error, moved(again)], [undefined, ['b.go:9 x']], 'go itself refuses -mod=mod there');
    const [alone] = (await go.run(join(dir, 'b'), { env: { GOWORK: 'off' } })).packages;
    assert.match(alone!.error!.message, /no required module provides package example\.com\/a; to add it: go get example\.com\/a/);
    const { escapes, stderr } = await go.check(dir);
    assert.deepEqual(escapes.map(shown), ['a/a.go:5:2 confirmed', 'b/b.go:9:2 confirmed', 'c/c.go:5:2 estimated']);
    assert.match(stderr, /workspace\/c does not build, so its escape findings are estimates: .*go\.work/);
  });

  it('keeps a module inside of another apart, and a go.mod that cannot be read to itself', async () => {
    const dir = go.write('nested', {
      'a.go': `package m\n\n${leak('F')}`,
      'inner/go.mod': 'module example.com/inner\n\ngo 1.18\n',
      'inner/sub/a.go': `package sub\n\n${leak('F')}`,
      'bad/go.mod': 'modul example.com/bad\n',
      'bad/a.go': `package bad\n\n${leak('F')}`,
    });
    const paths = async (folder: string) => (await go.run(folder)).packages.map(p => p.importPath);
    assert.deepEqual(await paths(dir), ['example.com/m']);
    assert.deepEqual(await paths(join(dir, 'inner')), ['example.com/inner/sub']);
    const { escapes, stderr } = await go.check(dir);
    assert.deepEqual(escapes.map(shown), ['a.go:5:2 confirmed', 'bad/a.go:5:2 estimated', 'inner/sub/a.go:5:2 confirmed']);
    assert.match(
      stderr,
      /\/bad: the packages of this module are not compiled\. The go command failed: .*go\.mod:1: unknown directive: modul\n/,
    );
    const alone = await go.check(join(dir, 'bad'));
    assert.deepEqual([alone.code, alone.escapes.map(shown)], [2, ['a.go:5:2 estimated']]);
    assert.match(alone.stderr, /^go-preflight: The go command failed: .*unknown directive: modul\n$/);
  });
});
