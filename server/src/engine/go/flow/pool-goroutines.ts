/** Goroutines that nobody ends but who owns them. */
import { F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { under } from '../types/predicates.js';
import type { PoolCode } from './pool-code.js';

/** A loop that only the end of its channel leaves, or nothing. */
export function runsOn({ tree, types, scopes }: PoolCode, func: Node): boolean {
  for (let n = func; n < tree.afters[func]!; n++) {
    if (tree.kinds[n] !== K.ForStatement || scopes.functionOf(n) !== func || tree.textOf(n).includes('Done()')) continue;
    const header = tree.first(n) === tree.field(n, F.Body) ? NONE : tree.first(n);
    if (header === NONE && isEndless(tree, n)) return true;
    const ranged = tree.kind(header) === K.RangeClause ? types.typeOf(tree.unparen(tree.field(header, F.Right))) : undefined;
    if (ranged && under(ranged).kind === 'chan') return true;
  }
  return false;
}

/** It waits for others, or nothing in it leaves it. */
function isEndless({ kinds, afters }: PoolCode['tree'], loop: Node): boolean {
  const all = kinds.slice(loop, afters[loop]);
  return all.includes(K.SelectStatement) || !(all.includes(K.ReturnStatement) || all.includes(K.BreakStatement));
}
