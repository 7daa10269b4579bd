/** `go-preflight matrix`: one row for each place that builds, in three formats. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type MatrixFormat, matrixText } from '../src/node/cli/matrix.js';
import { tempFolder } from './cli-terminal.js';
import { grammarsForTests } from './engine-for-tests.js';

const FILES = {
  'go.mod': 'module example.com/shop\n\ngo 1.26\n',
  'main.go': 'package main\n\nfunc main() {}\n',
  Dockerfile: `FROM golang:1.25 AS build
ENV GOEXPERIMENT=jsonv2
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -tags netgo -o /app .
FROM gcr.io/distroless/static
COPY --from=build /app /app
`,
  Makefile: 'build:\n\tCGO_ENABLED=0 go build -o app .\n',
  '.github/workflows/ci.yml': `jobs:
  test:
    steps:
      - uses: actions/setup-go@v5
        with: {go-version-file: go.mod}
      - run: go test ./...
`,
};

interface Row {
  readonly name: string;
  readonly kind: string;
  readonly source: string;
  readonly experiments?: readonly string[];
  readonly cells: Readonly<
    Record<
      string,
      { readonly text: string; readonly differs: boolean; readonly source?: string; readonly note?: string; readonly chains?: string[][] }
    >
  >;
}

describe('go-preflight matrix', () => {
  let dir = '';
  before(() => {
    dir = mkdtempSync(join(tmpdir(), 'go-preflight-matrix-'));
    for (const [name, text] of Object.entries(FILES)) {
      mkdirSync(dirname(join(dir, name)), { recursive: true });
      writeFileSync(join(dir, name), text);
    }
  });
  after(() => rmSync(dir, { recursive: true, force: true }));

  // Without PATH no toolchain is found, so the table is the same on every machine.
  const matrix = (format: MatrixFormat) => matrixText({ paths: ['.'], cwd: dir, grammars: grammarsForTests(), env: {}, format });

  it('has a row for each place, every value with its source, and marks what differs', async () => {
    const { contexts } = JSON.parse(await matrix('json')) as { contexts: Row[] };
    assert.deepEqual(
      contexts.map(r => [r.kind, r.name, r.source]),
      [
        ['ci job', 'test', '.github/workflows/ci.yml:2:3'],
        ['dockerfile stage', 'build', 'Dockerfile:1:6'],
        ['make target', 'build', 'Makefile:1:1'],
        ['module', 'example.com/shop', 'go.mod:3:4'],
      ],
    );
    const [job, stage, target, module] = contexts;
    assert.deepEqual(stage!.cells.go, { text: '1.25', isSet: true, differs: true, source: 'Dockerfile:1:6' });
    assert.deepEqual([job!.cells.go!.text, job!.cells.go!.differs, module!.cells.go!.differs], ['1.26', false, false]);
    assert.deepEqual(stage!.experiments, ['jsonv2']);
    assert.equal(stage!.cells.goexperiment!.source, 'Dockerfile:2:5');
    assert.equal(stage!.cells.image!.text, 'gcr.io/distroless/static');
    assert.deepEqual([job!.cells.cgo!.text, stage!.cells.cgo!.text, target!.cells.cgo!.text], ['-', '0', '0']);
    assert.deepEqual([job!.cells.cgo!.differs, stage!.cells.cgo!.differs], [true, false]);
    assert.equal(target!.cells.goexperiment!.text, '?', 'a caller may set it');
  });

  it('is a readable table as text and as Markdown', async () => {
    const text = await matrix('text');
    assert.match(text, /^example\.com\/shop\n {2}place +kind +Go +GOEXPERIMENT +CGO_ENABLED/);
    assert.match(text, /^ {2}build +dockerfile stage +1\.25 \* +jsonv2 \* +0 /m);
    assert.match(text, /\* differs from most places/);
    const markdown = await matrix('markdown');
    assert.match(markdown, /^\| build \| dockerfile stage \| 1\.25 \*\*≠\*\* \|/m);
  });

  it('shows the cells of a CI matrix that build the same as one row', async () => {
    const text = `jobs:
  all:
    strategy: {matrix: {os: [linux, windows, darwin]}}
    steps: [{run: "go test ./..."}, {run: "echo \${{ matrix.os }}"}]
`;
    mkdirSync(join(dir, '.github/workflows'), { recursive: true });
    writeFileSync(join(dir, '.github/workflows/all.yml'), text);
    const { contexts } = JSON.parse(await matrix('json')) as { contexts: Row[] };
    rmSync(join(dir, '.github/workflows/all.yml'));
    assert.deepEqual(
      contexts.filter(r => r.source.includes('all.yml')).map(r => r.name),
      ['all (3 jobs)'],
    );
  });

  it('tells how programs are linked and into which image they go', async () => {
    const program = mkdtempSync(join(tmpdir(), 'go-preflight-linkage-'));
    const files = {
      'go.mod': 'module example.com/db\n\ngo 1.26\n',
      'cmd/db/main.go': 'package main\n\nimport "C"\n\nfunc main() {}\n',
      'cmd/plain/main.go': 'package main\n\nfunc main() {}\n',
      Dockerfile: `FROM golang:1.26 AS cgo
WORKDIR /src
COPY . .
RUN go test ./... && go build -o /db ./cmd/db
FROM golang:1.26 AS plain
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /plain ./cmd/plain
FROM debian:bookworm AS started
COPY --from=plain /plain /plain
ENTRYPOINT ["/plain"]
FROM alpine:3.22
COPY --from=cgo /db /db
ENTRYPOINT ["/db"]
`,
      Makefile:
        'a:\n\tGOFLAGS= CGO_ENABLED=0 GOOS=linux go build ./...\nb:\n\tCGO_ENABLED=0 GOOS=linux go test ./...\nc:\n\tGOOS=linux go build .\n',
    };
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(program, name)), { recursive: true });
      writeFileSync(join(program, name), text);
    }
    const options = { paths: ['.'], cwd: program, grammars: grammarsForTests(), env: {} };
    const { contexts } = JSON.parse(await matrixText({ ...options, format: 'json' })) as { contexts: Row[] };
    const text = await matrixText({ ...options, format: 'text' });
    rmSync(program, { recursive: true });
    assert.deepEqual(
      contexts.map(({ name, cells }) => [name, cells.linkage!.text, cells.image!.text]),
      [
        ['cgo', 'dynamic (glibc)', 'alpine:3.22'],
        ['plain', 'static', 'debian:bookworm'],
        ['a', 'static', '-'],
        ['b', '', '-'],
        ['c', '?', '-'],
        ['example.com/db', '', ''],
      ],
    );
    const { linkage, image } = contexts[0]!.cells;
    assert.deepEqual([linkage!.source, linkage!.chains], ['Dockerfile:4:22', [['example.com/db/cmd/db', 'C']]]);
    assert.match(text, /^ {2}> cgo: cgo through example\.com\/db\/cmd\/db → C\n {4}By the sources on this machine\.$/m);
    assert.deepEqual([image!.source, image!.note], ['Dockerfile:12:6', 'The program cannot start there: the loader of glibc is missing.']);
    assert.match(text, /alpine:3\.22 ! /);
    assert.match(text, /^ {2}! cgo: The program cannot start there: the loader of glibc is missing\.$/m);
  });

  /** Rows of a folder with these files, as name -> column -> text, ` *` behind what differs. */
  async function rows(files: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv = {}) {
    const folder = tempFolder(files);
    try {
      const { contexts } = JSON.parse(
        await matrixText({ paths: ['.'], cwd: folder.dir, grammars: grammarsForTests(), env, format: 'json' }),
      ) as { contexts: (Row & { readonly module: string })[] };
      const said = contexts.map(({ name, cells }) => {
        const texts = Object.entries(cells).map(([key, { text, differs }]) => [key, differs ? `${text} *` : text]);
        return [name, Object.fromEntries(texts) as Record<string, string>] as const;
      });
      return { byName: new Map(said), contexts };
    } finally {
      folder.remove();
    }
  }

  const MODULE = { 'go.mod': 'module example.com/shop\n\ngo 1.25\n', 'main.go': 'package main\n\nfunc main() {}\n' };

  it('takes programs of other modules, tags of tests, and cgo of the race detector for no difference', async () => {
    const { byName } = await rows({
      ...MODULE,
      '.github/workflows/ci.yml': `jobs:
  lint: {steps: [{uses: actions/setup-go@v5, with: {go-version: "1.26"}}, {run: go install golang.org/x/lint@latest}]}
  integration: {steps: [{run: "CGO_ENABLED=0 go test -tags b,integration,a ./..."}]}
  unit: {steps: [{run: "CGO_ENABLED=1 go test -race ./..."}]}
  release: {steps: [{run: "CGO_ENABLED=0 go build -tags a,b ."}]}
  own: {steps: [{run: "CGO_ENABLED=1 go install -tags b,a example.com/shop/cmd/x@latest"}]}
  tool: {steps: [{run: "go run -tags c ./tool"}]}
`,
      Makefile: 'tools:\n\tgo install golang.org/x/tools/cmd/goimports@latest\ntidy:\n\tgo mod tidy\nall:\n\tCGO_ENABLED=0 go build\n',
    });
    assert.deepEqual([...byName.keys()], ['lint', 'integration', 'unit', 'release', 'own', 'tool', 'all', 'example.com/shop']);
    const column = (key: string) => [...byName].map(([name, cells]) => `${name}: ${cells[key]}`);
    assert.deepEqual(column('cgo').slice(0, 7), ['lint: ', 'integration: 0', 'unit: 1', 'release: 0', 'own: 1 *', 'tool: -', 'all: 0']);
    assert.deepEqual(column('tags').slice(0, 6), [
      'lint: ',
      'integration: b,integration,a',
      // Nothing tests what is released.
      'unit: - *',
      'release: a,b',
      'own: b,a',
      'tool: c',
    ]);
    assert.deepEqual([byName.get('lint')!.go, byName.get('example.com/shop')!.go], ['1.26', '1.25'], 'a go line is a lower bound');
  });

  it('leaves out modules that nothing builds, and says what is written where a value is unknown', async () => {
    const { contexts } = await rows({
      ...MODULE,
      'examples/go.mod': 'module example.com/shop/examples\n\ngo 1.21\n',
      Makefile: 'all:\n\tGOARCH=$(ARCH) go build\n',
      '.goreleaser.yaml': 'builds:\n  - goos: [linux, windows]\n',
    });
    assert.deepEqual([...new Set(contexts.map(c => c.module))], ['example.com/shop']);
    const targets = contexts.slice(0, 2).map(({ cells }) => [cells.target!.text, cells.target!.note]);
    assert.deepEqual(targets, [
      ['linux,windows/amd64,arm64,386', 'One build for each.'],
      ['?', 'Known only when it runs: GOARCH=$(ARCH)'],
    ]);
  });

  it('puts a job where it runs, and reads the version file that it names', async () => {
    const { contexts } = await rows({
      ...MODULE,
      'operator/go.mod': 'module example.com/shop/operator\n\ngo 1.22\ntoolchain go1.23.4\n',
      'go.work': 'go 1.24\n\nuse .\n',
      '.github/workflows/operator.yml': `jobs:
  there:
    defaults: {run: {working-directory: ./operator}}
    steps: [{uses: actions/setup-go@v5, with: {go-version-file: ./operator/go.mod}}, {run: go test ./...}]
  here:
    steps: [{uses: actions/setup-go@v5, with: {go-version-file: go.work}}, {run: go test ./...}]
`,
    });
    const jobs = contexts.filter(c => c.kind === 'ci job').map(c => [c.name, c.module, c.cells.go!.text]);
    assert.deepEqual(jobs, [
      ['here', 'example.com/shop', '1.24'],
      ['there', 'example.com/shop/operator', '1.23.4'],
    ]);
  });

  it('counts what the go command of this machine does by default as not set, and lets it hand over to a newer release', async function () {
    if (process.platform === 'win32') this.skip();
    const answer = (toolchain: string) =>
      JSON.stringify({
        GOVERSION: 'go1.24.1',
        GOTOOLCHAIN: toolchain,
        CGO_ENABLED: '1',
        GOOS: 'linux',
        GOARCH: 'amd64',
        GOFLAGS: '-tags=x',
      });
    const go = (toolchain: string) => tempFolder({ go: `#!/bin/sh\necho '${answer(toolchain)}'\n` });
    const files = { ...MODULE, '.github/workflows/ci.yml': 'jobs:\n  a: {steps: [{run: go build .}]}\n  b: {steps: [{run: go vet .}]}\n' };
    for (const [toolchain, version] of [
      ['auto', '1.25'],
      ['local', '1.24.1'],
    ] as const) {
      const bin = go(toolchain);
      chmodSync(join(bin.dir, 'go'), 0o755);
      const { byName } = await rows(files, { PATH: bin.dir, GOENV: 'off' });
      bin.remove();
      const { go: release, cgo, tags, target } = byName.get('this machine')!;
      assert.deepEqual([release, cgo, tags, target], [version, '1', 'x', 'linux/amd64']);
    }
  });

  it('says what brings cgo in, and whether go, the sources or a list of packages says so', async () => {
    const files = {
      ...MODULE,
      'go.mod': 'module example.com/shop\n\ngo 1.20\n\nrequire (\n\tgithub.com/mattn/go-sqlite3 v1.14.0\n\texample.org/x v1.0.0\n)\n',
      'cmd/db/main.go': 'package main\n\nimport _ "example.com/shop/store"\n\nfunc main() {}\n',
      'cmd/web/main.go': 'package main\n\nimport _ "net"\n\nfunc main() {}\n',
      'store/store.go': 'package store\n\nimport (\n\t_ "example.org/x"\n\t_ "github.com/mattn/go-sqlite3"\n)\n',
      Makefile: 'db:\n\tgo build ./cmd/db\nweb:\n\tgo build ./cmd/web\nnone:\n\tCGO_ENABLED=0 go build ./cmd/db\n',
    };
    const notes = async (env: NodeJS.ProcessEnv) => {
      const { contexts } = await rows(files, env);
      return ['db', 'web', 'none'].map(name => contexts.find(c => c.name === name)?.cells.linkage?.note?.split('\n'));
    };
    const db = 'cgo through example.com/shop/cmd/db → example.com/shop/store → github.com/mattn/go-sqlite3 → C';
    const web = 'cgo through example.com/shop/cmd/web → net → C';
    const twin = 'With CGO_ENABLED=0 it builds all the same.';
    assert.deepEqual(await notes({ PATH: '', GOMODCACHE: '/none' }), [
      [db, 'By the list of known packages: 2 packages are not on this machine.'],
      [web, 'By the sources on this machine.', twin],
      undefined,
    ]);
  });

  it('asks go where it is there', async function () {
    this.timeout(60_000);
    if (spawnSync('go', ['version']).status !== 0) this.skip();
    const { PATH, HOME } = process.env;
    const files = { ...MODULE, 'main.go': 'package main\n\nimport _ "net"\n\nfunc main() {}\n', Makefile: 'web:\n\tgo build\n' };
    const { contexts } = await rows(files, { PATH, HOME, GOFLAGS: '', GOTOOLCHAIN: 'local' });
    const { note } = contexts.find(c => c.name === 'web')!.cells.linkage!;
    assert.match(note ?? '', /^cgo through example\.com\/shop → net → C\n(?:.*\n)*Exact, by `go list -deps`\./);
  });

  it('says so when there is nothing to show', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'go-preflight-empty-'));
    const text = await matrixText({ paths: ['.'], cwd: empty, grammars: grammarsForTests(), env: {}, format: 'text' });
    rmSync(empty, { recursive: true });
    assert.match(text, /Nothing here builds a Go module/);
  });
});
