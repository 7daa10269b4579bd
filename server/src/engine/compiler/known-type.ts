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

/** The type of what an interface is to hold: of several results all that are none themselves. Empty where one of them is not known. */
export function boxedTypes(context: SiteContext, node: Node): readonly Type[] {
  const type = typeAt(context, node);
  const all = type.kind === 'tuple' ? type.vars.map(v => v.type).filter(t => !isInterface(t)) : [type];
  const areKnown = all.every(t => t.kind !== 'tuple' && !isUnknown(under(t)) && !isUntyped(t) && !isInterface(t) && !isTypeParameter(t));
  return areKnown ? all : [];
}

/** True for an expression that surely is a constant. */
export const isConstantAt = ({ tree, typed }: Pick<SiteContext, 'tree' | 'typed'>, node: Node): boolean =>
  typed?.modes[tree.unparen(node)] === Mode.Constant;
