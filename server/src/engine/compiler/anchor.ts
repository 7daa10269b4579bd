/** The span that stands for a site in an editor; the choices are written down in `sites/README.md`. */
import type { Span } from '../base/finding.js';
import { signatureOf } from '../sites/signature.js';
import { type FlatTree, K, type Node } from '../syntax/flat-tree.js';
import type { SiteNode } from './printed-site.js';

export function anchorOf(tree: FlatTree, { kind, node }: SiteNode, accumulates: boolean): Span {
  if (kind === 'closure' && tree.kind(node) === K.FuncLiteral) return signatureOf(tree, node);
  return tree.span(accumulates ? growingStatement(tree, node) : node);
}

/** `s = s + x` is one site, as `s += x` is: the statement. */
function growingStatement(tree: FlatTree, concat: Node): Node {
  return tree.kind(concat) === K.AssignmentStatement ? concat : assignmentOf(tree, concat);
}

/** `s += x` and `s = s + x`: each round copies what the rounds before built. */
export function accumulates(tree: FlatTree, concat: Node): boolean {
  if (tree.kind(concat) === K.AssignmentStatement) return true;
  const assignment = assignmentOf(tree, concat);
  if (tree.kind(assignment) !== K.AssignmentStatement) return false;
  const target = tree.textOf(tree.first(assignment));
  for (let n = concat; n < tree.afters[concat]!; n++) if (tree.textOf(n) === target) return true;
  return false;
}

const assignmentOf = (tree: FlatTree, value: Node): Node =>
  tree.parentKind(value) === K.ExpressionList ? tree.parent(tree.parent(value)) : tree.parent(value);
