import assert from 'node:assert/strict';
import { type Held, HoldingState } from '../../../src/engine/go/lifecycle/holding-state.js';

const PARTS = ['certain', 'exists', 'linked', 'open', 'failed', 'ended', 'deferred'] as const;
/** What must hold on both ways to hold behind their join. */
const ON_BOTH = new Set<string>(['certain', 'exists', 'linked', 'failed', 'deferred']);
/** Each thing that can be known of something that was taken, and that it was not. */
const ALL: readonly (Held | undefined)[] = [
  undefined,
  ...Array.from(
    { length: 2 ** PARTS.length },
    (_, n) => Object.fromEntries(PARTS.map((part, i) => [part, (n & (1 << i)) !== 0])) as unknown as Held,
  ),
];

/** One state with everything in `held`. */
function stateOf(held: readonly (Held | undefined)[]): HoldingState {
  const state = HoldingState.of(held.length);
  held.forEach((h, i) => {
    if (h) state.take(i, h);
  });
  return state;
}

function joined(a: Held | undefined, b: Held | undefined): Held | undefined {
  if (!a || !b) return (a ?? b) && { ...(a ?? b)!, certain: false };
  return Object.fromEntries(PARTS.map(part => [part, ON_BOTH.has(part) ? a[part] && b[part] : a[part] || b[part]])) as unknown as Held;
}

describe('what is known of things that a function has taken', () => {
  it('joins any two ways: what tells of all paths must hold on both, the rest on one', () => {
    for (const a of ALL) {
      const state = stateOf(ALL.map(() => a));
      const isChanged = state.join(stateOf(ALL));
      const expected = ALL.map(b => joined(a, b));
      assert.deepEqual(
        ALL.map((_, i) => state.get(i)),
        expected,
      );
      assert.equal(
        isChanged,
        expected.some(e => JSON.stringify(e) !== JSON.stringify(a)),
      );
      assert.equal(state.join(stateOf(ALL)), false, 'a second time changes nothing');
    }
  });

  it('changes what was taken and nothing else, and a copy is its own', () => {
    const state = stateOf(ALL);
    const before = state.copy();
    for (const i of ALL.keys()) state.change(i, { ended: true, exists: false });
    for (const [i, held] of ALL.entries()) assert.deepEqual(state.get(i), held && { ...held, ended: true, exists: false });
    assert.deepEqual(
      before.all(),
      ALL.flatMap((held, i) => (held ? [[i, held]] : [])),
    );
    before.drop(1);
    assert.equal(before.size, ALL.length - 2);
    assert.equal(state.size, ALL.length - 1);
  });
});
