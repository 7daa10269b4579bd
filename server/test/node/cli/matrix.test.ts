/** `go-preflight matrix`: one row for each place that builds, in three formats. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { plain } from '../../../src/engine/base/wording.js';
import { say as story } from '../../../src/engine/reports/cgo-story-words.js';
import { say } from '../../../src/engine/reports/matrix-words.js';
import { type MatrixFormat, matrixReport } from '../../../src/node/cli/matrix.js';
import { say as words } from '../../../src/node/cli/matrix-words.js';
import { grammarsForTests } from '../../support/engine-for-tests.js';

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
  const matrix = async (format: MatrixFormat) =>
    (await matrixReport({ paths: ['.'], cwd: dir, grammars: grammarsForTests(), env: {}, format })).output;

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
    assert.deepEqual([target!.cells.goexperiment!.text, target!.cells.go!.text], ['-', '-'], 'no line sets it; a caller may');
  });

  it('is a readable table as text and as Markdown', async () => {
    const text = await matrix('text');
    assert.match(text, /^example\.com\/shop\n {2}Place +Kind +Go +GOEXPERIMENT +CGO_ENABLED/);
    assert.match(text, /^ {2}build +Dockerfile stage +1\.25 \* +jsonv2 \* +0 /m);
    assert.ok(text.includes(plain(words.legend)));
    const markdown = await matrix('markdown');
    assert.match(markdown, /^\| build \| Dockerfile stage \| 1\.25 \*\*≠\*\* \|/m);
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
    const { contexts } = JSON.parse((await matrixReport({ ...options, format: 'json' })).output) as { contexts: Row[] };
    const text = (await matrixReport({ ...options, format: 'text' })).output;
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
    assert.ok(text.includes(`  > cgo: cgo through example.com/db/cmd/db → C\n    ${plain(story.bySources)}\n`), text);
    const missing = plain(say.libcLoaderMissing({ libc: 'glibc' }));
    assert.deepEqual([image!.source, image!.note], ['Dockerfile:12:6', missing]);
    assert.match(text, /alpine:3\.22 ! /);
    assert.ok(text.includes(`  ! cgo: ${missing}\n`), text);
  });

  it('says so when there is nothing to show', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'go-preflight-empty-'));
    const { output: text } = await matrixReport({ paths: ['.'], cwd: empty, grammars: grammarsForTests(), env: {}, format: 'text' });
    rmSync(empty, { recursive: true });
    assert.equal(text, `${plain(words.nothing)}\n`);
  });
});
