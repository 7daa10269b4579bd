/** Whether what a value leads to stays with the function that has it. */
import { argumentsOf, calleeOf, expressionsOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { onlyUses } from '../../tables/lifecycles.js';
import { hasStdPackage } from '../../tables/std/std-packages.js';
import { calledFunction, type PoolCode } from '../flow/pool-code.js';
import type { Type } from '../types/model.js';
import { under } from '../types/predicates.js';
import { ERROR } from '../types/universe.js';

/** Calls that hand a value on in their results are followed so far. */
const MAX_DEPTH = 4;

/** The call only uses the argument, and whatever it makes of it goes nowhere. */
export function staysInCall(code: PoolCode, call: Node, depth = 0): boolean {
  const { tree, types } = code;
  if (depth > MAX_DEPTH) return false;
  const builtin = types.objects.get(tree.unparen(calleeOf(tree, call)));
  const path = calledFunction(types, call)?.pkg?.path;
  if (builtin?.kind === 'builtin') return builtin.name === 'len' || builtin.name === 'cap' || builtin.name.startsWith('print');
  if (path === undefined || !hasStdPackage(path, undefined) || !onlyUses(path)) return false;
  const type = types.typeOf(call);
  return type !== undefined && (isPlain(type) || resultStays(code, call, depth));
}

/** The wrapper that a call has made: `json.NewDecoder(body)`. */
function resultStays(code: PoolCode, call: Node, depth: number): boolean {
  const { tree, scopes } = code;
  let e = call;
  while (tree.parentKind(e) === K.ParenthesizedExpression) e = tree.parent(e);
  const p = tree.parent(e);
  switch (tree.kind(p)) {
    case K.SelectorExpression:
    case K.ExpressionStatement:
      return true;
    case K.ArgumentList:
      return staysInCall(code, tree.parent(p), depth + 1);
    case K.ExpressionList: {
      const statement = tree.parent(p);
      if (tree.kind(statement) !== K.ShortVarDeclaration || tree.fields[p] !== F.Right) return false;
      const [target] = expressionsOf(tree, tree.field(statement, F.Left));
      const v = scopes.variableOf(target ?? NONE);
      return v !== undefined && v.func === scopes.functionOf(call) && v.uses.every(use => usedHere(code, use, depth));
    }
    default:
      return false;
  }
}

function usedHere(code: PoolCode, use: Node, depth: number): boolean {
  const { tree, scopes } = code;
  const p = tree.parent(use);
  if (scopes.functionOf(use) !== scopes.variableOf(use)?.func) return false;
  if (tree.kind(p) === K.SelectorExpression) return tree.parentKind(p) === K.CallExpression && calleeOf(tree, tree.parent(p)) === p;
  return tree.kind(p) === K.ArgumentList && argumentsOf(tree, tree.parent(p)).includes(use) && staysInCall(code, tree.parent(p), depth + 1);
}

/** Values that lead to nothing else: numbers, strings, bytes, errors. */
export function isPlain(type: Type): boolean {
  if (type.kind === 'tuple') return type.vars.every(v => isPlain(v.type));
  if (type === ERROR) return true;
  const u = under(type);
  return u.kind === 'basic' || (u.kind === 'slice' && under(u.elem).kind === 'basic');
}
