/**
 * `var buf [256 << 10]byte` that only readers fill -> 64 KiB, which the stack can hold. A reader may always read less than it is offered, so that code which
 * goes by the number of bytes read works as before.
 */
import { messages } from '../../base/message.js';
import { integerValue } from '../../go/types/constants.js';
import { calleeOf, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { Remedy, RemedyContext } from './remedy.js';

const say = messages('remedy/smaller-buffer', {
  title: 'Read with a buffer of 64 KiB, which the stack can hold',
  verified: '(verified: no longer allocates)',
});

const SIZE = 64 << 10;

export function smallerBuffer(context: RemedyContext): Remedy | undefined {
  const { tree, scopes } = context;
  const v = scopes.variableOf(context.nodes.find(n => tree.kind(n) === K.Identifier) ?? NONE);
  if (
    v?.kind !== 'local' ||
    v.init !== NONE ||
    tree.kind(v.typeNode) !== K.ArrayType ||
    !/^(?:byte|uint8)$/.test(tree.textOf(tree.last(v.typeNode)))
  )
    return undefined;
  const length = tree.first(v.typeNode);
  if ((integerValue(tree, length) ?? 0) <= SIZE || v.uses.length === 0 || !v.uses.every(u => isFilled(context, u))) return undefined;
  return { title: say.title, safe: false, edits: [context.edit(tree.span(length), '64 << 10')], proof: 'gone', verified: say.verified };
}

/** `r.Read(buf[:])`, `io.CopyBuffer(w, r, buf[:])`, and `buf[:n]` of what was read. */
function isFilled({ tree, packages }: RemedyContext, use: Node): boolean {
  const slice = tree.parent(use);
  if (tree.kind(slice) !== K.SliceExpression || tree.first(slice) !== use) return false;
  const bound = tree.next(use);
  if (bound !== NONE)
    return /\[:[\p{L}_][\p{L}\p{N}_]*\]$/u.test(tree.textOf(slice)) && tree.kind(bound) === K.Identifier && tree.next(bound) === NONE;
  const call = tree.parentKind(slice) === K.ArgumentList ? tree.parent(tree.parent(slice)) : NONE;
  const callee = tree.kind(call) === K.CallExpression ? calleeOf(tree, call) : NONE;
  if (tree.kind(callee) !== K.SelectorExpression) return false;
  const name = tree.textOf(tree.last(callee));
  return packages.of(tree.first(callee)) === 'io' ? name === 'CopyBuffer' : name === 'Read' || name === 'read';
}
