/** What external test packages import, in workspaces that have packages in common: these look for it themselves. */
import assert from 'node:assert/strict';
import { NO_HOME } from '../../src/engine/program/modules/go-home.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { drive, type Sources } from '../../src/engine/workspace/drive.js';
import { Outside } from '../../src/engine/workspace/outside.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { readTable } from '../../src/node/host/std-pieces.js';
import { loadEngine } from '../support/engine-for-tests.js';

const MOD = 'module m.com/m\n\ngo 1.24\n\nrequire d.com/d v1.0.0\n';
const DISK = new Map([
  ['/m/go.mod', MOD],
  ['/cache/cache/download/d.com/d/@v/v1.0.0.mod', 'module d.com/d\n\ngo 1.24\n'],
]);
const IMPORTED = '/cache/d.com/d@v1.0.0';
const sources: Sources = {
  file: path => DISK.get(path),
  table: ({ importPath }) => readTable(importPath),
  package: ({ places }) =>
    places.some(({ dir }) => dir === IMPORTED)
      ? { dir: IMPORTED, files: [{ path: `${IMPORTED}/d.go`, text: 'package d\n\ntype T struct{ A, B uint32 }\n' }] }
      : undefined,
};
const home = { ...NO_HOME, moduleCache: '/cache' };

describe('external tests of workspaces with packages in common', () => {
  let engine: Engine;
  let outside: Outside;
  before(async () => {
    engine = await loadEngine();
  });
  beforeEach(() => {
    outside = new Outside(engine.go, { sources, home });
  });

  /** The rules that speak of a test in a workspace of its own. */
  function check(dir: string, name: string): string[] {
    const workspace = new Workspace(engine, { outside });
    workspace.goPackages.setHome(home);
    workspace.set('/m/go.mod', MOD);
    const path = `/m/${dir}/a_test.go`;
    const imports = 'import (\n\t"sync"\n\n\t"d.com/d"\n)\n';
    workspace.set(path, `package ${name}\n\n${imports}\nvar pool sync.Pool\n\nfunc put(h d.T) { pool.Put(h) }\n`, 'syntax');
    const ask = () => workspace.findings(path);
    drive(workspace.reading({ kind: 'question', ask }), sources);
    return ask().map(finding => finding.rule);
  }

  it('know the types of a module that no other package has asked for', () => {
    assert.deepEqual(check('one', 'one_test'), ['pool/non-pointer-put']);
  });

  it('know the same behind a test within that has asked', () => {
    assert.deepEqual(check('two', 'two'), ['pool/non-pointer-put']);
    assert.deepEqual(check('three', 'three_test'), ['pool/non-pointer-put']);
  });
});
