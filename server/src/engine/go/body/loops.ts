/** Loops around a node. */
import { type F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { innermostLoop } from './enclosing.js';

/** Loops of at most this many iterations are left alone. */
export const FEW_ITERATIONS = 8;

/** The innermost loop when the statement stands directly in its body, else NONE. */
export function loopOfBodyStatement(tree: FlatTree, statement: Node): Node {
  const block = tree.parent(tree.parent(statement));
  const loop = tree.kind(block) === K.Block ? tree.parent(block) : NONE;
  return tree.kind(loop) === K.ForStatement && innermostLoop(tree, statement) === loop ? loop : NONE;
}

/** The only expression of a side of an assignment, or NONE. */
export function onlyValue(tree: FlatTree, statement: Node, side: F): Node {
  const list = tree.field(statement, side);
  const value = tree.first(list);
  return value !== NONE && tree.next(value) === NONE ? value : NONE;
}

/** How many statements behind one are looked at. */
const MAX_SIBLINGS = 50;

/** What follows in the same block leaves it: return, break or goto. */
export function leavesBehind(tree: FlatTree, statement: Node): boolean {
  let left = MAX_SIBLINGS;
  for (let s = tree.next(statement); s !== NONE && left-- > 0; s = tree.next(s)) {
    const kind = tree.kind(s);
    if (kind === K.ReturnStatement || kind === K.BreakStatement || kind === K.GotoStatement) return true;
  }
  return false;
}
