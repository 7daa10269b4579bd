/** Whether two places of a function run under conditions that have nothing to do with each other. */
import type { Work } from '../../base/faults.js';
import { F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';

/** True when no name stands in conditions of both places, those around both left out: each may run with the other. */
export function isIndependent(tree: FlatTree, a: Node, b: Node, work: Work): boolean {
  const [first, second] = [namesAsked(tree, a, b, work), namesAsked(tree, b, a, work)];
  return first !== undefined && second !== undefined && ![...first].some(name => second.has(name));
}

/** Names in the conditions between the place and what is around both; undefined where something else than an `if` decides. */
function namesAsked(tree: FlatTree, place: Node, other: Node, work: Work): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  for (let n = tree.parent(place); n !== NONE && !tree.within(other, n); n = tree.parent(n)) {
    const kind = tree.kind(n);
    if (DECIDES.has(kind)) return undefined;
    if (kind === K.IfStatement) addNames(tree, n, names, work);
  }
  // Of one `if` with branches of both, one runs.
  const around = commonAncestor(tree, place, other);
  return tree.kind(around) === K.IfStatement || tree.kind(around) === K.ExpressionSwitchStatement ? undefined : names;
}

function addNames(tree: FlatTree, statement: Node, names: Set<string>, work: Work): void {
  for (const part of [tree.field(statement, F.Condition), tree.field(statement, F.Initializer)]) {
    if (part === NONE) continue;
    work.spend(tree.afters[part]! - part);
    for (let n = part; n < tree.afters[part]!; n++) if (tree.kinds[n] === K.Identifier) names.add(tree.textOf(n));
  }
}

function commonAncestor(tree: FlatTree, a: Node, b: Node): Node {
  let n = a;
  while (n !== NONE && !tree.within(b, n)) n = tree.parent(n);
  return n;
}

const DECIDES: ReadonlySet<K> = new Set([K.ForStatement, K.FuncLiteral, K.ExpressionCase, K.TypeCase, K.DefaultCase, K.CommunicationCase]);
