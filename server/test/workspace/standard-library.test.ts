/** Packages of the standard library come from the host, a piece at a time, when somebody asks for them. */
import assert from 'node:assert/strict';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { drive } from '../../src/engine/workspace/drive.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { readTable } from '../../src/node/host/std-pieces.js';
import { loadEngine } from '../support/engine-for-tests.js';

const minor = (n: number) => ({ major: 1, minor: n });

describe('the standard library of a workspace', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  it('is asked of the host a package at a time, once', () => {
    const { external, analysis } = new Workspace(engine);
    const { standard } = external;
    const asked: string[] = [];
    const table = ({ importPath }: { importPath: string }) => {
      asked.push(importPath);
      return readTable(importPath);
    };
    const texts: unknown[] = [];
    const ask = () => {
      const [old, now] = [standard.get('slices', minor(22)), standard.get('slices', undefined)];
      if (typeof old === 'object' && typeof now === 'object')
        texts.push(old.text.includes('func Chunk['), now.text.includes('func Chunk['));
    };
    drive(analysis({ kind: 'question', ask }), { table });
    assert.deepEqual(texts, [false, true], 'slices.Chunk is of 1.23');
    assert.equal(standard.get('slices', minor(26)), standard.get('slices', minor(26)));
    assert.deepEqual(asked, [...new Set(asked)]);
    assert.equal(asked[0], 'slices');
    assert.deepEqual(standard.wanted(), []);
  });

  it('brings with a piece those that it imports, so that a question is put twice and no more often', () => {
    const { external, analysis } = new Workspace(engine);
    const asked: string[] = [];
    let questions = 0;
    const ask = () => {
      questions++;
      external.standard.get('context', undefined);
    };
    const table = ({ importPath }: { importPath: string }) => {
      asked.push(importPath);
      return readTable(importPath);
    };
    drive(analysis({ kind: 'question', ask }), { table });
    assert.deepEqual(asked, ['context', 'time'], 'a deadline is of the package time');
    assert.equal(typeof external.standard.get('time', undefined), 'object');
    assert.equal(questions, 2);
  });

  it('lacks what the release lacks, and what no release has, without asking', () => {
    const { standard } = new Workspace(engine).external;
    assert.equal(standard.get('iter', minor(22)), 'missing');
    assert.equal(standard.get('../std-packages', undefined), 'missing');
    assert.equal(standard.get('unsafe', undefined), 'missing');
    assert.deepEqual(standard.wanted(), []);
    assert.equal(standard.get('iter', minor(23)), undefined);
    assert.deepEqual(standard.wanted(), ['iter']);
  });

  it('lives with a host that has no table', () => {
    const { external, analysis } = new Workspace(engine);
    const { standard } = external;
    drive(analysis({ kind: 'question', ask: () => standard.get('fmt', undefined) }), {});
    assert.equal(standard.get('fmt', undefined), 'missing');
  });
});
