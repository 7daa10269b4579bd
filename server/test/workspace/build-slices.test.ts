/** How much work one step over many build files is: counted in rule runs, so that the answer does not hang on the machine. */
import assert from 'node:assert/strict';
import { buildMatrix, buildMatrixInSteps } from '../../src/engine/reports/build-matrix.js';
import { rule } from '../../src/engine/rules/rule.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { drive } from '../../src/engine/workspace/drive.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { loadEngine } from '../support/engine-for-tests.js';

const FILES = 300;
const FOLLOWS = `jobs:
  test:
    steps:
      - uses: actions/setup-go@v5
        with: {go-version-file: go.mod}
      - run: go test ./...
`;

describe('many build files', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  /** A workspace of Dockerfiles, and the paths that the rules have run over since the last call of `ran`. */
  function many(): { workspace: Workspace; paths: string[]; ran: () => string[] } {
    let runs: string[] = [];
    const counting = rule({
      id: 'build/counting',
      severity: 'hint',
      since: '0.1.0',
      summary: 'counts',
      docs: { what: '', why: '', fix: '', limits: '', sources: [] },
      examples: [],
      messages: {},
      checks: {
        builds: ({ file, workspace }) => {
          runs.push(file.path);
          if (file.path.endsWith('/7/Dockerfile')) workspace.cgoClosure('/w/cmd/app');
        },
      },
    });
    const workspace = new Workspace(engine, { rules: [counting] });
    workspace.set('/w/go.mod', 'module example.com/w\n\ngo 1.26\n\nrequire example.com/outside v1.0.0\n');
    workspace.set('/w/cmd/app/main.go', 'package main\n\nimport _ "example.com/outside"\n\nfunc main() {}\n', 'outline');
    const paths = Array.from({ length: FILES }, (_, i) => `/w/images/${i}/Dockerfile`);
    for (const path of paths) workspace.set(path, 'FROM golang:1.26\nCOPY . .\nRUN go build -o /app ./cmd/app\n');
    const ran = () => {
      const last = runs;
      runs = [];
      return last;
    };
    return { workspace, paths, ran };
  }

  it('are looked at one by one, and again only where a package came that they wait for', () => {
    const { workspace, paths, ran } = many();
    const analysis = workspace.analysis();
    const looks: string[] = [];
    const needed: string[] = [];
    for (let step = analysis.next(); step.kind !== 'done'; step = analysis.next()) {
      const paths = ran();
      assert.ok(paths.length <= 1, 'one file in each step');
      looks.push(...paths);
      if (step.kind !== 'need package') continue;
      needed.push(step.importPath);
      step.answer(undefined);
    }
    assert.deepEqual(needed, ['example.com/outside']);
    assert.deepEqual(looks.sort(), [...paths, paths[7]].sort());
  });

  it('are left alone once they wait for nothing, until they or the imports of a program change', () => {
    const { workspace, paths, ran } = many();
    const needed = () => {
      const asked: string[] = [];
      drive(workspace.analysis(), { package: ({ importPath }) => void asked.push(importPath) });
      return asked;
    };
    assert.deepEqual(needed(), ['example.com/outside']);
    ran();
    assert.deepEqual(needed(), []);
    assert.deepEqual(ran(), [], 'nothing waits any more');
    workspace.set(paths[3]!, 'FROM golang:1.26\n');
    assert.deepEqual(needed(), []);
    assert.deepEqual(ran(), [paths[3]], 'only the one that changed');
    workspace.set('/w/cmd/app/main.go', 'package main\n\nimport _ "example.com/other"\n\nfunc main() {}\n', 'outline');
    assert.deepEqual(needed(), ['example.com/other']);
    assert.equal(ran().length, FILES + 1);
  });

  it('are told no second time of a need that nobody answers', () => {
    const { workspace } = many();
    const analysis = workspace.analysis();
    let needs = 0;
    for (let step = analysis.next(); step.kind !== 'done'; step = analysis.next()) if (step.kind === 'need package') needs++;
    assert.equal(needs, 1);
  });

  it('have their rows worked out one by one, again only where the go.mod says something else', () => {
    const { workspace, paths, ran } = many();
    /** Steps in which no rule runs. */
    const rest = () => {
      const analysis = workspace.analysis();
      let steps = 0;
      ran();
      for (let step = analysis.next(); step.kind !== 'done'; step = analysis.next()) {
        if (step.kind === 'need package') step.answer(undefined);
        else if (step.kind !== 'need file' && ran().length === 0) steps++;
      }
      return steps;
    };
    assert.equal(rest(), FILES + 1, 'each Dockerfile, and go.mod');
    const rows = workspace.buildContexts('/w/go.mod');
    assert.equal(rows.length, FILES + 1);
    const mod = (text: string) => workspace.set('/w/go.mod', text);
    mod('module example.com/w\n\ngo 1.26\n\nrequire example.com/other v1.0.0\n');
    assert.equal(rest(), 1, 'a requirement changes no row of another file');
    mod('module example.com/w\n\ngo 1.25\n');
    assert.equal(rest(), 1, 'and neither does the go line, unless the file names go.mod');
    workspace.set('/w/.github/workflows/ci.yml', FOLLOWS);
    assert.equal(rest(), 1);
    mod('module example.com/w\n\ngo 1.24\n');
    assert.equal(rest(), 2);
    workspace.set(paths[3]!, 'FROM golang:1.25\nRUN go build\n');
    assert.equal(rest(), 1);
    const other = workspace.buildContexts('/w/go.mod');
    assert.equal(other.filter(c => !rows.includes(c)).length, 3, 'go.mod, the job, the Dockerfile');
    assert.equal(other.find(c => c.kind === 'ci job')?.release?.minor, 24);
    mod('module example.com/v\n\ngo 1.24\n');
    assert.equal(rest(), FILES + 2, 'another name changes which commands build programs of others');
  });

  it('are one row of the matrix in each step', () => {
    const { workspace } = many();
    const steps = buildMatrixInSteps(workspace, undefined);
    let count = 0;
    let step = steps.next();
    for (; !step.done; step = steps.next()) count++;
    assert.ok(count >= 3 * (FILES + 1), `${count} steps: read, compared, joined`);
    assert.deepEqual(step.value, buildMatrix(workspace, undefined));
  });

  it('that call each other by make are followed in slices, before a verdict on any of them', () => {
    const { workspace, paths, ran } = many();
    const [path] = paths as [string];
    const steps = () => {
      let taken = 0;
      for (const work = workspace.preparing(path); !work.next().done; ) taken++;
      assert.deepEqual(ran(), [path]);
      return taken;
    };
    steps();
    const recipe = (i: number) => `t${i}:\n\t$(MAKE) t${i + 1}\n\t$(MAKE) t${i + 2}\n\tgo build -o a${i} .\n`;
    workspace.set('/w/Makefile', Array.from({ length: 60 }, (_, i) => recipe(i)).join(''));
    assert.equal(workspace.isPrepared(path), false, 'another file builds');
    assert.ok(steps() > 10, 'in slices');
    workspace.findings(path);
    assert.deepEqual([workspace.isPrepared(path), ran()], [true, []], 'nothing is left to do');
    assert.equal(workspace.imageBuilds(path).length, 0);
  });
});
