/** How long 2,000 files that build take to index, and an edit of one until the findings of another are there. Run by `npm run bench`. */
import { buildMatrix } from '../../src/engine/reports/build-matrix.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { loadEngine } from '../support/engine-for-tests.js';

export interface BuildFilesResult {
  readonly files: number;
  /** Milliseconds of processor time, as all times here, to read them all and to make their contexts. */
  readonly index: number;
  /** Milliseconds from an edit to the findings of the edited file and of a Dockerfile beside it, one for each edit. */
  readonly edits: readonly number[];
  /** Milliseconds for the whole table, and its rows. */
  readonly matrix: number;
  readonly rows: number;
}

const workflow = (go: number) => `jobs:
  test:
    env: {GOEXPERIMENT: jsonv2}
    steps:
      - uses: actions/setup-go@v5
        with: {go-version: '1.${go}'}
      - run: CGO_ENABLED=0 go test ./... && go build -trimpath -o app .
`;
const MAKE = 'export CGO_ENABLED = 0\nbuild:\n\tgo build -o app .\ntest:\n\tgo test ./...\n';
const DOCKERFILE = `FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -o /app .
FROM gcr.io/distroless/static
COPY --from=build /app /app
ENTRYPOINT ["/app"]
`;
const RELEASE = 'builds:\n  - id: app\n    env: [CGO_ENABLED=0]\n    goos: [linux, darwin]\n    ldflags: [-s -w]\n';

/** Milliseconds of processor time: other programs on the machine do not count. */
const cpu = () => (process.cpuUsage().user + process.cpuUsage().system) / 1000;

/** `edits`: how many edits are measured. One module, so that every file is compared with every other. */
export async function measureBuildFiles(edits: number): Promise<BuildFilesResult> {
  const workspace = new Workspace(await loadEngine());
  const names = ['.github/workflows/ci.yml', 'Makefile', 'Dockerfile', '.goreleaser.yaml'] as const;
  const texts = (i: number) => [workflow(20 + (i % 7)), MAKE, DOCKERFILE, RELEASE];
  const started = cpu();
  workspace.set('r/go.mod', 'module example.com/x\n\ngo 1.26\n');
  let files = 0;
  for (let i = 0; i < 500; i++) {
    workspace.set(`r/d${i}/main.go`, 'package main\n\nfunc main() {}\n', 'outline');
    for (const [n, text] of texts(i).entries()) {
      workspace.set(`r/d${i}/${names[n]}`, text);
      files++;
    }
  }
  workspace.buildContexts('r/go.mod');
  const index = cpu() - started;
  const times: number[] = [];
  for (let i = 0; i < edits; i++) {
    const from = cpu();
    workspace.set('r/d1/.github/workflows/ci.yml', workflow(20 + (i % 7)));
    workspace.findings('r/d1/.github/workflows/ci.yml');
    workspace.findings('r/d2/Dockerfile');
    times.push(cpu() - from);
  }
  const table = cpu();
  const rows = buildMatrix(workspace, undefined).reduce((sum, m) => sum + m.rows.length, 0);
  return { files, index, edits: times, matrix: cpu() - table, rows };
}
