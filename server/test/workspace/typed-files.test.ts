/** Rules that ask about types: what is missing is wanted, and the findings are made again when it has come. */
import assert from 'node:assert/strict';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { drive, type Sources } from '../../src/engine/workspace/drive.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { readTable } from '../../src/node/host/std-pieces.js';
import { loadEngine } from '../support/engine-for-tests.js';

const USE = 'package app\n\nimport (\n\t"sync"\n\n\t"m.com/m/wire"\n)\n\nvar pool sync.Pool\n\nfunc put(h wire.Header) { pool.Put(h) }\n';
const wire = (type: string) => `package wire\n\ntype Header ${type}\n`;

describe('types that rules ask for', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  function world(): { workspace: Workspace; rules: () => string[]; sources: Sources } {
    const workspace = new Workspace(engine);
    workspace.set('/m/go.mod', 'module m.com/m\n\ngo 1.24\n');
    workspace.open('/m/app/a.go', USE);
    const rules = () => workspace.findings('/m/app/a.go').map(f => f.rule);
    const sources: Sources = {
      table: ({ importPath }) => readTable(importPath),
      package: ({ importPath }) =>
        importPath === 'm.com/m/wire'
          ? { dir: '/m/wire', files: [{ path: '/m/wire/w.go', text: wire('struct{ ID, Length uint32 }') }] }
          : undefined,
    };
    return { workspace, rules, sources };
  }

  it('are there after an analysis, and nothing is said before', () => {
    const { workspace, rules, sources } = world();
    assert.deepEqual(rules(), []);
    drive(workspace.analysis(), sources);
    assert.deepEqual(rules(), ['pool/non-pointer-put']);
  });

  it('stay unknown where no host has the package', () => {
    const { workspace, rules, sources } = world();
    assert.deepEqual(rules(), []);
    drive(workspace.analysis(), { table: sources.table! });
    assert.deepEqual(rules(), []);
  });

  it('follow edits of the other package', () => {
    const { workspace, rules, sources } = world();
    rules();
    drive(workspace.analysis(), sources);
    workspace.open('/m/wire/w.go', wire('*int'));
    drive(workspace.analysis(), sources);
    rules();
    drive(workspace.analysis(), sources);
    assert.deepEqual(rules(), []);
  });

  it('are those of the build that files which build agree on, as soon as they do', () => {
    const workspace = new Workspace(engine);
    workspace.set('/m/go.mod', 'module m.com/m\n\ngo 1.24\n');
    workspace.set('/m/app/small.go', '//go:build !big\n\npackage app\n\ntype Header *int\n');
    workspace.set('/m/app/big.go', '//go:build big\n\npackage app\n\ntype Header struct{ ID, Length uint32 }\n');
    workspace.open('/m/app/a.go', 'package app\n\nimport "sync"\n\nvar pool sync.Pool\n\nfunc put(h Header) { pool.Put(h) }\n');
    const sources: Sources = { table: ({ importPath }) => readTable(importPath) };
    const rules = () => {
      workspace.findings('/m/app/a.go');
      drive(workspace.analysis(), sources);
      return workspace.findings('/m/app/a.go').map(f => f.rule);
    };
    assert.deepEqual(rules(), []);
    workspace.set('/m/Makefile', 'app:\n\tgo build -tags big ./app\n');
    assert.deepEqual(rules(), ['pool/non-pointer-put']);
    assert.ok(workspace.affectedBy('/m/Makefile').includes('/m/app/a.go'));
    workspace.set('/m/Makefile', 'app:\n\tgo build -o big ./app\n');
    assert.deepEqual(rules(), []);
    workspace.set('/m/Makefile', 'app:\n\tgo build -tags big ./app\n');
    assert.deepEqual(rules(), ['pool/non-pointer-put']);
    workspace.remove('/m/Makefile');
    assert.deepEqual(rules(), []);
  });

  it('leave no row of a text that was edited while rows were worked out, however far that was', () => {
    for (let steps = 0; steps < 20; steps++) {
      const workspace = new Workspace(engine);
      workspace.set('/m/go.mod', 'module m.com/m\n\ngo 1.24\n');
      workspace.open('/m/app/a.go', 'package app\n\nimport "sync"\n\nvar pool sync.Pool\n\nfunc put() { pool.Put(1) }\n');
      workspace.findings('/m/app/a.go');
      for (let i = 0; i < 5; i++) workspace.set(`/m/${i}.mk`, 'app:\n\tgo build ./app\n');
      workspace.open('/m/build.sh', 'go build -tags old ./app\n');
      const preparing = workspace.preparing('/m/app/a.go');
      for (let i = 0; i < steps; i++) preparing.next();
      workspace.edit('/m/build.sh', [{ span: { start: 15, end: 18 }, newText: 'new' }]);
      while (!preparing.next().done);
      const rows = workspace.buildContexts('/m/build.sh').filter(c => c.file === '/m/build.sh');
      assert.deepEqual(
        rows.map(c => c.tags.value),
        ['new'],
        `after ${steps} steps`,
      );
    }
  });
});
