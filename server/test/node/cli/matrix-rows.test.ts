/** What the build matrix says of real arrangements: which rows there are, what differs, what brings cgo in. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { plain } from '../../../src/engine/base/wording.js';
import { say as story } from '../../../src/engine/reports/cgo-story-words.js';
import { say } from '../../../src/engine/reports/matrix-words.js';
import { matrixReport } from '../../../src/node/cli/matrix.js';
import { tempFolder } from '../../support/cli-terminal.js';
import { grammarsForTests } from '../../support/engine-for-tests.js';

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

/** Rows of a folder with these files, as name -> column -> text, ` *` behind what differs. */
async function rows(files: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv = {}) {
  const folder = tempFolder(files);
  try {
    const { contexts } = JSON.parse(
      (await matrixReport({ paths: ['.'], cwd: folder.dir, grammars: grammarsForTests(), env, format: 'json' })).output,
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

describe('rows of the build matrix', () => {
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
      ['linux,windows/amd64,arm64,386', plain(say.oneForEach)],
      ['-/?', plain(say.setAtRunTime({ text: 'GOARCH=$(ARCH)' }))],
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
    // The default is no difference from a set value that is the same, and one from the other.
    const bin = go('local');
    chmodSync(join(bin.dir, 'go'), 0o755);
    for (const [value, shown] of [
      ['1', '1'],
      ['0', '1 *'],
    ]) {
      const job = `jobs:\n  a: {env: {CGO_ENABLED: ${value}}, steps: [{run: make}]}\n`;
      const { byName } = await rows(
        { ...MODULE, '.github/workflows/ci.yml': `${job}  b: {env: {CGO_ENABLED: ${value}}, steps: [{run: go build}]}\n` },
        { PATH: bin.dir, GOENV: 'off' },
      );
      assert.deepEqual([byName.get('b')!.cgo, byName.get('this machine')!.cgo], [value, shown]);
    }
    bin.remove();
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
    const db = story.through({ chain: 'example.com/shop/cmd/db → example.com/shop/store → github.com/mattn/go-sqlite3 → C' });
    const web = story.through({ chain: 'example.com/shop/cmd/web → net → C' });
    assert.deepEqual(await notes({ PATH: '', GOMODCACHE: '/none' }), [
      [say.byMachine, db, story.byTable({ count: 2 })].map(plain),
      [say.byMachine, web, story.bySources, story.buildsWithoutCgo].map(plain),
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
    const lines = note?.split('\n') ?? [];
    assert.equal(lines[0], plain(say.byMachine));
    assert.equal(lines[1], plain(story.through({ chain: 'example.com/shop → net → C' })));
    assert.ok(lines.includes(plain(story.byGoList)), note);
  });
});
