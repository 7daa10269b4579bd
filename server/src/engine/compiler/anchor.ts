/** The span that stands for a site in an editor; the choices are written down in `sites/README.md`. */
import type { Span } from '../base/finding.js';
import type { Scopes } from '../go/names/scope.js';
import { signatureOf } from '../sites/signature.js';
import { expressionsOf, F, type FlatTree, K, NONE, type Node } from '../syntax/flat-tree.js';
import type { SiteNode } from './printed-site.js';

export function anchorOf(tree: FlatTree, { kind, node }: SiteNode, accumulates: boolean): Span {
  if (rangedOver(tree, node) !== NONE) return tree.span(rangedOver(tree, node));
  if ((kind === 'closure' || kind === 'goCall' || kind === 'deferCall') && tree.kind(node) === K.FuncLiteral)
    return signatureOf(tree, node);
  return tree.span(accumulates ? growingStatement(tree, node) : node);
}

/** What a sentence calls the site: as it is written, what a loop is over, and an element without a type as the compiler prints it. */
export function nameOf(tree: FlatTree, { node }: SiteNode, printed: string | undefined): string {
  if (rangedOver(tree, node) !== NONE) return tree.textOf(rangedOver(tree, node));
  return tree.kind(node) === K.LiteralValue && printed !== undefined ? printed : tree.textOf(node);
}

/** `seq` of `for v := range seq`; NONE for other nodes. */
function rangedOver(tree: FlatTree, node: Node): Node {
  return tree.kind(node) === K.ForStatement ? tree.field(tree.childOfKind(node, K.RangeClause), F.Right) : NONE;
}

/** `s = s + x` is one site, as `s += x` is: the statement. */
function growingStatement(tree: FlatTree, concat: Node): Node {
  return tree.kind(concat) === K.AssignmentStatement ? concat : assignmentOf(tree, concat);
}

/** `s += x` and `s = s + x` in the loop, with an `s` from outside of it: each round copies what the rounds before built. */
export function accumulates(tree: FlatTree, scopes: Scopes, loop: Node, concat: Node): boolean {
  const assignment = tree.kind(concat) === K.AssignmentStatement ? concat : assignmentOf(tree, concat);
  if (loop === NONE || tree.kind(assignment) !== K.AssignmentStatement) return false;
  const target = expressionsOf(tree, tree.first(assignment))[0] ?? NONE;
  const variable = scopes.variableOf(target);
  if (variable && tree.within(variable.node, loop)) return false;
  if (assignment === concat) return true;
  for (let n = concat; n < tree.afters[concat]!; n++) if (tree.textOf(n) === tree.textOf(target)) return true;
  return false;
}

const assignmentOf = (tree: FlatTree, value: Node): Node =>
  tree.parentKind(value) === K.ExpressionList ? tree.parent(tree.parent(value)) : tree.parent(value);
