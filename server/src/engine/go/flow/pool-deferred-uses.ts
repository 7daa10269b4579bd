/** What a deferred function literal uses whenever it runs. */
import { K, type Node } from '../../syntax/flat-tree.js';
import type { Variable } from '../names/variable.js';
import type { PoolCode } from './pool-code.js';
import { changesVariable } from './pool-use.js';

/** Names in a function literal that mean variables of the functions around it, which are never written again, on each way through it; of each variable the first. */
export function usedAnyhow({ tree, scopes }: PoolCode, literal: Node): Node[] {
  const out = new Map<Variable, Node>();
  for (let n = literal + 1; n < tree.afters[literal]!; n++) {
    if (SKIPPED.has(tree.kinds[n]!)) {
      n = tree.afters[n]! - 1;
      continue;
    }
    if (tree.kinds[n] === K.ReturnStatement) break;
    const v = tree.kinds[n] === K.Identifier ? scopes.variableOf(n) : undefined;
    if (!v || out.has(v) || tree.within(v.node, literal) || v.uses.some(use => changesVariable(tree, use) !== undefined)) continue;
    out.set(v, n);
  }
  return [...out.values()];
}

/** What may not run, runs elsewhere, or later still. */
const SKIPPED: ReadonlySet<K> = new Set([
  ...[K.IfStatement, K.ForStatement, K.ExpressionSwitchStatement, K.TypeSwitchStatement, K.SelectStatement],
  ...[K.FuncLiteral, K.GoStatement, K.DeferStatement],
]);
