/** What a lock belongs to, and where the owner goes on with the lock still held. */
import { calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { hasStdPackage } from '../../tables/std/std-packages.js';
import { isWritten } from '../body/captures.js';
import { calledFunction, type PoolCode } from '../flow/pool-code.js';
import type { Variable } from '../names/variable.js';
import { staysInCall } from './value-stays.js';

/** Variables that only name another place are followed so far. */
const MAX_DEPTH = 3;

/** The place that is locked: `s.mu` for `mu` after `mu := &s.mu`. */
export function lockedPlace(code: PoolCode, expression: Node, depth = 0): string {
  const { tree } = code;
  const e = tree.withoutAddress(expression);
  const root = tree.selectorRoot(e);
  const text = tree.textOf(e);
  const v = code.scopes.variableOf(root);
  if (v?.kind !== 'local' || v.init === NONE || v.initIndex > 0 || depth >= MAX_DEPTH || v.uses.some(u => isWritten(tree, u))) return text;
  const init = tree.withoutAddress(v.init);
  if (tree.kind(tree.selectorRoot(init)) !== K.Identifier) return text;
  return `${lockedPlace(code, init, depth + 1)}${text.slice(tree.ends[root]! - tree.starts[e]!)}`;
}

/** The variable that the lock is a part of. */
export const lockOwner = (code: PoolCode, expression: Node): Variable | undefined =>
  code.scopes.variableOf(code.tree.selectorRoot(code.tree.withoutAddress(expression)));

/** The owner is returned, stored or sent as a whole here: whoever gets it may unlock. */
export function handsOwnerOn(code: PoolCode, use: Node): boolean {
  const { tree } = code;
  let e = use;
  while (tree.parentKind(e) === K.ParenthesizedExpression || (tree.parentKind(e) === K.UnaryExpression && tree.op(tree.parent(e)) === '&'))
    e = tree.parent(e);
  const p = tree.parent(e);
  switch (tree.kind(p)) {
    case K.LiteralElement:
    case K.SendStatement:
      return true;
    case K.ArgumentList:
      return isKept(code, tree.parent(p));
    case K.ExpressionList:
      return tree.parentKind(p) === K.ReturnStatement || storesElsewhere(code, p);
    default:
      return false;
  }
}

/** `append(all, s)`, `held.Store(k, s)`. */
function isKept(code: PoolCode, call: Node): boolean {
  const { tree, types } = code;
  const isBuiltin = types.objects.get(tree.unparen(calleeOf(tree, call)))?.kind === 'builtin';
  const path = calledFunction(types, call)?.pkg?.path;
  return (isBuiltin || (path !== undefined && hasStdPackage(path, undefined))) && !staysInCall(code, call);
}

/** `x.held = s`. */
function storesElsewhere({ tree }: PoolCode, list: Node): boolean {
  const statement = tree.parent(list);
  if (tree.kind(statement) !== K.AssignmentStatement || tree.fields[list] !== F.Right) return false;
  return [...tree.children(tree.field(statement, F.Left))].some(t => tree.kind(t) !== K.Identifier);
}
