/** Functions of encoding/binary that read and write a value through a buffer of their own. */
import { isBytes, under } from '../go/types/predicates.js';
import { argumentsOf, calleeOf, K, type Node } from '../syntax/flat-tree.js';
import { typeAt } from './known-type.js';
import type { SiteContext } from './site-context.js';

/** `binary.Write(w, binary.BigEndian, n)` and `binary.Read(r, binary.BigEndian, &n)` of one number: what turns it into bytes, and back. */
export function numberOf(context: Pick<SiteContext, 'tree' | 'packages' | 'typed'>, call: Node): string | undefined {
  const { tree, packages } = context;
  const [, order, given, more] = argumentsOf(tree, call);
  if (order === undefined || given === undefined || more !== undefined || tree.kind(order) !== K.SelectorExpression) return undefined;
  if (packages.of(tree.first(order)) !== 'encoding/binary' || !/^(?:Big|Little|Native)Endian$/.test(tree.textOf(tree.last(order))))
    return undefined;
  const isAddress = tree.kind(given) === K.UnaryExpression && tree.op(given) === '&';
  const isRead = tree.textOf(calleeOf(tree, call)).endsWith('Read');
  if (isRead && !isAddress) return undefined;
  const type = typeAt(context, isAddress ? tree.first(given) : given);
  const u = under(type);
  const bits = u.kind === 'basic' && !isBytes(type) ? /^u?int(16|32|64)$/.exec(u.name)?.[1] : undefined;
  return bits && `${tree.textOf(order)}.${isRead ? '' : 'Put'}Uint${bits}`;
}
