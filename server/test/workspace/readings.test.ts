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
});
