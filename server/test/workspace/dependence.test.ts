/** What is said of files that build follows the Go files that it follows from, down to the places that its steps lead to. */
import assert from 'node:assert/strict';
import { rule } from '../../src/engine/rules/rule.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { drive } from '../../src/engine/workspace/drive.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { said } from '../support/said.js';

/** Leads from a Dockerfile to the import that brings cgo into the program beside it. */
const CGO_IMPORT = rule({
  ...{ id: 'cgo/test', severity: 'warning', since: '0', summary: '', examples: [], messages: {} },
  docs: { what: '', why: '', fix: '', limits: '', sources: [] },
  checks: {
    dockerfile({ workspace, report }) {
      const at = workspace.cgoClosure('/m').needs[0]?.at;
      if (at) report({ span: { start: 0, end: 4 }, message: said('cgo'), steps: [{ message: said('here'), ...at }] });
    },
  },
});

const DOCKERFILE =
  'FROM golang:1.26 AS build\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\nFROM scratch\nCOPY --from=build /app /app\nCMD ["/app"]\n';

describe('findings of files that build', () => {
  let engine: Engine;
  let workspace: Workspace;
  before(async () => {
    engine = await loadEngine();
  });
  afterEach(() => workspace.close('/m/main.go'));

  function start(go: string, rules?: Parameters<typeof rule>[0][]): void {
    workspace = new Workspace(engine, rules && { rules: rules.map(rule) });
    workspace.set('/m/go.mod', 'module example.com/m\n\ngo 1.26\n');
    workspace.set('/m/Dockerfile', DOCKERFILE);
    // In another folder: what lies beside a Go file is looked at anew in any case.
    workspace.set('/m/build/Makefile', 'build:\n\tcd .. && go build -ldflags "-X main.version=1" .\n');
    workspace.open('/m/main.go', go);
    drive(workspace.analysis(), {});
  }
  function insert(newText: string, before: string): void {
    const start = workspace.text('/m/main.go')!.indexOf(before);
    workspace.edit('/m/main.go', [{ span: { start, end: start }, newText }]);
    drive(workspace.analysis(), {});
  }
  /** The texts that the steps into Go code lead to. */
  const places = () =>
    workspace
      .findings('/m/Dockerfile')
      .flatMap(f => f.steps)
      .filter(({ file }) => file === '/m/main.go')
      .map(({ span }) => workspace.text('/m/main.go')!.slice(span.start, span.end));

  it('lead to imports that have moved', () => {
    start('package main\n\nimport "C"\n\nfunc main() {}\n', [CGO_IMPORT]);
    assert.deepEqual(places(), ['"C"']);
    insert('// A comment.\n', 'import');
    assert.deepEqual(places(), ['"C"']);
  });

  it('follow what #cgo lines link', () => {
    const LINKS = rule({
      ...CGO_IMPORT,
      checks: {
        dockerfile({ workspace, report }) {
          for (const link of workspace.cgoClosure('/m').needs[0]?.links ?? [])
            report({ span: { start: 0, end: link.length }, message: said('cgo') });
        },
      },
    });
    start('package main\n\n// #cgo LDFLAGS: -lm\nimport "C"\n\nfunc main() {}\n', [LINKS]);
    const lengths = () => workspace.findings('/m/Dockerfile').map(f => f.span.end);
    assert.deepEqual(lengths(), ['-lm'.length]);
    insert(' -lpcap', '\nimport');
    assert.deepEqual(lengths(), ['-lm'.length, '-lpcap'.length]);
  });

  it('lead to calls that have moved', () => {
    start('package main\n\nimport "time"\n\nfunc main() { _, _ = time.LoadLocation("Europe/Vienna") }\n');
    const [call] = places();
    assert.match(call ?? '', /LoadLocation/);
    for (const before of ['func', 'package', 'func']) {
      insert('// A comment.\n', before);
      assert.deepEqual(places(), [call]);
    }
  });

  it('follow what a package declares', () => {
    const rules = () => workspace.findings('/m/build/Makefile').map(f => f.rule);
    start('package main\n\nfunc main() {}\n');
    assert.deepEqual(rules(), ['build/ldflags-x']);
    insert('var version string\n\n', 'func');
    assert.deepEqual(rules(), []);
  });
});
