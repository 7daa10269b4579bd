import assert from 'node:assert/strict';
import { compareAllocations } from '../../src/engine/reports/allocation-diff.js';
import type { Allocation, AllocationRecord } from '../../src/engine/reports/allocation-record.js';

const record = (...causes: string[]): AllocationRecord => ({
  version: 1,
  toolchain: 'go1.26',
  packages: ['example.com/p'],
  notBuilt: [],
  allocations: causes.map(cause => ({ package: 'example.com/p', function: 'f', site: '&x', cause, count: 1 })),
});

const allocation = (rule: string): Allocation => ({
  ...{ package: 'example.com/p', function: 'f', site: '&x', cause: rule },
  finding: {
    ...{ rule, severity: 'hint', confidence: 'confirmed', file: '/w/p.go', span: { start: 0, end: 2 } },
    ...{ message: { id: 'test/said', args: {} }, steps: [], fixes: [], suppressed: false },
  },
});

describe('allocations of two versions', () => {
  it('are the same under a rule that has another id since: baselines go on working', () => {
    const { added, gone } = compareAllocations(record('older/name'), record('escape/name'), [allocation('escape/name')]);
    assert.deepEqual({ added, gone }, { added: [], gone: [] });
  });

  it('differ by what is new, whatever the cause', () => {
    const now = [allocation('escape/name'), allocation('escape/name')];
    const twice = { ...record('escape/name'), allocations: record('escape/name').allocations.map(a => ({ ...a, count: 2 })) };
    const { added } = compareAllocations(record('older/name'), twice, now);
    assert.deepEqual(
      added.map(a => [a.before, a.now]),
      [[1, 2]],
    );
  });
});
