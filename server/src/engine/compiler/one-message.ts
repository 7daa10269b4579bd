/** A keyed hash that is made for one message: with the same key it could be kept. */
import { onlyValue } from '../go/body/loops.js';
import { F, K, type Node } from '../syntax/flat-tree.js';
import type { SiteContext } from './site-context.js';

/** `h := hmac.New(f, key)` of which methods are all that is asked. */
export function isForOneMessage({ tree, scopes }: Pick<SiteContext, 'tree' | 'scopes'>, call: Node): boolean {
  const statement = tree.parent(tree.parent(call));
  if (tree.kind(statement) !== K.ShortVarDeclaration || onlyValue(tree, statement, F.Right) !== call) return false;
  const uses = scopes.variableOf(onlyValue(tree, statement, F.Left))?.uses ?? [];
  const isReceiver = (u: Node) => tree.parentKind(u) === K.SelectorExpression && tree.parentKind(tree.parent(u)) === K.CallExpression;
  return uses.length > 0 && uses.every(isReceiver);
}
