/** Packages that the workspaces of one thread have in common. */
import assert from 'node:assert/strict';
import { NO_HOME } from '../../src/engine/program/modules/go-home.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { drive, type Sources } from '../../src/engine/workspace/drive.js';
import { Outside } from '../../src/engine/workspace/outside.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { readTable } from '../../src/node/host/std-pieces.js';
import { loadEngine } from '../support/engine-for-tests.js';

const GO_MOD = 'module m.com/m\n\ngo 1.24\n';
const WIRE = 'package wire\n\nimport "m.com/m/base"\n\ntype Header struct{ base.ID }\n';
const BASE = 'package base\n\ntype ID struct{ A, B uint32 }\n';
const USE = 'package NAME\n\nimport (\n\t"sync"\n\n\t"m.com/m/wire"\n)\n\nvar pool sync.Pool\n\nfunc put(h wire.Header) { pool.Put(h) }\n';

describe('packages that workspaces share', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  function world(): { read: string[]; check: (name: string, text?: string) => string[] } {
    const read: string[] = [];
    const texts: Record<string, string> = { '/m/wire': WIRE, '/m/base': BASE };
    const sources: Sources = {
      file: path => (path === '/m/go.mod' ? GO_MOD : undefined),
      table: ({ importPath }) => readTable(importPath),
      package: ({ places }) => {
        const dir = places.map(place => place.dir).find(d => texts[d] !== undefined);
        if (dir === undefined) return undefined;
        read.push(dir);
        return { dir, files: [{ path: `${dir}/a.go`, text: texts[dir]! }] };
      },
    };
    const outside = new Outside(engine.go, { sources, home: NO_HOME });
    const check = (name: string, text = USE) => {
      const workspace = new Workspace(engine, { outside });
      const path = `/m/${name}/a.go`;
      workspace.set('/m/go.mod', GO_MOD);
      workspace.set(path, text.replace('NAME', name), 'syntax');
      const ask = () => workspace.findings(path);
      drive(workspace.reading({ kind: 'question', ask }), sources);
      return ask().map(f => f.rule);
    };
    return { read, check };
  }

  it('are read once, and mean the same to all', () => {
    const { read, check } = world();
    assert.deepEqual(check('one'), ['pool/non-pointer-put']);
    assert.deepEqual(check('two'), ['pool/non-pointer-put']);
    assert.deepEqual(check('three', USE.replace('put(h wire', 'put(h *wire')), []);
    assert.deepEqual(read.toSorted(), ['/m/base', '/m/wire']);
  });

  it('are those of the disk, not the ones that a workspace looks at', () => {
    const { check } = world();
    assert.deepEqual(check('wire', WIRE), []);
    assert.deepEqual(check('one'), ['pool/non-pointer-put']);
  });

  it('know nothing of what no host has', () => {
    const { check } = world();
    assert.deepEqual(check('one', USE.replace('m/wire', 'm/other')), []);
    assert.deepEqual(check('two'), ['pool/non-pointer-put']);
  });
});
