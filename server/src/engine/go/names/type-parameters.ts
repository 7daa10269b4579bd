/** The names of the type parameters that a function or a method has. */
import { F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';

export function parametersOf(tree: FlatTree): ReadonlySet<string> {
  const names = new Set<string>();
  const list = tree.field(0, F.TypeParameters);
  if (list !== NONE)
    for (const p of tree.children(list)) for (const c of tree.children(p)) if (tree.fields[c] === F.Name) names.add(tree.textOf(c));
  // func (l *List[T]) …: the receiver's type arguments are parameters.
  const receiver = tree.kind(0) === K.MethodDeclaration ? tree.field(0, F.Receiver) : NONE;
  const given = receiver === NONE ? NONE : ofKind(tree, receiver, K.TypeArguments);
  for (let n = given + 1; given !== NONE && n < tree.afters[given]!; n++) if (tree.kind(n) === K.TypeIdentifier) names.add(tree.textOf(n));
  return names;
}

function ofKind(tree: FlatTree, root: Node, kind: K): Node {
  for (let n = root; n < tree.afters[root]!; n++) if (tree.kind(n) === kind) return n;
  return NONE;
}
