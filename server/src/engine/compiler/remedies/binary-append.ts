/** `binary.Write(w, order, x)` of a number as an expression that appends the same bytes. */
import { argumentsOf, calleeOf, K, type Node } from '../../syntax/flat-tree.js';
import type { RemedyContext } from './remedy.js';

/** Undefined for other calls, and where the type of the value is not known to be a number of fixed size or `[]byte`. */
export function appendedNumber({ tree, types, packages, pkg }: RemedyContext, call: Node, to: string): string | undefined {
  const callee = calleeOf(tree, call);
  const [, order, given] = argumentsOf(tree, call);
  if (tree.kind(callee) !== K.SelectorExpression || packages.of(tree.first(callee)) !== 'encoding/binary') return undefined;
  if (tree.textOf(tree.last(callee)) !== 'Write' || order === undefined || given === undefined) return undefined;
  const isOrder = tree.kind(order) === K.SelectorExpression && packages.of(tree.first(order)) === 'encoding/binary';
  if (!isOrder || !/\.(?:Little|Big)Endian$/.test(tree.textOf(order))) return undefined;
  // A pointer is written as what it leads to.
  const value = tree.kind(given) === K.UnaryExpression && tree.op(given) === '&' ? tree.first(given) : given;
  const type = pkg.underlying(types.ofExpression(value));
  const text = tree.textOf(value);
  if (type.kind === 'slice') {
    const element = pkg.resolve(type.elem);
    return element.kind === 'basic' && (element.name === 'byte' || element.name === 'uint8') ? `append(${to}, ${text}...)` : undefined;
  }
  const [, sign, bits] = (type.kind === 'basic' && /^(u?)int(8|16|32|64)$/.exec(type.name === 'byte' ? 'uint8' : type.name)) || [];
  if (bits === undefined) return undefined;
  const isPlain = sign === 'u' && pkg.resolve(types.ofExpression(value)).kind === 'basic';
  if (bits === '8') return `append(${to}, ${isPlain ? text : `byte(${text})`})`;
  return `${tree.textOf(order)}.AppendUint${bits}(${to}, ${isPlain ? text : `uint${bits}(${text})`})`;
}
