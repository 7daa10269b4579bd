/** What something may take follows from what is read. */
import assert from 'node:assert/strict';
import { inProportion, shareOf } from '../../src/engine/base/budgets.js';

describe('a budget', () => {
  it('grows with its text, between a least and a most', () => {
    const limits = { least: 100, most: 1000 };
    assert.deepEqual(
      [0, 10, 100, 1000].map(pieces => inProportion(pieces, 5, limits)),
      [100, 150, 600, 1000],
    );
  });

  it('is an equal share of what all may take together', () => {
    const limits = { least: 10, most: 200 };
    assert.deepEqual(
      [0, 1, 10, 50, 1000].map(askers => shareOf(1000, askers, limits)),
      [200, 200, 100, 20, 10],
    );
  });
});
