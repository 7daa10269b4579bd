/** The opposite of a condition, written as a person would. */
import { type FlatTree, K, type Node } from '../../syntax/flat-tree.js';

const OPPOSITES: Readonly<Record<string, string>> = { '<': '>=', '>=': '<', '>': '<=', '<=': '>', '==': '!=', '!=': '==' };

/** `write` makes the text of an operand. Comparisons of floating-point numbers are not turned right where one is NaN. */
export function negated(tree: FlatTree, condition: Node, write: (operand: Node) => string): string {
  const e = tree.unparen(condition);
  if (tree.kind(e) === K.UnaryExpression && tree.op(e) === '!') return write(tree.unparen(tree.first(e)));
  if (tree.kind(e) === K.BinaryExpression) {
    const [left, right] = [tree.first(e), tree.last(e)];
    if (tree.op(e) === '||') return `${negated(tree, left, write)} && ${negated(tree, right, write)}`;
    const opposite = OPPOSITES[tree.op(e)];
    if (opposite !== undefined) return `${write(left)} ${opposite} ${write(right)}`;
    return `!(${write(e)})`;
  }
  return `!${write(e)}`;
}
