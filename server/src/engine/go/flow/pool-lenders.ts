/** Functions that lend an object of a pool to a function they are given: `func with(f func(*bytes.Buffer)) { b := p.Get(); defer p.Put(b); f(b) }`. */
import { argumentsOf, calleeOf, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { TreeTypes } from '../types/checking.js';
import { under } from '../types/predicates.js';
import { parameterNodes } from './filling-functions.js';
import { calledFunction, isPoolMethod, type PoolCode, variableNode } from './pool-code.js';
import { takenBy } from './pool-taken.js';

export interface Lending {
  /** The parameter that is called, and which of its arguments is the object. */
  readonly parameter: number;
  readonly argument: number;
  /** The lender returns what the function returns. */
  readonly returns: boolean;
}

const NOBODY: readonly Lending[] = [];
const known = new WeakMap<TreeTypes, readonly Lending[]>();

export function lendingsOf(code: PoolCode): readonly Lending[] {
  let found = known.get(code.types);
  if (!found) {
    found = read(code);
    known.set(code.types, found);
  }
  return found;
}

function read(code: PoolCode): readonly Lending[] {
  const { tree, scopes, types } = code;
  const parameters = parameterNodes(tree).map(node => {
    const object = types.objects.get(node);
    return object?.kind === 'var' && under(object.type).kind === 'func' ? scopes.variableOf(node) : undefined;
  });
  return parameters.flatMap((v, parameter): readonly Lending[] => {
    const call = v?.uses.length === 1 ? tree.parent(v.uses[0]!) : NONE;
    if (tree.kind(call) !== K.CallExpression || tree.unparen(calleeOf(tree, call)) !== v!.uses[0] || scopes.functionOf(call) !== 0)
      return NOBODY;
    const argument = argumentsOf(tree, call).findIndex(a => isOfPool(code, a));
    return argument < 0 ? NOBODY : [{ parameter, argument, returns: isReturned(code, call) }];
  });
}

/** A variable that a Get gives, and that the function puts. */
function isOfPool(code: PoolCode, e: Node): boolean {
  const { tree, scopes, types } = code;
  const v = scopes.variableOf(tree.unparen(e));
  if (!v || takenBy(code, v) === NONE) return false;
  return v.uses.some(use => {
    const call = tree.ancestor(use, K.CallExpression);
    const func = call === NONE ? undefined : calledFunction(types, call);
    return func !== undefined && isPoolMethod(func, 'Put') && variableNode(tree, argumentsOf(tree, call)[0] ?? NONE) === use;
  });
}

/** `return f(b)` */
function isReturned({ tree }: PoolCode, call: Node): boolean {
  const list = tree.parent(call);
  return tree.kind(list) === K.ExpressionList && tree.parentKind(list) === K.ReturnStatement;
}
