/** `inspect` in the workspace of the binary's module: which place builds such a program, and how the others differ. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { plain } from '../../../src/engine/base/wording.js';
import { say } from '../../../src/engine/reports/binary-origin-words.js';
import { elf, inlineBuildInfo } from '../../support/binary-samples.js';
import { cli, tempFolder } from '../../support/cli-terminal.js';

describe('an inspected binary beside the workspace', () => {
  const COMMIT = '0123456789abcdef0123456789abcdef01234567';
  const settings = ['CGO_ENABLED=0', '-tags=b,a', 'GOARCH=amd64', 'GOOS=linux', 'GOAMD64=v1', '-trimpath=true', `vcs.revision=${COMMIT}`];
  const modules = ['path\texample.com/shop/cmd/shop', 'mod\texample.com/shop\t(devel)\t', ...settings.map(s => `build\t${s}`), ''].join(
    '\n',
  );
  const files = {
    shop: elf({ data: () => inlineBuildInfo('go1.26.3-X:jsonv2', modules) }),
    '.git/HEAD': 'ref: refs/heads/main\n',
    '.git/packed-refs': `# pack-refs\n${COMMIT} refs/heads/main\n`,
    'go.mod': 'module example.com/shop\n\ngo 1.25\n',
    'cmd/shop/main.go': 'package main\n\nfunc main() {}\n',
    Dockerfile: `FROM golang:1.26 AS build
ENV GOEXPERIMENT=jsonv2 GOAMD64=v3
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -tags a,b -o /shop ./cmd/shop
`,
    '.goreleaser.yaml':
      'builds:\n  - {id: shop, main: ./cmd/shop, env: [CGO_ENABLED=0], flags: [-trimpath], tags: [a, b], goos: [linux, darwin]}\n',
    Makefile: 'shop:\n\tgo build ./cmd/shop\nother:\n\tCGO_ENABLED=1 go build ./cmd/other\ntool:\n\tgo install example.org/tool@latest\n',
    '.github/workflows/ci.yml':
      'jobs:\n  build:\n    steps:\n      - {uses: actions/setup-go@v5, with: {go-version: 1.26.3}}\n      - run: GOEXPERIMENT=jsonv2 GOARCH=amd64 GOOS=linux CGO_ENABLED=0 go build -trimpath -tags b,a ./...\n',
  };
  const workspace = tempFolder(files);
  after(() => workspace.remove());

  it('says who builds it with the same settings, and how the others differ', async () => {
    const { code, stdout } = await cli(workspace.dir, ['inspect', 'shop']);
    assert.equal(code, 0);
    assert.equal(
      stdout.slice(stdout.indexOf('Built with the same')),
      `Built with the same settings by
  CI job build  .github/workflows/ci.yml:2:3
    same: Go, GOEXPERIMENT, CGO_ENABLED, GOOS, GOARCH, GOAMD64, -tags, -buildmode, -race, -trimpath, -gcflags, linkage
    unknown: -ldflags

Possibly built with the same settings by
  goreleaser build shop  .goreleaser.yaml:2:10
    same: CGO_ENABLED, GOOS, GOARCH, GOAMD64, -tags, -buildmode, -race, -trimpath, -gcflags, linkage
    unknown: Go, GOEXPERIMENT, -ldflags

Built with different settings by
  Dockerfile stage build  Dockerfile:1:6
    GOAMD64  v1 in the binary, v3 there  Dockerfile:2:25

Built from commit 0123456789ab, which is checked out here.
`,
    );
  });

  it('is data as well', async () => {
    const { stdout } = await cli(workspace.dir, ['inspect', '--format', 'json', 'shop']);
    const [said] = (JSON.parse(stdout) as { workspace: { inWorkspace: boolean; contexts: { source: string; differences: object[] }[] }[] })
      .workspace;
    assert.equal(said!.inWorkspace, true);
    assert.deepEqual(said!.contexts.at(-1)!.differences, [{ setting: 'GOAMD64', binary: 'v1', there: 'v3', source: 'Dockerfile:2:25' }]);
  });

  it('says so when it is of another module, and nothing outside of modules', async () => {
    const other = tempFolder({ 'go.mod': 'module example.com/other\n\ngo 1.25\n', 'deep/x/y.txt': '' });
    const file = join(workspace.dir, 'shop');
    const { stdout } = await cli(join(other.dir, 'deep/x'), ['inspect', file]);
    other.remove();
    const outside = tempFolder({});
    assert.ok(stdout.endsWith(`\n\n${plain(say.otherModule({ module: 'example.com/shop' }))}\n`), stdout);
    assert.doesNotMatch((await cli(outside.dir, ['inspect', file])).stdout, /workspace/);
    outside.remove();
  });
});
