/** What the checker of types knows of an expression. Where it has not looked, the symbolic types of the text answer. */
import type { Type } from '../go/types/model.js';
import { isInterface, isTypeParameter, isUnknown, isUntyped, under } from '../go/types/predicates.js';
import type { Node } from '../syntax/flat-tree.js';
import type { SiteContext } from './site-context.js';

/** Undefined where it is not known, or not one: an untyped constant, an interface, a type parameter. */
export function knownType({ tree, typed }: SiteContext, node: Node): Type | undefined {
  const declared = typed?.objects.get(node);
  const type = declared?.kind === 'var' ? declared.type : typed?.typeOf(tree.unparen(node));
  if (!type || type.kind === 'tuple' || isUnknown(under(type)) || isUntyped(type)) return undefined;
  return isInterface(type) || isTypeParameter(type) ? undefined : type;
}
