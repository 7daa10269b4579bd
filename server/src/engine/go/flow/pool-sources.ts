/** Functions whose result a function returns: what a pool gave, where they take from one. */
import { expressionsOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { isWritten } from '../body/captures.js';
import type { Variable } from '../names/variable.js';
import type { Func } from '../types/model.js';
import { calledFunction, type PoolCode, taken } from './pool-code.js';

/** The functions whose first result the body returns first, at once or by a variable. */
export function readSources(code: PoolCode): Func[] {
  const { tree, scopes, types } = code;
  const out: Func[] = [];
  for (const n of returnsOf(code)) {
    const value = taken(tree, expressionsOf(tree, tree.first(n))[0] ?? NONE);
    const v = scopes.variableOf(value);
    const own = v?.kind === 'local' && v.initIndex <= 0 ? v.init : NONE;
    const given = own === NONE && v ? onlyAssigned(tree, v) : own;
    const init = given === NONE ? NONE : taken(tree, given);
    const call = v ? init : value;
    const source = tree.kind(call) === K.CallExpression ? calledFunction(types, call) : undefined;
    if (source) out.push(source);
  }
  return out;
}

/** What a variable without a value of its own is given, where that happens once: `func take() (b *T) { b = pool.Get().(*T); … }`. */
function onlyAssigned(tree: FlatTree, v: Variable): Node {
  const writes = (v.kind === 'result' || v.kind === 'local') && v.init === NONE ? v.uses.filter(use => isWritten(tree, use)) : [];
  const list = writes.length === 1 ? tree.parent(writes[0]!) : NONE;
  const isOne = tree.kind(list) === K.ExpressionList && tree.first(list) === writes[0] && tree.next(writes[0]!) === NONE;
  return isOne ? tree.first(tree.field(tree.parent(list), F.Right)) : NONE;
}

/** Those of the function itself. */
export function returnsOf({ tree, scopes }: PoolCode): Node[] {
  return [...tree.kinds.keys()].filter(n => tree.kinds[n] === K.ReturnStatement && scopes.functionOf(n) === 0);
}
