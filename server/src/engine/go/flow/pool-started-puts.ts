/** Function literals that run as goroutines and put what they captured without waiting for who started them. */

import { K, type Node } from '../../syntax/flat-tree.js';
import { hasStdPackage } from '../../tables/std/std-packages.js';
import { calledFunction } from './pool-code.js';
import type { SharingCode } from './pool-share.js';

/** Packages of std whose functions wait for somebody of the program. */
const WAITING: ReadonlySet<string> = new Set(['sync', 'time', 'context', 'os/signal']);

/** The literal asks and waits for nothing before it puts: it calls its puts, functions of std that are given to work with something, and those that wait for nobody. */
export function runsThrough({ tree, types, puts, quiet }: SharingCode, literal: Node): boolean {
  const own = puts.filter(p => tree.within(p.call, literal));
  const isDeferred = own.length > 0 && own.every(p => p.fact.deferred && tree.parent(p.call) === firstStatement(tree, literal));
  for (let n = literal + 1; n < tree.afters[literal]!; n++) {
    const kind = tree.kinds[n];
    // A deferred put runs whatever the literal asks.
    if (kind === K.IfStatement && !isDeferred) return false;
    if (kind === K.ForStatement || kind === K.SelectStatement) return false;
    if (kind === K.UnaryExpression && tree.op(n) === '<-') return false;
    if (kind !== K.CallExpression || puts.some(p => p.call === n) || quiet?.has(n)) continue;
    const path = calledFunction(types, n)?.pkg?.path;
    if (path === undefined || WAITING.has(path) || !hasStdPackage(path, undefined)) return false;
  }
  return true;
}

/** What the body of the literal begins with. */
function firstStatement(tree: SharingCode['tree'], literal: Node): Node {
  return tree.first(tree.childOfKind(tree.last(literal), K.StatementList));
}
