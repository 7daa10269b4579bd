/** Stores into maps, which may have to make room. */
import { isWritten } from '../go/body/captures.js';
import type { Variable } from '../go/names/variable.js';
import { Is } from '../go/types/model.js';
import { is, isUnknown, under } from '../go/types/predicates.js';
import { calleeOf, F, K, NONE, type Node } from '../syntax/flat-tree.js';
import { typeAt } from './known-type.js';
import type { SiteContext } from './site-context.js';

/** `m[k]` as a target, for a map that is not known to have room. */
export function isGrowingStore(context: SiteContext, target: Node): boolean {
  const { tree, scopes } = context;
  if (tree.kind(target) !== K.IndexExpression) return false;
  const map = tree.unparen(tree.first(target));
  const type = under(typeAt(context, map));
  // Only a map takes a string as its index.
  if (type.kind !== 'map' && !(isUnknown(type) && isText(context, tree.last(target)))) return false;
  if (isOfKeyThere(context, target)) return false;
  const variable = tree.kind(map) === K.Identifier ? scopes.variableOf(map) : undefined;
  return !variable || !hasRoomFor(context, variable, target);
}

/** `for k, v := range m { m[k] = f(v) }`: what is there gets another value. */
function isOfKeyThere({ tree, scopes }: SiteContext, target: Node): boolean {
  const key = tree.unparen(tree.last(target));
  const variable = tree.kind(key) === K.Identifier ? scopes.variableOf(key) : undefined;
  const clause = variable ? tree.ancestor(variable.node, K.RangeClause) : NONE;
  if (!variable || clause === NONE || tree.first(tree.field(clause, F.Left)) !== variable.node) return false;
  const isSame = tree.textOf(tree.unparen(tree.field(clause, F.Right))) === tree.textOf(tree.unparen(tree.first(target)));
  return isSame && variable.uses.every(u => !isWritten(tree, u));
}

/**
 * A map made in this function and stored into a few times only. A size is no promise: up to 8 entries, the first store makes the room
 * (internal/runtime/maps).
 */
function hasRoomFor({ tree, scopes }: SiteContext, variable: Variable, target: Node): boolean {
  if (variable.init === NONE) return false;
  const init = tree.unparen(variable.init);
  const isOwn =
    (tree.kind(init) === K.CallExpression && tree.textOf(calleeOf(tree, init)) === 'make') || tree.kind(init) === K.CompositeLiteral;
  // A closure may be called again and again.
  return isOwn && scopes.loopOf(target) === variable.loop && scopes.functionOf(target) === variable.func;
}

/** Types tell nothing of what they do not know the surroundings of. */
const isText = (context: SiteContext, e: Node): boolean =>
  context.tree.kind(e) === K.InterpretedStringLiteral || context.tree.kind(e) === K.RawStringLiteral || is(typeAt(context, e), Is.String);
