import { isAddressed, isWritten } from '../go/body/captures.js';
import { calleeOf, type FlatTree, K, type Node } from '../syntax/flat-tree.js';
import type { SiteContext } from './site-context.js';

/** The literal that a local variable holds from its declaration on, whole and in all its parts; else the expression itself. */
export function heldLiteral({ tree, scopes }: Pick<SiteContext, 'tree' | 'scopes'>, node: Node): Node {
  const e = tree.unparen(node);
  const variable = tree.kind(e) === K.Identifier ? scopes.variableOf(e) : undefined;
  if (variable?.kind !== 'local' || variable.initIndex >= 0) return e;
  return variable.uses.every(u => isRead(tree, u)) ? variable.init : e;
}

/** Neither written nor addressed in a part; a method may take its address, as does a slice of an array. */
function isRead(tree: FlatTree, use: Node): boolean {
  let part = use;
  for (let p = tree.parent(part); PARTS.has(tree.kind(p)) && tree.first(p) === part; p = tree.parent(p)) part = p;
  const p = tree.parent(part);
  if (isWritten(tree, part) || isAddressed(tree, part) || tree.kind(p) === K.SliceExpression) return false;
  return part === use || tree.kind(p) !== K.CallExpression || calleeOf(tree, p) !== part;
}

const PARTS: ReadonlySet<K> = new Set([K.SelectorExpression, K.IndexExpression, K.ParenthesizedExpression]);
