/** Memory that an append may have moved, and that becomes the object's own again: `b := append((*p)[:0], x...)`, and later `*p = b`. */
import type { Work } from '../../base/faults.js';
import { expressionsOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { isWritten } from '../body/captures.js';
import type { Variable } from '../names/variable.js';
import type { PoolCode } from './pool-code.js';

/** Behind the step, in its block or one around it, `*p` gets the variable that the value was made from, as the variable was then. */
export function isStoredBack(code: PoolCode & { readonly work: Work }, value: Node, step: Node): boolean {
  const { tree, work } = code;
  const roots = rootsOf(code, value);
  if (roots.size === 0) return false;
  let list = tree.ancestor(step, K.StatementList);
  for (let from = step; list !== NONE; from = list, list = tree.ancestor(list, K.StatementList, K.FuncLiteral)) {
    if (tree.kind(list) !== K.StatementList) return false;
    for (const statement of tree.children(list)) {
      work.spend();
      if (statement < from || tree.kind(statement) !== K.AssignmentStatement || tree.op(statement) !== '=') continue;
      const [place = NONE, ...others] = expressionsOf(tree, tree.field(statement, F.Left));
      const [stored = NONE] = expressionsOf(tree, tree.field(statement, F.Right));
      const target = tree.unparen(place);
      if (others.length > 0 || tree.kind(target) !== K.UnaryExpression || tree.op(target) !== '*') continue;
      const v = stored === NONE ? undefined : code.scopes.variableOf(whole(tree, stored));
      const since = v && roots.get(v);
      if (since !== undefined && !v!.uses.some(use => use > since && use < statement && isWritten(tree, use))) return true;
    }
  }
  return false;
}

/** `b` of `b[:0]`. */
function whole(tree: PoolCode['tree'], value: Node): Node {
  const e = tree.unparen(value);
  return tree.kind(e) === K.SliceExpression ? tree.unparen(tree.field(e, F.Operand)) : e;
}

/** The variables in the value, and those that a variable in it was made from once and for all: with the node where they were read. */
function rootsOf({ tree, scopes }: PoolCode, value: Node): Map<Variable, Node> {
  const out = new Map<Variable, Node>();
  const look = (e: Node, depth: number): void => {
    for (let n = e; n < tree.afters[e]!; n++) {
      const v = tree.kinds[n] === K.Identifier ? scopes.variableOf(n) : undefined;
      if (!v || out.has(v)) continue;
      out.set(v, n);
      if (depth < 2 && v.kind === 'local' && v.init !== NONE && !v.uses.some(use => isWritten(tree, use))) look(v.init, depth + 1);
    }
  };
  look(value, 0);
  return out;
}
