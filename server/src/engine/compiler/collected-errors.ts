/** `diags = append(diags, more...)`: a list of errors takes in those of a call, of which there are none as a rule. */
import { lookup } from '../go/types/lookup.js';
import type { Type } from '../go/types/model.js';
import { signatureOf, under } from '../go/types/predicates.js';
import { argumentsOf, K, NONE, type Node } from '../syntax/flat-tree.js';
import { typeAt } from './known-type.js';
import type { SiteContext } from './site-context.js';

/** True for an `append` of a whole list to a list of errors. */
export function collectsErrors(context: SiteContext, append: Node): boolean {
  const [slice = NONE, more = NONE] = argumentsOf(context.tree, append);
  if (context.tree.kind(more) !== K.VariadicArgument) return false;
  const type = typeAt(context, slice);
  const list = under(type);
  return list.kind === 'slice' && (isError(type) || isError(list.elem));
}

/** It has a method `Error() string`, or the pointer to it has. */
function isError(type: Type): boolean {
  const method = lookup(type, undefined, 'Error');
  if (method === 'none' || method === 'unknown' || method.object.kind !== 'func') return false;
  const { params = [NONE], results = [] } = signatureOf(method.object.type) ?? {};
  const [only] = results;
  return params.length === 0 && results.length === 1 && only?.type.kind === 'basic' && only.type.name === 'string';
}
