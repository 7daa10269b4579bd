/** Places that hold memory of an object for a while only: written again, or worked with before the function ends. */
import type { Work } from '../../base/faults.js';
import { argumentsOf, calleeOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { under } from '../types/predicates.js';
import { calledFunction, type PoolCode } from './pool-code.js';

/** The name that a place begins with: `req` of `req.parts[i].raw`. */
export function rootOf(tree: FlatTree, place: Node): Node {
  let e = tree.unparen(place);
  for (;;) {
    const kind = tree.kind(e);
    const isStar = kind === K.UnaryExpression && tree.op(e) === '*';
    if (kind !== K.SelectorExpression && kind !== K.IndexExpression && !isStar) return e;
    e = tree.unparen(tree.first(e));
  }
}

/**
 * The place holds it for a while only: it is written elsewhere in the declaration, too, or what it belongs to is worked with before the function ends.
 */
export function isPassing(
  { tree, scopes, types, work }: PoolCode & { readonly work: Work },
  statement: Node,
  root: Node,
  place: string,
): boolean {
  const v = scopes.variableOf(root);
  const loop = scopes.loopOf(statement);
  const uses = v?.uses ?? namesLike(tree, root);
  work.spend(v ? uses.length : tree.count);
  return uses.some(use => {
    if (tree.within(use, statement)) return false;
    const whole = wholeOf(tree, use);
    const list = tree.parent(whole);
    if (tree.kind(list) === K.ExpressionList && tree.fields[list] === F.Left && tree.textOf(whole) === place) return true;
    const isLater = (use > statement && !isLeftBefore(tree, statement, use)) || tree.within(use, loop);
    const isCalled = tree.kind(list) === K.CallExpression && !isAside(types, list) && !isOwnFunction(tree, types, list);
    const isGiven =
      tree.kind(list) === K.ArgumentList &&
      !isOtherValue(types, whole, tree.textOf(whole), place) &&
      !isOfBuiltin(tree, types, tree.parent(list), tree.textOf(whole), place);
    const isAddressed = tree.op(list) === '&' && !isReturnedWhole(tree, list);
    return isLater && (isCalled || isGiven || isAddressed);
  });
}

/** `return &r`. */
const isReturnedWhole = (tree: FlatTree, e: Node): boolean =>
  tree.parentKind(e) === K.ExpressionList && tree.parentKind(tree.parent(e)) === K.ReturnStatement;

/** The block of the statement ends with a return, and the use stands behind it. */
function isLeftBefore(tree: FlatTree, statement: Node, use: Node): boolean {
  const list = tree.parent(statement);
  const last = tree.kind(list) === K.StatementList ? tree.last(list) : NONE;
  return tree.kind(last) === K.ReturnStatement && use >= tree.afters[list]!;
}

/** A number or a text beside the place: whoever gets it does not see what the place holds. */
function isOtherValue(types: PoolCode['types'], whole: Node, text: string, place: string): boolean {
  const type = types.typeOf(whole);
  return type !== undefined && under(type).kind === 'basic' && text !== place;
}

/** Calls of locks and pools only keep others away meanwhile, or give away what is no part of it. */
function isAside(types: PoolCode['types'], call: Node): boolean {
  const func = calledFunction(types, call);
  return func?.pkg?.path === 'sync';
}

/** `append(s.names, name)`, `len(s.names)`: of another place. */
function isOfBuiltin(tree: FlatTree, types: PoolCode['types'], call: Node, text: string, place: string): boolean {
  return text !== place && types.objects.get(tree.unparen(calleeOf(tree, call)))?.kind === 'builtin';
}

/** `c.write(b)` of a field that holds a function: it gets its arguments, and no receiver. */
function isOwnFunction(tree: FlatTree, types: PoolCode['types'], call: Node): boolean {
  const callee = tree.unparen(calleeOf(tree, call));
  return types.selections.get(callee)?.object.kind === 'var' && argumentsOf(tree, call).length > 0;
}

/** Identifiers with the same text: of a variable of the package. */
function namesLike(tree: FlatTree, root: Node): Node[] {
  const name = tree.textOf(root);
  return [...tree.kinds.keys()].filter(n => tree.kinds[n] === K.Identifier && tree.textOf(n) === name);
}

/** The selectors, indexes and stars that a name is the beginning of. */
function wholeOf(tree: FlatTree, use: Node): Node {
  let e = use;
  for (let p = tree.parent(e); rootOf(tree, p) === use && p !== e; p = tree.parent(p)) e = p;
  return e;
}
