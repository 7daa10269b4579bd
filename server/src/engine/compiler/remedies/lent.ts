/**
 * Variables that a function lends to calls of which nobody can see what they run, by address, and otherwise uses as its own: if the callee does not keep
 * what it gets, one variable would do for many calls.
 */
import type { Variable } from '../../go/names/variable.js';
import { under } from '../../go/types/predicates.js';
import { argumentsOf, calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { calledBy } from '../called.js';
import { typeAt } from '../known-type.js';
import { leaves } from './hoisted-buffer.js';
import type { RemedyContext } from './remedy.js';

/** What is called with it; undefined where any use may let it out in another way, or none or several calls get it that nobody can see into. */
export function lentTo(context: RemedyContext, v: Variable): string | undefined {
  const { scopes } = context;
  let callee: string | undefined;
  for (const use of v.uses) {
    if (scopes.functionOf(use) !== v.func) return undefined;
    const lender = unseenCallWith(context, use);
    if (lender === undefined ? !isOwnUse(context, use, v) : callee !== undefined && callee !== lender) return undefined;
    callee ??= lender;
  }
  return callee;
}

/** `x.do(&v)`, `x.do(v[:])` through an interface or a function value. */
function unseenCallWith({ tree, scopes, typed }: RemedyContext, use: Node): string | undefined {
  const address = tree.parent(use);
  const kind = tree.kind(address);
  const isAddress = (kind === K.UnaryExpression && tree.op(address) === '&') || (kind === K.SliceExpression && tree.first(address) === use);
  const call = isAddress && tree.parentKind(address) === K.ArgumentList ? tree.parent(tree.parent(address)) : NONE;
  if (!typed || tree.kind(call) !== K.CallExpression) return undefined;
  if (tree.parentKind(call) === K.GoStatement || tree.parentKind(call) === K.DeferStatement) return undefined;
  const called = calledBy(tree, scopes, typed, call);
  return called && called.kind !== 'function' && argumentsOf(tree, call).includes(address) ? tree.textOf(calleeOf(tree, call)) : undefined;
}

/** A read, a write, an element, a field; of an array also what keeps nothing of its slice. */
function isOwnUse(context: RemedyContext, use: Node, v: Variable): boolean {
  const { tree, typed } = context;
  if (under(typeAt(context, v.node)).kind === 'array' && !leaves(context, use, v)) return true;
  for (let e = use, p = tree.parent(e); ; e = p, p = tree.parent(p)) {
    const kind = tree.kind(p);
    if (kind === K.SliceExpression || (kind === K.RangeClause && tree.fields[e] === F.Right)) return false;
    if (kind === K.SelectorExpression && typed?.selections.get(p)?.object.kind !== 'var') return false;
    if (kind === K.UnaryExpression && tree.op(p) === '&') return false;
    if (kind !== K.SelectorExpression && !(kind === K.IndexExpression && tree.first(p) === e)) return true;
  }
}

/** `T{}`, `0`, `""`, `nil`: what a variable without a value holds; undefined where it cannot be written. */
export function zeroOf(context: RemedyContext, v: Variable): string | undefined {
  const type = under(typeAt(context, v.node));
  const text = v.typeNode === NONE ? '' : context.tree.textOf(v.typeNode);
  if (type.kind === 'struct' || type.kind === 'array') return text === '' || text.includes('\n') ? undefined : `${text}{}`;
  if (type.kind === 'pointer' || type.kind === 'slice' || type.kind === 'map' || type.kind === 'interface') return 'nil';
  if (type.kind !== 'basic') return undefined;
  if (type.name === 'string') return '""';
  return type.name === 'bool' ? 'false' : /^u?int|^float/.test(type.name) ? '0' : undefined;
}
