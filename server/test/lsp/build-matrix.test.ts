/** The build matrix over the wire: what it says, where its cells lead, when the client is told to ask again. */
import assert from 'node:assert/strict';
import type { Message } from '../../src/engine/base/message.js';
import { plain } from '../../src/engine/base/wording.js';
import type { BuildContext, ContextValue } from '../../src/engine/program/build-contexts.js';
import { say as story } from '../../src/engine/reports/cgo-story-words.js';
import { say } from '../../src/engine/reports/matrix-words.js';
import { BUILD_MATRIX, BUILD_MATRIX_CHANGED, type BuildMatrixResult, type BuildMatrixRow } from '../../src/lsp/core/messages.js';
import { Pair, type PairOptions } from './pair.js';

const DOCKERFILE = 'file:///app/deploy%20it/Dockerfile';
const CI = 'file:///app/.github/workflows/ci.yml';
const job = (go: string) =>
  `jobs:\n  test:\n    steps:\n      - uses: actions/setup-go@v5\n        with: {go-version: '${go}'}\n      - run: go test ./...\n`;
const FILES = {
  'file:///app/go.mod': 'module example.com/app\n\ngo 1.25\n',
  'file:///app/main.go': 'package main\n\nimport "C"\n\nfunc main() {}\n',
  'file:///app/deploy it/Dockerfile': `FROM golang:1.25 AS build
WORKDIR /src
COPY . .
RUN go build -o /app .
FROM gcr.io/distroless/static
COPY --from=build /app /app
ENTRYPOINT ["/app"]
`,
  [CI]: job('1.25'),
};

const lines = (...said: Message[]) => said.map(plain).join('\n');

