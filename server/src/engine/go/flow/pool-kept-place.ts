/** Places that still have an object itself when it is put, and not only to work with it. */
import type { Work } from '../../base/faults.js';
import { calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { under } from '../types/predicates.js';
import type { PutNodes } from './pool-calls.js';
import type { PoolCode } from './pool-code.js';

interface StoringCode extends PoolCode {
  readonly puts: readonly PutNodes[];
  readonly work: Work;
  /** The expression may be an object that is put, or memory of one. */
  mayShare(value: Node): boolean;
}

/** `s.last = b; pool.Put(b)`: between them nothing is called that could work with the place. */
export function isPutAtOnce(code: StoringCode, statement: Node): boolean {
  const { tree, scopes, puts, work } = code;
  // The next iteration writes the place again.
  if (scopes.loopOf(statement) !== NONE) return false;
  for (let next = tree.next(statement); next !== NONE; next = tree.next(next)) {
    work.spend(tree.afters[next]! - next);
    for (let n = next; n < tree.afters[next]!; n++) {
      if (tree.kinds[n] !== K.CallExpression) continue;
      if (puts.some(p => p.call === n)) return true;
      const callee = tree.unparen(calleeOf(tree, n));
      if (tree.kind(callee) !== K.SelectorExpression || !code.mayShare(tree.unparen(tree.first(callee)))) return false;
    }
  }
  return tree.parent(tree.parent(tree.parent(statement))) === 0 && puts.some(p => tree.parentKind(p.call) === K.DeferStatement);
}

/** Others look it up there, and the function takes nothing away. */
export function isInMap({ tree, types }: PoolCode, place: Node): boolean {
  const type = tree.kind(place) === K.IndexExpression ? types.typeOf(tree.unparen(tree.field(place, F.Operand))) : undefined;
  return type !== undefined && under(type).kind === 'map' && !TAKES_AWAY.test(tree.text);
}

const TAKES_AWAY = /\b(?:delete|clear|remove|unregister|drop|evict|forget)\w*\(/i;
