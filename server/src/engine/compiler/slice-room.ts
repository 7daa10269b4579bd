/** Slices that have room for what is appended to them, as far as the function tells: whether they ever grow is not known, and mostly they do not. */
import { under } from '../go/types/predicates.js';
import { argumentsOf, type FlatTree, K, NONE, type Node } from '../syntax/flat-tree.js';
import { typeAt } from './known-type.js';
import type { SiteContext } from './site-context.js';

/** True for an `append` to such a slice. */
export function appendsWithRoom(context: SiteContext, append: Node): boolean {
  const [slice = NONE, ...added] = argumentsOf(context.tree, append);
  const few = added.filter(a => context.tree.kind(a) !== K.VariadicArgument).length;
  return hasRoom(context, slice) && !isOutgrown(context, context.tree.unparen(slice), few);
}

/** The slice was made with a capacity in this function, or begins anew in the room it has. */
export function hasRoom({ tree, scopes }: SiteContext, slice: Node): boolean {
  const e = tree.unparen(slice);
  if (tree.kind(e) === K.SliceExpression && EMPTIED.test(tree.textOf(e))) return true;
  const variable = tree.kind(e) === K.Identifier ? scopes.variableOf(e) : undefined;
  if (!variable || variable.init === NONE) return false;
  const init = tree.unparen(variable.init);
  if (tree.kind(init) === K.SliceExpression) return true; // buf[:0]
  return tree.kind(init) === K.CallExpression && tree.textOf(tree.first(init)) === 'make' && sizesOfMake(tree, init).some(s => s !== '0');
}

const EMPTIED = /\[0?:0\]$/;

/** `append(n.sub0[:0], a, b)` of an array with room for one. */
function isOutgrown(context: SiteContext, slice: Node, added: number): boolean {
  const { tree } = context;
  if (tree.kind(slice) !== K.SliceExpression || !EMPTIED.test(tree.textOf(slice))) return false;
  const array = under(typeAt(context, tree.first(slice)));
  return array.kind === 'array' && array.length !== undefined && array.length < added;
}

/** Length and capacity as they are written. */
export function sizesOfMake(tree: FlatTree, make: Node): string[] {
  return argumentsOf(tree, make)
    .slice(1)
    .map(n => tree.textOf(n));
}
