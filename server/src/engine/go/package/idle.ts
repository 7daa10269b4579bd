/** Declarations in which nothing happens: most rules have nothing to look at in a file that has no others. */
import { F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';

/** A type, constants, or a function that is given pointers only, without a statement in the part of its body that is read. */
export function isIdle(tree: FlatTree): boolean {
  if (tree.hasError) return false;
  switch (tree.kind(0)) {
    case K.TypeDeclaration:
    case K.ConstDeclaration:
      return true;
    case K.FunctionDeclaration:
    case K.MethodDeclaration:
      return tree.first(tree.field(0, F.Body)) === NONE && takesPointers(tree, F.Receiver) && takesPointers(tree, F.Parameters);
    default:
      return false;
  }
}

function takesPointers(tree: FlatTree, field: F): boolean {
  const isPointer = (parameter: Node) =>
    tree.kind(parameter) === K.ParameterDeclaration && tree.kind(tree.field(parameter, F.Type)) === K.PointerType;
  return [...tree.children(tree.field(0, field))].every(isPointer);
}
