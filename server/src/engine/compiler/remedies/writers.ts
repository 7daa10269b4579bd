/** Writers of the standard library whose methods are known. */
import type { Node } from '../../syntax/flat-tree.js';
import type { RemedyContext } from './remedy.js';

/** `bytes.Buffer` for an expression of that type or a pointer to it; undefined for types of the package itself and unknown ones. */
export function writerName({ types, pkg }: RemedyContext, writer: Node): string | undefined {
  const type = pkg.resolve(types.ofExpression(writer));
  const named = type.kind === 'pointer' ? pkg.resolve(type.elem) : type;
  return named.kind === 'named' && named.pkg !== '' ? `${named.pkg}.${named.name}` : undefined;
}
