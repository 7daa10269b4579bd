/** `binary.Write(w, order, x)` of a number as an expression that appends the same bytes. */
import { isBytes, under } from '../../go/types/predicates.js';
import { argumentsOf, calleeOf, K, type Node } from '../../syntax/flat-tree.js';
import { typeAt } from '../known-type.js';
import type { RemedyContext } from './remedy.js';

/** Undefined for other calls, and where the type of the value is not known to be a number of fixed size or `[]byte`. */
export function appendedNumber(context: RemedyContext, call: Node, to: string): string | undefined {
  const { tree, packages } = context;
  const callee = calleeOf(tree, call);
  const [, order, given] = argumentsOf(tree, call);
  if (tree.kind(callee) !== K.SelectorExpression || packages.of(tree.first(callee)) !== 'encoding/binary') return undefined;
  if (tree.textOf(tree.last(callee)) !== 'Write' || order === undefined || given === undefined) return undefined;
  const isOrder = tree.kind(order) === K.SelectorExpression && packages.of(tree.first(order)) === 'encoding/binary';
  if (!isOrder || !/\.(?:Little|Big)Endian$/.test(tree.textOf(order))) return undefined;
  // A pointer is written as what it leads to.
  const value = tree.kind(given) === K.UnaryExpression && tree.op(given) === '&' ? tree.first(given) : given;
  const type = typeAt(context, value);
  const text = tree.textOf(value);
  if (isBytes(type)) return `append(${to}, ${text}...)`;
  const u = under(type);
  const [, sign, bits] = (u.kind === 'basic' && /^(u?)int(8|16|32|64)$/.exec(u.name)) || [];
  if (bits === undefined) return undefined;
  const isPlain = sign === 'u' && type.kind === 'basic';
  if (bits === '8') return `append(${to}, ${isPlain ? text : `byte(${text})`})`;
  return `${tree.textOf(order)}.AppendUint${bits}(${to}, ${isPlain ? text : `uint${bits}(${text})`})`;
}
