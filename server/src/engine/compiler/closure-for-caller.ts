/**
 * Closures that a function makes for its caller to call, and that stay on the caller's stack where the function is inlined: what it ranges over, and
 * functional options. Where they do leave the caller, the call there is told.
 */
import type { Type } from '../go/types/model.js';
import { isInterface, under } from '../go/types/predicates.js';
import { K } from '../syntax/flat-tree.js';
import type { DeclarationContext } from './declaration-context.js';
import type { JoinedSite } from './grown-slice.js';
import { typeAt } from './known-type.js';
import { returningFunction } from './returning-function.js';

/** True for `return func(yield func(T) bool) { … }` and `return func(o *options) { … }` of a function that is inlined. */
export function isForCaller(context: DeclarationContext, { site, facts }: JoinedSite): boolean {
  const { tree } = context;
  if (site.kind !== 'closure' || tree.kind(tree.parent(tree.parent(site.node))) !== K.ReturnStatement) return false;
  if (!isSequence(typeAt(context, site.node)) && !isOption(typeAt(context, site.node))) return false;
  return returningFunction(context, site.node, facts)?.isInlined === true;
}

/** `func(yield func(T) bool)`. */
function isSequence(type: Type): boolean {
  const u = under(type);
  const yields = u.kind === 'func' && u.results.length === 0 && u.params.length === 1 ? under(u.params[0]!.type) : undefined;
  const result = yields?.kind === 'func' && yields.results.length === 1 ? under(yields.results[0]!.type) : undefined;
  return result?.kind === 'basic' && result.name === 'bool';
}

/** `func(o *options)`, `func(o *options) error`. */
function isOption(type: Type): boolean {
  const u = under(type);
  if (u.kind !== 'func' || u.params.length !== 1 || u.results.length > 1) return false;
  if (u.results.some(r => !isInterface(r.type))) return false;
  const parameter = u.params[0]!.type;
  return parameter.kind === 'pointer' && under(parameter.elem).kind === 'struct';
}
