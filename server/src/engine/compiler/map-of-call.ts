/** Maps that a function fills in each call although they hold the same each time, or one entry of them is wanted. */
import { isWritten } from '../go/body/captures.js';
import { onlyValue } from '../go/body/loops.js';
import { calleeOf, F, type FlatTree, K, type Node } from '../syntax/flat-tree.js';
import { isConstantAt } from './known-type.js';
import type { SiteContext } from './site-context.js';

/** `table`: constants that are only read. `switch`: constant keys, of which one is looked up. Undefined for others. */
export function mapOfCall(context: SiteContext, literal: Node): 'table' | 'switch' | undefined {
  const { tree, scopes } = context;
  const elements = [...tree.children(tree.childOfKind(literal, K.LiteralValue))].filter(c => tree.kind(c) === K.KeyedElement);
  const isFixed = (e: Node) => isConstantAt(context, tree.first(e)) || isEmptyValue(tree, tree.first(e));
  if (!elements.every(e => isFixed(tree.first(e)))) return undefined;
  const isConstant = elements.every(e => isFixed(tree.last(e)));
  if (isLookUp(tree, literal)) return 'switch';
  const statement = tree.parent(tree.parent(literal));
  if (tree.kind(statement) !== K.ShortVarDeclaration || onlyValue(tree, statement, F.Right) !== literal) return undefined;
  const uses = scopes.variableOf(onlyValue(tree, statement, F.Left))?.uses ?? [];
  const isRead = (u: Node) => isLookUp(tree, u) || isRanged(tree, u) || isMeasured(tree, u);
  if (isConstant && uses.length > 0 && uses.every(isRead)) return 'table';
  const [only, more] = uses;
  const isOnce = only !== undefined && more === undefined && isLookUp(tree, only);
  return isOnce && scopes.loopOf(only) === scopes.loopOf(literal) && scopes.functionOf(only) === scopes.functionOf(literal)
    ? 'switch'
    : undefined;
}

/** `{}` of `struct{}`. */
const isEmptyValue = (tree: FlatTree, e: Node): boolean => /^(?:struct\{\})?\{\}$/.test(tree.textOf(e).replace(/\s+/g, ''));

/** `m[k]`, read. */
const isLookUp = (tree: FlatTree, map: Node): boolean =>
  tree.parentKind(map) === K.IndexExpression && tree.first(tree.parent(map)) === map && !isWritten(tree, tree.parent(map));

const isRanged = (tree: FlatTree, map: Node): boolean => tree.parentKind(map) === K.RangeClause && tree.fields[map] === F.Right;

const isMeasured = (tree: FlatTree, map: Node): boolean =>
  tree.parentKind(map) === K.ArgumentList && tree.textOf(calleeOf(tree, tree.parent(tree.parent(map)))) === 'len';
