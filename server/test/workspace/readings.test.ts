/** Texts that wait to be read. */
import assert from 'node:assert/strict';
import type { FileReader } from '../../src/engine/workspace/file-reader.js';
import { Readings } from '../../src/engine/workspace/readings.js';

describe('readings', () => {
  it('that fail are over, and others go on', () => {
    const read = (path: string) => {
      if (path === 'bad.go') throw new RangeError('Maximum call stack size exceeded');
      return { facts: path };
    };
    const reader = {
      *read(path: string) {
        yield;
        return read(path);
      },
    } as unknown as FileReader;
    const done: string[] = [];
    const readings = new Readings(reader, path => done.push(path));
    for (const path of ['bad.go', 'fine.go']) {
      readings.begin(path, { text: '', lines: undefined, depth: 'full', document: undefined, open: true });
    }
    assert.throws(() => readings.settle(), RangeError);
    assert.deepEqual(readings.paths('all'), ['fine.go']);
    readings.settle();
    assert.deepEqual(done, ['fine.go']);
  });

  it('of files that an editor has are known, until it has them no more', () => {
    const reader = {
      *read(path: string) {
        yield;
        return { facts: path };
      },
    } as unknown as FileReader;
    const done: string[] = [];
    const readings = new Readings(reader, path => done.push(path));
    const begin = (path: string, open: boolean) =>
      readings.begin(path, { text: '', lines: undefined, depth: 'full', document: undefined, open });
    for (const path of ['a.go', 'b.go', 'c.go']) begin(path, path !== 'b.go');
    assert.deepEqual(readings.paths('open'), ['a.go', 'c.go']);
    readings.close('a.go');
    assert.equal(readings.get('a.go')?.open, false);
    begin('c.go', false);
    assert.ok(readings.isSettled);
    readings.settle();
    assert.deepEqual(done, []);
    begin('b.go', true);
    assert.ok(!readings.isSettled);
    readings.settle();
    assert.deepEqual(done, ['b.go']);
    assert.deepEqual(readings.paths('all'), ['a.go', 'c.go']);
  });
});
