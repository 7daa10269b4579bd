import assert from 'node:assert/strict';
import { drive } from '../../src/engine/workspace/drive.js';
import { Outside } from '../../src/engine/workspace/outside.js';
import { trialOf } from '../../src/engine/workspace/trial.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { readTable } from '../../src/node/host/std-pieces.js';
import { loadEngine } from '../support/engine-for-tests.js';

const KEPT = 'package p\n\nimport (\n\t"bytes"\n\t"sync"\n)\n\nvar pool = sync.Pool{New: func() any { return new(bytes.Buffer) }}\n';
const use = (body: string) => `package p\n\nimport "bytes"\n\nfunc f() int {\n\tb := pool.Get().(*bytes.Buffer)\n${body}}\n`;
const RIGHT = use('\tb.Reset()\n\tn := b.Len()\n\tpool.Put(b)\n\treturn n\n');
const WRONG = use('\tb.Reset()\n\tpool.Put(b)\n\treturn b.Len()\n');

describe('trial of a text', () => {
  async function isClean(before: string, after: string): Promise<boolean> {
    const engine = await loadEngine();
    const outside = new Outside(engine.go);
    const workspace = new Workspace(engine, { outside });
    const table = { table: ({ importPath }: { importPath: string }) => readTable(importPath) };
    workspace.set('/p/go.mod', 'module example.com/p\n\ngo 1.26\n');
    workspace.set('/p/kept.go', KEPT);
    workspace.open('/p/use.go', before);
    drive(workspace.analysis({ kind: 'question', ask: () => void workspace.findings('/p/use.go') }), table);
    const texts = new Map([...workspace.paths()].map(path => [path, workspace.text(path)!]));
    const trial = trialOf({ engine, workspace, outside }, texts, new Map([['/p/use.go', after]]), 'pool');
    drive(trial.analysis, table);
    assert.equal(workspace.text('/p/use.go'), before, 'the workspace stays as it is');
    return trial.isClean();
  }

  it('finds what a rule would say that it does not say now', async () => {
    assert.equal(await isClean(RIGHT, WRONG), false);
  });

  it('leaves alone what is right, and what was said before', async () => {
    assert.equal(await isClean(RIGHT, RIGHT.replace('n :=', 'size :=').replace('return n', 'return size')), true);
    assert.equal(await isClean(WRONG, WRONG), true);
  });
});
