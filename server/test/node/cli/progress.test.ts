/** The line that says how far a run is, on a clock of the test's own. */
import assert from 'node:assert/strict';
import { progressLine } from '../../../src/node/cli/progress.js';

describe('progress of the command line', () => {
  /** What is written when it is told of files at these times. */
  function written(times: readonly number[]): string[] {
    const texts: string[] = [];
    let time = 1000;
    const progress = progressLine(
      text => texts.push(text),
      () => time,
    );
    for (const after of times) {
      time = 1000 + after;
      progress.report(1, 2);
    }
    progress.clear();
    return texts;
  }

  it('is not shown when the run is short', () => {
    assert.deepEqual(written([0, 200, 499]), []);
  });

  it('is shown when it takes long, not too often, and is taken away in the end', () => {
    const texts = written([499, 500, 599, 600]);
    assert.equal(texts.length, 3);
    assert.ok(
      texts.slice(0, 2).every(text => /1.*2/.test(text)),
      texts.join(),
    );
    assert.doesNotMatch(texts[2]!, /1/);
  });
});
