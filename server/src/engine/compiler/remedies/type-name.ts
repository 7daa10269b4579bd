/** Types of other packages, by which a fix knows what methods do. */
import type { Node } from '../../syntax/flat-tree.js';
import type { RemedyContext } from './remedy.js';

/** `bytes.Buffer` for an expression of that type or a pointer to it; undefined for types of the package itself and unknown ones. */
export function typeName({ types, pkg }: RemedyContext, e: Node): string | undefined {
  const type = pkg.resolve(types.ofExpression(e));
  const named = type.kind === 'pointer' ? pkg.resolve(type.elem) : type;
  return named.kind === 'named' && named.pkg !== '' ? `${named.pkg}.${named.name}` : undefined;
}
