/**
 * The function and the loop around each node of a tree, found in one pass when somebody asks first: a walk up from each node would take
 * time with the square of the nesting.
 */
import { F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';

interface Enclosing {
  readonly functions: Int32Array;
  readonly loops: Int32Array;
  readonly loopDepths: Int32Array;
}

const known = new WeakMap<FlatTree, Enclosing>();

/** The function declaration, method declaration or literal whose body (or signature) holds the node; NONE outside of functions. */
export function functionAround(tree: FlatTree, node: Node): Node {
  return node < 0 ? NONE : enclosing(tree).functions[node]!;
}

/** Innermost `for` that runs the node again and again, inside the node's own function; NONE when there is none. */
export function innermostLoop(tree: FlatTree, node: Node): Node {
  return node < 0 ? NONE : enclosing(tree).loops[node]!;
}

/** Number of loops around the node inside its own function. */
export function loopDepth(tree: FlatTree, node: Node): number {
  return node < 0 ? 0 : enclosing(tree).loopDepths[node]!;
}

/** `defer func() { … }()` of the function itself. */
export function isDeferred(tree: FlatTree, literal: Node, func: Node): boolean {
  const call = tree.parent(literal);
  const isCalled =
    tree.kind(literal) === K.FuncLiteral && tree.kind(call) === K.CallExpression && tree.kind(tree.parent(call)) === K.DeferStatement;
  return isCalled && functionAround(tree, literal) === func;
}

function enclosing(tree: FlatTree): Enclosing {
  let found = known.get(tree);
  if (!found) {
    found = read(tree);
    known.set(tree, found);
  }
  return found;
}

function read(tree: FlatTree): Enclosing {
  const { kinds, parents, count } = tree;
  const functions = new Int32Array(count).fill(NONE);
  const loops = new Int32Array(count).fill(NONE);
  const loopDepths = new Int32Array(count);
  for (let n = 1; n < count; n++) {
    const p = parents[n]!;
    const isInFunction = isFunction(kinds[p]!);
    functions[n] = isInFunction ? p : functions[p]!;
    const runAgainBy = isInFunction ? NONE : loopOfChild(tree, n, p);
    const loop = isInFunction ? NONE : runAgainBy !== NONE ? runAgainBy : loops[p]!;
    loops[n] = loop;
    loopDepths[n] = loop === NONE ? 0 : loopDepths[loop]! + 1;
  }
  return { functions, loops, loopDepths };
}

const isFunction = (kind: K) => kind === K.FuncLiteral || kind === K.FunctionDeclaration || kind === K.MethodDeclaration;

/** The loop that begins between a node and its parent: the condition and the update run each time, the initializer and the ranged expression once. */
function loopOfChild(tree: FlatTree, n: Node, p: Node): Node {
  if (tree.kinds[p] === K.ForStatement) {
    return tree.fields[n] === F.Body || (tree.kinds[n] !== K.RangeClause && tree.kinds[n] !== K.ForClause) ? p : NONE;
  }
  return tree.kinds[p] === K.ForClause && tree.fields[n] !== F.Initializer ? tree.parents[p]! : NONE;
}
