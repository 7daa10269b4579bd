/** Variables that are declared with what a pool gives. */
import { K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { Variable } from '../names/variable.js';
import { bare, calledFunction, isPoolMethod, type PoolCode } from './pool-code.js';

/** The call of a pool's own `Get` that a variable is declared with, or NONE. */
export function takenBy({ tree, types }: PoolCode, v: Variable): Node {
  if (v.kind !== 'local' || v.init === NONE || v.initIndex !== -1) return NONE;
  const call = bare(tree, v.init);
  const func = tree.kind(call) === K.CallExpression ? calledFunction(types, call) : undefined;
  return func && isPoolMethod(func, 'Get') && tree.kind(tree.unparen(v.init)) === K.TypeAssertionExpression ? call : NONE;
}
