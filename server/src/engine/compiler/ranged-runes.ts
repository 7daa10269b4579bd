/**
 * `for _, r := range []rune(s) {`: the loop over the string itself gives the same runes. The compiler makes the copy (run: Go 1.24 to 1.27), on the heap beyond 32
 * runes (runtime.stringtoslicerune).
 */
import { Is } from '../go/types/model.js';
import { is } from '../go/types/predicates.js';
import { calleeOf, F, K, type Node } from '../syntax/flat-tree.js';
import { typeAt } from './known-type.js';
import { isRanged } from './ranged-parts.js';
import type { SiteContext } from './site-context.js';

type RunesContext = Pick<SiteContext, 'tree' | 'typed'>;

/** The string of such a conversion; undefined for others. */
export const rangedRunes = (context: RunesContext, conversion: Node): Node | undefined =>
  context.tree.kind(conversion) === K.TypeConversionExpression && isRanged(context.tree, conversion)
    ? textOfRunes(context, conversion)
    : undefined;

/** `[]rune(s)` of a string, but in `len([]rune(s))`, where the compiler counts and copies nothing. */
export function isOfRunes(context: RunesContext, conversion: Node): boolean {
  const { tree } = context;
  const list = tree.parent(conversion);
  const isCounted = tree.kind(list) === K.ArgumentList && tree.textOf(calleeOf(tree, tree.parent(list))) === 'len';
  return !isCounted && textOfRunes(context, conversion) !== undefined;
}

function textOfRunes(context: RunesContext, conversion: Node): Node | undefined {
  const { tree } = context;
  if (tree.kind(conversion) !== K.TypeConversionExpression) return undefined;
  const type = tree.field(conversion, F.Type);
  const text = tree.next(type);
  const isRunes = tree.kind(type) === K.SliceType && /^(?:rune|int32)$/.test(tree.textOf(tree.first(type)));
  return isRunes && is(typeAt(context, text), Is.String) ? text : undefined;
}