describe('protocol: build matrix', () => {
  let pair: Pair;
  let changes = 0;
  afterEach(() => pair.stop());

  async function start(options: PairOptions = {}): Promise<void> {
    pair = await Pair.start({ files: FILES, ...options });
    changes = 0;
    pair.client.onNotification(BUILD_MATRIX_CHANGED, () => {
      changes++;
    });
  }
  const ask = (again = false) => pair.client.sendRequest<BuildMatrixResult>(BUILD_MATRIX, { again });
  async function rows(again = false): Promise<readonly BuildMatrixRow[]> {
    return (await ask(again)).modules.flatMap(m => m.rows);
  }

  it('reads the folders although nothing is open, and says where each value stands', async () => {
    await start();
    const { status, columns, modules } = await ask();
    assert.equal(status, 'ok');
    assert.deepEqual(
      modules.map(m => [m.name, m.rows.map(r => [r.kind, r.name, r.place?.label])]),
      [
        [
          'example.com/app',
          [
            ['CI job', 'test', '.github/workflows/ci.yml:2'],
            ['Dockerfile stage', 'build', 'deploy it/Dockerfile:1'],
            ['module', 'example.com/app', 'go.mod:3'],
          ],
        ],
      ],
    );
    const stage = modules[0]!.rows[1]!;
    const cell = (name: string) => stage.cells[columns.indexOf(name)]!;
    assert.equal(stage.cells.length, columns.length);
    const { place, ...go } = cell('Go');
    assert.deepEqual(go, { text: '1.25', differs: false });
    assert.deepEqual(place, {
      uri: DOCKERFILE,
      label: 'deploy it/Dockerfile:1',
      range: { start: { line: 0, character: 5 }, end: { line: 0, character: 16 } },
    });
    assert.equal(cell('Linkage').text, 'dynamic (glibc)');
    assert.deepEqual([cell('Final image').text, cell('Final image').wrong], ['gcr.io/distroless/static', true]);
    assert.equal(cell('Final image').note, plain(say.libcLoaderMissing({ libc: 'glibc' })));
  });

  it('tells the client to ask again, once after several edits, and not before it has asked', async () => {
    await start();
    await pair.open(CI, job('1.25'), 1, 'yaml');
    await pair.settled();
    pair.host.advance(1000);
    await pair.settled();
    assert.equal(changes, 0);
    await ask();
    await pair.change(CI, 2, { text: job('1.26') });
    await pair.change(CI, 3, { text: job('1.27') });
    await pair.settled();
    assert.equal(changes, 0, 'still typing');
    pair.host.advance(250);
    await pair.settled();
    assert.equal(changes, 1);
    const [test] = await rows();
    assert.deepEqual([test!.cells[0]!.text, test!.cells[0]!.differs], ['1.27', true]);
  });

  it('hears of changes on disk', async () => {
    await start();
    await ask();
    pair.host.advance(1000);
    await pair.settled();
    const before = changes;
    pair.host.files.set(CI, job('1.24'));
    await pair.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: CI, type: 2 }] });
    await pair.settled();
    pair.host.advance(250);
    await pair.settled();
    assert.equal(changes, before + 1);
    assert.equal((await rows())[0]!.cells[0]!.text, '1.24');
  });

  it('updates the findings of the other build files', async () => {
    await start();
    await pair.open(DOCKERFILE, FILES['file:///app/deploy it/Dockerfile']);
    await pair.open(CI, job('1.25'), 1, 'yaml');
    await pair.settled();
    const found = () => pair.shown(DOCKERFILE)!.diagnostics.map(({ code }) => code);
    assert.ok(!found().includes('version/mismatch'), `${found()}`);
    await pair.change(CI, 2, { text: job('1.26') });
    await pair.settled();
    assert.ok(found().includes('version/mismatch'), `${found()}`);
  });

  const UNSET: ContextValue = { value: '', isSet: false };
  const LOCAL: BuildContext = {
    kind: 'local toolchain',
    name: 'this machine',
    file: '/usr/bin/go',
    span: { start: 0, end: 0 },
    goVersion: { value: '1.26.8', isSet: true },
    release: { major: 1, minor: 26, patch: 8 },
    goexperiment: UNSET,
    experiments: [],
    cgoEnabled: UNSET,
    goos: UNSET,
    goarch: UNSET,
    tags: UNSET,
    ldflags: UNSET,
    buildmode: UNSET,
    finalImage: UNSET,
    builds: true,
  };
  let asked = 0;
  const machine = {
    inspectBinary: async () => ({ error: '' }),
    doctor: async () => '',
    toolchain: async () => {
      asked++;
      return LOCAL;
    },
  };

  it('asks the machine in trusted workspaces, and again only for a person', async () => {
    await start();
    Object.assign(pair.host, { machine });
    asked = 0;
    for (const again of [true, false, false]) {
      const last = (await rows(again)).at(-1)!;
      assert.deepEqual([last.kind, last.cells[0]!.text, last.place], ['local toolchain', '1.26.8', undefined]);
    }
    assert.equal(asked, 1);
    await rows(true);
    assert.equal(asked, 2);
  });

  it('shows what the sources say of cgo, and then what go says, while imports stay', async () => {
    await start();
    const listed: unknown[] = [];
    const closure = { complete: true, needs: [{ importPath: 'x', chain: ['example.com/app', 'x'], from: 'source' }], unknown: [] };
    const cgoClosure = async (question: unknown) => {
      listed.push(question);
      return closure;
    };
    Object.assign(pair.host, { machine: { ...machine, cgoClosure } });
    const note = async (again: boolean) => {
      const { columns, modules } = await ask(again);
      return modules[0]!.rows.find(r => r.name === 'build')!.cells[columns.indexOf('Linkage')]!.note;
    };
    assert.equal(await note(true), lines(story.through({ chain: 'example.com/app → C' }), story.bySources));
    pair.host.advance(1000);
    await pair.settled();
    const before = changes;
    pair.host.advance(250);
    await pair.settled();
    assert.ok(changes >= before && changes > 0, 'the client is told to ask again');
    assert.equal(await note(false), lines(story.through({ chain: 'example.com/app → x → C' }), story.byGoList));
    assert.deepEqual(listed, [{ folder: 'file:///app', tags: [], platform: { os: 'linux', arch: 'amd64' } }]);
    await pair.open('file:///app/main.go', 'package main\n\nimport "C"\nimport _ "net"\n\nfunc main() {}\n');
    await pair.settled();
    assert.ok((await note(false))?.endsWith(plain(story.bySources)), 'of other imports go has said nothing');
    assert.equal(listed.length, 1, 'only a person makes it ask');
  });

  it('asks nothing of the machine in untrusted ones', async () => {
    await start({ initializationOptions: { trusted: false } });
    const cgoClosure = () => {
      asked++;
      return undefined;
    };
    Object.assign(pair.host, { machine: { ...machine, cgoClosure } });
    asked = 0;
    assert.ok((await rows(true)).every(({ kind }) => kind !== 'local toolchain'));
    assert.equal(asked, 0);
  });
});
