/** Types by their names: those of other packages, by which a fix knows what methods do, and those that the package declares itself. */
import type { Type } from '../../go/types/model.js';
import type { Node } from '../../syntax/flat-tree.js';
import { typeAt } from '../known-type.js';
import type { RemedyContext } from './remedy.js';

/** The type itself, or what a pointer leads to. */
export const pointedTo = (type: Type): Type => (type.kind === 'pointer' ? type.elem : type);

/** `time.Time`, `int`, `error`; empty for types without a name of their own. */
export function fullName(type: Type): string {
  if (type.kind === 'basic') return type.name === 'unknown' ? '' : type.name.replace(/^untyped /, '');
  if (type.kind !== 'named') return '';
  const { pkg, name } = type.object;
  return pkg === undefined ? name : `${pkg.path}.${name}`;
}

/** `bytes.Buffer` for an expression of that type or a pointer to it; undefined for types of the package itself and unknown ones. */
export function typeName(context: RemedyContext, e: Node): string | undefined {
  const named = pointedTo(typeAt(context, e));
  const isOther = named.kind === 'named' && named.object.pkg !== undefined && ownName(context, named) === undefined;
  return isOther ? fullName(named) : undefined;
}

/** The name of a type that the package declares at the top of a file, and that has no parameters. */
export function ownName({ source }: Pick<RemedyContext, 'source'>, type: Type): string | undefined {
  return type.kind === 'named' && source.declared?.(type.object.name) === type ? type.object.name : undefined;
}
