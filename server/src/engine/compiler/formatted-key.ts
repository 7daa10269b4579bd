/** `m[fmt.Sprintf("%s:%d", a, b)]`, also by a variable that is an index of maps and nothing else: a struct of the parts is a key without a text. */
import { onlyValue } from '../go/body/loops.js';
import { under } from '../go/types/predicates.js';
import { argumentsOf, calleeOf, F, K, NONE, type Node } from '../syntax/flat-tree.js';
import { typeAt } from './known-type.js';
import type { SiteContext } from './site-context.js';

type KeyContext = Pick<SiteContext, 'tree' | 'scopes' | 'packages' | 'typed'>;

/** `call`: what formats. */
export function isFormattedKey(context: KeyContext, call: Node): boolean {
  const { tree, scopes, packages } = context;
  const callee = calleeOf(tree, call);
  if (tree.kind(callee) !== K.SelectorExpression || packages.of(tree.first(callee)) !== 'fmt') return false;
  if (!/^Sprintf?$/.test(tree.textOf(tree.last(callee))) || argumentsOf(tree, call).length < 3) return false;
  if (isIndexOfMap(context, call)) return true;
  const statement = tree.parent(tree.parent(call));
  if (tree.kind(statement) !== K.ShortVarDeclaration || onlyValue(tree, statement, F.Right) !== call) return false;
  const key = scopes.variableOf(onlyValue(tree, statement, F.Left));
  return key !== undefined && key.uses.length > 0 && key.uses.every(u => isIndexOfMap(context, u));
}

/** `m[key]` of a map. */
export function isIndexOfMap(context: Pick<SiteContext, 'tree' | 'typed'>, key: Node): boolean {
  const { tree } = context;
  const index = tree.parent(key);
  if (tree.kind(index) !== K.IndexExpression || tree.first(index) === key) return false;
  return index !== NONE && under(typeAt(context, tree.first(index))).kind === 'map';
}
