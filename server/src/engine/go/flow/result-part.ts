/** What the result of a function leads to. */
import { argumentsOf, type FlatTree, K, type Node } from '../../syntax/flat-tree.js';

/** A parameter that each result of a function leads to. */
export interface ResultPart {
  readonly argument: number;
  /** The result is (a part of) it; else a value that the function makes has it in a field. */
  readonly isItself: boolean;
}

/** The arguments of a call that its result leads to. */
export function partsOfCall(tree: FlatTree, call: Node, parts: readonly ResultPart[], isItself: boolean): Node[] {
  const args = argumentsOf(tree, call);
  if (args.some(a => tree.kind(a) === K.VariadicArgument)) return [];
  return parts.flatMap(p => (p.isItself === isItself && args[p.argument] !== undefined ? [args[p.argument]!] : []));
}

/** Values of a composite literal, without their keys. */
export function literalElements(tree: FlatTree, literal: Node): Node[] {
  const elements = [...tree.children(tree.last(literal))];
  return elements.map(element => tree.first(tree.kind(element) === K.KeyedElement ? tree.last(element) : element));
}
