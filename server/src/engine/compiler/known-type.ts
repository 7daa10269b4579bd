/** What the checker of types knows of an expression. */
import { Mode, type Type, UNKNOWN } from '../go/types/model.js';
import { isInterface, isTypeParameter, isUnknown, isUntyped, under } from '../go/types/predicates.js';
import type { Node } from '../syntax/flat-tree.js';
import type { SiteContext } from './site-context.js';

/** The type of an expression or a declared name; the unknown type where nobody knows. */
export function typeAt({ tree, typed }: Pick<SiteContext, 'tree' | 'typed'>, node: Node): Type {
  const declared = typed?.objects.get(node);
  return (declared?.kind === 'var' ? declared.type : typed?.typeOf(tree.unparen(node))) ?? UNKNOWN;
}

/** Undefined where it is not known, or not one: an untyped constant, an interface, a type parameter. */
export function knownType(context: SiteContext, node: Node): Type | undefined {
  const type = typeAt(context, node);
  if (type.kind === 'tuple' || isUnknown(under(type)) || isUntyped(type)) return undefined;
  return isInterface(type) || isTypeParameter(type) ? undefined : type;
}

/** True for an expression that surely is a constant. */
export const isConstantAt = ({ tree, typed }: Pick<SiteContext, 'tree' | 'typed'>, node: Node): boolean =>
  typed?.modes[tree.unparen(node)] === Mode.Constant;
