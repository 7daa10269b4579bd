/** Loops around a node. */
import { F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';

/** Loops of at most this many iterations are left alone. */
export const FEW_ITERATIONS = 8;

/** Innermost `for` that runs the node again and again, inside the node's own function; NONE when there is none. */
export function innermostLoop(tree: FlatTree, node: Node): Node {
  let inner = node;
  for (let p = tree.parent(node); p !== NONE; inner = p, p = tree.parent(p)) {
    const kind = tree.kind(p);
    if (kind === K.FuncLiteral || kind === K.FunctionDeclaration || kind === K.MethodDeclaration) return NONE;
    if (kind !== K.ForStatement) continue;
    if (tree.fields[inner] === F.Body) return p;
    // The condition and the update run each time, the initializer and the ranged expression once.
    const part = tree.kind(inner) === K.ForClause ? childHolding(tree, inner, node) : NONE;
    if (part !== NONE ? tree.fields[part] !== F.Initializer : tree.kind(inner) !== K.RangeClause && tree.kind(inner) !== K.ForClause)
      return p;
  }
  return NONE;
}

/** Number of loops around the node inside its own function. */
export function loopDepth(tree: FlatTree, node: Node): number {
  let depth = 0;
  for (let loop = innermostLoop(tree, node); loop !== NONE; loop = innermostLoop(tree, loop)) depth++;
  return depth;
}

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

function childHolding(tree: FlatTree, parent: Node, node: Node): Node {
  for (const c of tree.children(parent)) if (tree.within(node, c)) return c;
  return NONE;
}
