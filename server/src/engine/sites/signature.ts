/** The part of a function literal that names its parameters and results: its anchor, since the body has sites of its own. */
import type { Span } from '../base/finding.js';
import { F, type FlatTree, NONE, type Node } from '../syntax/flat-tree.js';

export function signatureOf(tree: FlatTree, literal: Node): Span {
  const result = tree.field(literal, F.Result);
  const last = result === NONE ? tree.field(literal, F.Parameters) : result;
  return { start: tree.starts[literal]!, end: tree.ends[last === NONE ? literal : last]! };
}
