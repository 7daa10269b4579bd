/** A literal with thousands of elements: its type comes at once, its elements in slices. */
import assert from 'node:assert/strict';
import { dirname } from 'node:path/posix';
import type { Engine } from '../../../src/engine/syntax/engine.js';
import { type FlatTree, K } from '../../../src/engine/syntax/flat-tree.js';
import { loadEngine } from '../../support/engine-for-tests.js';
import { filesOf, Program } from './marked-code.js';

const COUNT = 6000;
const elements = (element: (i: number) => string) => Array.from({ length: COUNT }, (_, i) => element(i)).join(', ');

const CODE = `
func p(n int) *int { return &n }
var list = []*int{${elements(i => `p(${i})`)}}
var named = map[string]*int{${elements(i => `"k${i}": p(${i})`)}}
var first, all = list[0], named
`;

describe('long literals', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  /** The types of the n-th declaration, and in how many steps they came. */
  function typesOf(program: Program, n: number) {
    const { file, declaration } = program.declarations()[n]!;
    const work = program.of(dirname(file)).typing(file, declaration.tree);
    let steps = 0;
    for (let step = work.next(); ; step = work.next(), steps++) if (step.done) return { tree: declaration.tree, types: step.value!, steps };
  }

  const callsIn = (tree: FlatTree) => [...tree.kinds.keys()].filter(n => tree.kinds[n] === K.CallExpression);

  it('give their type to who asks, who does not wait for the elements', () => {
    const { tree, types, steps } = typesOf(new Program(engine, filesOf(CODE)), 3);
    const kinds = [...tree.kinds.keys()].filter(n => ['list[0]', 'named'].includes(tree.textOf(n))).map(n => types.typeOf(n)?.kind);
    assert.ok(kinds.includes('pointer') && kinds.includes('map'), kinds.join());
    assert.ok(steps < 5, `${steps} steps`);
  });

  it('tell the types of all elements, after rests', () => {
    for (const n of [1, 2]) {
      const { tree, types, steps } = typesOf(new Program(engine, filesOf(CODE)), n);
      const calls = callsIn(tree);
      assert.equal(calls.length, COUNT);
      assert.ok(calls.every(c => types.typeOf(c)?.kind === 'pointer'));
      assert.ok(steps > 10, `${steps} steps`);
    }
  });
});
