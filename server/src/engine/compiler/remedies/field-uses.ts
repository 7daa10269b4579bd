/** Whether what a field of an object holds of the object's own memory stays inside of the call: read, written, measured, appended to in place. */
import { isAddressed, isWritten } from '../../go/body/captures.js';
import { onlyValue } from '../../go/body/loops.js';
import type { Variable } from '../../go/names/variable.js';
import { under } from '../../go/types/predicates.js';
import { argumentsOf, calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { typeAt } from '../known-type.js';
import { leaves } from './hoisted-buffer.js';
import type { RemedyContext } from './remedy.js';

/** Of `x.f` and what follows it; `v` is `x`. */
export function fieldStays(context: RemedyContext, member: Node, v: Variable): boolean {
  const { tree, typed } = context;
  let e = member;
  for (let p = tree.parent(e); ; p = tree.parent(e)) {
    const isPart = tree.first(p) === e && (tree.kind(p) === K.IndexExpression || tree.kind(p) === K.ParenthesizedExpression);
    const isField = tree.kind(p) === K.SelectorExpression && typed?.selections.get(p)?.object.kind === 'var';
    if (!isPart && !isField) break;
    e = p;
  }
  if (isWritten(tree, e)) return true;
  if (isAddressed(tree, e)) return false;
  switch (under(typeAt(context, e)).kind) {
    case 'basic':
    case 'pointer':
    case 'interface':
    case 'func':
      return true;
    case 'slice':
      return isCut(context, e) || appendsToItself(context, e) || !leaves(context, e, v);
    case 'map':
      return isMeasured(context, e);
    default:
      return false;
  }
}

/** `x.f = x.f[:n]`. */
function isCut({ tree }: RemedyContext, e: Node): boolean {
  const cut = tree.parent(e);
  return tree.kind(cut) === K.SliceExpression && tree.first(cut) === e && isAssignedTo({ tree }, cut, e);
}

/** `x.f = append(x.f, …)`, `x.f = append(x.f[:0], …)`. */
function appendsToItself({ tree }: RemedyContext, field: Node): boolean {
  const cut = tree.parent(field);
  const e = tree.kind(cut) === K.SliceExpression && tree.first(cut) === field ? cut : field;
  const call = tree.parentKind(e) === K.ArgumentList ? tree.parent(tree.parent(e)) : NONE;
  if (tree.kind(call) !== K.CallExpression || tree.textOf(calleeOf(tree, call)) !== 'append' || argumentsOf(tree, call)[0] !== e)
    return false;
  return isAssignedTo({ tree }, call, field);
}

function isAssignedTo({ tree }: Pick<RemedyContext, 'tree'>, value: Node, target: Node): boolean {
  const statement = tree.parent(tree.parent(value));
  if (tree.kind(statement) !== K.AssignmentStatement || tree.op(statement) !== '=' || onlyValue(tree, statement, F.Right) !== value)
    return false;
  return tree.textOf(onlyValue(tree, statement, F.Left)) === tree.textOf(target);
}

/** `len(m)`, `delete(m, k)`, `clear(m)`, `range m`. */
function isMeasured({ tree, scopes }: RemedyContext, e: Node): boolean {
  if (tree.parentKind(e) === K.RangeClause) return tree.fields[e] === F.Right;
  const call = tree.parentKind(e) === K.ArgumentList ? tree.parent(tree.parent(e)) : NONE;
  const callee = tree.kind(call) === K.CallExpression ? calleeOf(tree, call) : NONE;
  return callee !== NONE && ['len', 'delete', 'clear'].includes(tree.textOf(callee)) && scopes.variableOf(callee) === undefined;
}
