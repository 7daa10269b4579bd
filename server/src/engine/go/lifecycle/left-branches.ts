/** Cases of a `select` that give up waiting and go on, after which nobody receives from a sender any more. */
import { F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { calledName, type PoolCode } from '../flow/pool-code.js';
import { MAY_LEAVE } from '../flow/pool-conditions.js';
import { endsByItself } from '../flow/pool-joins.js';
import type { Holding } from './holding.js';
import { isReceive } from './senders.js';

/** What is waited for in the cases of a time or a context, beside the one and only `select` that receives. */
export function leftBranches(code: PoolCode, { from, variable }: Holding): Node[] {
  const { tree, scopes } = code;
  const receives = variable?.uses.filter(u => isReceive(tree, tree.parent(u))) ?? [];
  const cases = receives.map(r => tree.ancestor(r, K.CommunicationCase, K.StatementList));
  const [own = NONE] = cases;
  if (tree.kind(own) !== K.CommunicationCase || receives.length !== 1) return [];
  const select = tree.parent(own);
  // In another loop it may be received from in the next iteration, and in one of its own several goroutines may send.
  const isOnce = scopes.loopOf(select) === variable!.loop && scopes.loopOf(from) === variable!.loop;
  if (!isOnce || from > select) return [];
  return [...tree.children(select)].flatMap(branch => {
    const waited = branch !== own && tree.kind(branch) === K.CommunicationCase ? receivedIn(code, branch) : NONE;
    return waited !== NONE && endsByItself(code, tree.unparen(tree.first(waited))) && goesOn(code, branch) ? [waited] : [];
  });
}

/** `<-timer.C` of its case. */
function receivedIn({ tree }: PoolCode, branch: Node): Node {
  const awaited = tree.field(branch, F.Communication);
  for (let n = awaited; n !== NONE && n < tree.afters[awaited]!; n++)
    if (tree.kinds[n] === K.UnaryExpression && tree.op(n) === '<-') return n;
  return NONE;
}

/** Nothing in it leaves the function, which is told of elsewhere, or ends the program. */
function goesOn({ tree }: PoolCode, branch: Node): boolean {
  for (let n = branch; n < tree.afters[branch]!; n++) {
    if (MAY_LEAVE.has(tree.kinds[n]!)) return false;
    if (tree.kinds[n] === K.CallExpression && ENDS.test(calledName(tree, n))) return false;
  }
  return true;
}

const ENDS = /^(?:panic|Panic\w*|Fatal\w*|Exit|Goexit|FailNow|Skip\w*)$/;
