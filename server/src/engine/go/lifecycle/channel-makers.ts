/** Functions that return a channel to which a goroutine of theirs sends once: whoever calls them has to receive. */
import type { Sliced } from '../../base/slices.js';
import { calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { calledFunction, type PoolCode, readingPoolCode } from '../flow/pool-code.js';
import type { Variable } from '../names/variable.js';
import { functionNow } from '../package/function-now.js';
import type { BodySources } from '../package/typed-file.js';
import type { Func } from '../types/model.js';
import { under } from '../types/predicates.js';
import { isTimeout } from './many-senders.js';
import { isClosedBy, isUnbuffered, otherChannels, serves } from './senders.js';

/** A case of a `select` that leaves the channel of a call in another case to its sender. */
export interface LeftChannel {
  readonly call: Node;
  /** The return of that case. */
  readonly at: Node;
}

/** `func f() chan T { c := make(chan T); go func() { c <- v }(); return c }` */
export function* makesSender(func: Func, sources: BodySources): Sliced<boolean> {
  const results = func.type.kind === 'func' ? func.type.results : [];
  if (results.length !== 1 || under(results[0]!.type).kind !== 'chan') return false;
  const types = yield* functionNow(func, sources);
  if (!types || types.tree.hasError || !types.tree.kinds.includes(K.GoStatement)) return false;
  const code = yield* readingPoolCode(types);
  const body = code.tree.childOfKind(code.tree.field(0, F.Body), K.StatementList);
  return [...code.tree.children(body)].some(s => code.tree.kind(s) === K.GoStatement && sendsToResult(code, s));
}

function sendsToResult(code: PoolCode, statement: Node): boolean {
  const { tree, scopes } = code;
  const call = tree.unparen(tree.first(statement));
  const literal = tree.kind(call) === K.CallExpression ? tree.unparen(calleeOf(tree, call)) : NONE;
  if (tree.kind(literal) !== K.FuncLiteral) return false;
  const list = tree.childOfKind(tree.field(literal, F.Body), K.StatementList);
  const [send = NONE, ...more] = [...tree.children(list)].filter(s => tree.kind(s) === K.SendStatement);
  if (send === NONE || more.length > 0 || otherChannels(code, list, send)?.length !== 0 || serves(code, tree.last(send))) return false;
  const channel = scopes.variableOf(tree.unparen(tree.first(send)));
  return channel !== undefined && isUnbuffered(code, 0, channel) && isOnlyReturned(code, channel, send, literal);
}

function isOnlyReturned(code: PoolCode, { uses }: Variable, send: Node, literal: Node): boolean {
  const { tree } = code;
  const isReturned = (use: Node) => tree.parentKind(use) === K.ExpressionList && tree.parentKind(tree.parent(use)) === K.ReturnStatement;
  const others = uses.filter(use => tree.parent(use) !== send && !isClosedBy(code, use, literal));
  return others.length > 0 && others.every(isReturned);
}

/** `select { case v := <-f(): … case <-time.After(d): return … }` */
export function* leftChannels(code: PoolCode, sources: BodySources): Sliced<LeftChannel[]> {
  const { tree, types } = code;
  const out: LeftChannel[] = [];
  if (!tree.kinds.includes(K.SelectStatement)) return out;
  for (let n = 0; n < tree.count; n++) {
    if (tree.kinds[n] !== K.CommunicationCase) continue;
    const call = receivedCall(code, n);
    const func = call === NONE ? undefined : calledFunction(types, call);
    if (!func || !(yield* makesSender(func, sources))) continue;
    for (const other of tree.children(tree.parent(n))) {
      const at = other === n || !timesOut(code, other) ? NONE : tree.last(tree.childOfKind(other, K.StatementList));
      if (tree.kind(at) === K.ReturnStatement) out.push({ call, at });
    }
  }
  return out;
}

/** The call whose result the case receives from. */
function receivedCall({ tree }: PoolCode, branch: Node): Node {
  const awaited = tree.field(branch, F.Communication);
  for (let n = awaited; n !== NONE && n < tree.afters[awaited]!; n++) {
    if (tree.kinds[n] !== K.UnaryExpression || tree.op(n) !== '<-') continue;
    const channel = tree.unparen(tree.first(n));
    return tree.kind(channel) === K.CallExpression ? channel : NONE;
  }
  return NONE;
}

function timesOut(code: PoolCode, branch: Node): boolean {
  const { tree } = code;
  const call = tree.kind(branch) === K.CommunicationCase ? receivedCall(code, branch) : NONE;
  return call !== NONE && isTimeout(code, call);
}
