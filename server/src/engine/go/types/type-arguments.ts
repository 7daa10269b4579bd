/** Type arguments as they are written. */
import { type FlatTree, K, type Node } from '../../syntax/flat-tree.js';

/** The type arguments that stand behind a generic function or type. */
export function typeArgumentsOf(tree: FlatTree, node: Node): Node[] {
  const [, ...rest] = [...tree.children(node)];
  const list = rest.find(n => tree.kind(n) === K.TypeArguments);
  const args = list === undefined ? rest : [...tree.children(list)];
  return args.map(a => (tree.kind(a) === K.TypeElem ? [...tree.children(a)][0]! : a));
}
