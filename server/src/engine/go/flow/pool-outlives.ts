/** Whether what a name holds lives longer than the function. */
import { F, K, type Node } from '../../syntax/flat-tree.js';
import type { Variable } from '../names/variable.js';
import { under } from '../types/predicates.js';
import { rootOf } from './pool-passing.js';
import type { SharingCode } from './pool-share.js';

/** A list, a map or a struct of the function that it returns, and that stays the one it is. */
function isReturned(tree: SharingCode['tree'], { kind, name, uses }: Variable): boolean {
  const isResult = (e: Node) => tree.parentKind(e) === K.ExpressionList && tree.parentKind(tree.parent(e)) === K.ReturnStatement;
  const isSame = (use: Node) => {
    const p = tree.parent(use);
    if (tree.kind(p) === K.UnaryExpression) return tree.op(p) !== '&' || isResult(p);
    if (tree.fields[p] !== F.Left) return true;
    return kind === 'result' || tree.textOf(tree.field(tree.parent(p), F.Right)).startsWith(`append(${name}, `);
  };
  return uses.every(isSame) && (kind === 'result' || uses.some(use => isResult(use) || isResult(tree.parent(use))));
}

/** The place is a part of what the function makes and returns, and nothing that is deferred knows of it. */
export function isOutOfReach(
  { tree, scopes, work }: Pick<SharingCode, 'tree' | 'scopes' | 'work'>,
  place: Node,
  defers: readonly Node[],
): boolean {
  const v = scopes.variableOf(rootOf(tree, place));
  if (v?.kind !== 'local') return false;
  work.spend(v.uses.length * (1 + defers.length));
  return v.uses.every(use => {
    const p = tree.parentKind(use) === K.UnaryExpression ? tree.parent(tree.parent(use)) : tree.parent(use);
    const isPart = tree.kind(p) === K.SelectorExpression && tree.parentKind(p) !== K.CallExpression;
    const isResult = tree.kind(p) === K.ExpressionList && tree.parentKind(p) === K.ReturnStatement;
    return (isPart || isResult) && !defers.some(d => tree.within(use, d));
  });
}

/** What the caller gave by reference, a variable of the package, or what the function returns. */
export function outlives({ tree, scopes, types, work }: SharingCode, root: Node): boolean {
  if (tree.kind(root) !== K.Identifier) return false;
  const v = scopes.variableOf(root);
  const object = types.objects.get(root);
  if (object?.kind !== 'var') return false;
  if (!v) return true;
  if (v.kind === 'local' || v.kind === 'result') {
    work.spend(v.uses.length);
    return isReturned(tree, v);
  }
  return (v.kind === 'parameter' || v.kind === 'receiver') && ['pointer', 'map', 'slice'].includes(under(object.type).kind);
}
