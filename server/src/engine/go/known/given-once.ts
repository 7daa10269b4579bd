/** Variables that keep the value that they are given, and what expressions lie in. */
import { type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { isWritten } from '../body/captures.js';
import type { Variable } from '../names/variable.js';

/** It is one object for good, of which only parts are written. */
export function isGivenOnce(tree: FlatTree, { kind, init, uses }: Variable): boolean {
  const first = kind === 'local' && init === NONE ? 0 : 1;
  return first + uses.filter(use => isWritten(tree, use)).length <= 1 && !uses.some(use => isOverwritten(tree, use));
}

/** `*v = value`. */
function isOverwritten(tree: FlatTree, use: Node): boolean {
  const p = tree.parent(use);
  return tree.kind(p) === K.UnaryExpression && tree.op(p) === '*' && isWritten(tree, p);
}

/** `v` of `v.a`, which lies in what `v` points to; of `v.a.b` that is not known. */
export function rootOf(tree: FlatTree, expression: Node): Node {
  const e = tree.unparen(expression);
  return tree.kind(e) === K.SelectorExpression ? tree.unparen(tree.first(e)) : NONE;
}
