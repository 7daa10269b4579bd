/** Places that wait until somebody else is done with an object. */
import type { Work } from '../../base/faults.js';
import { calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { Mode } from '../types/model.js';
import { isNamed } from '../types/named.js';
import { under } from '../types/predicates.js';
import { calledFunction, isPoolMethod, namedCallee, type PoolCode } from './pool-code.js';

/** Packages of std whose functions and methods wait for no goroutine. */
const NO_WAIT = /^(?:bytes|context|errors|fmt|log|math|net\/http|sort|slices|maps|strconv|strings|unicode(?:\/\w+)?|encoding\/\w+)$/;

/** After it, whoever had something has done with it; a wait that may end for another reason is none. */
export function isJoin(code: PoolCode, n: Node): boolean {
  const { tree, types } = code;
  switch (tree.kind(n)) {
    case K.UnaryExpression:
      return tree.op(n) === '<-' && !endsByItself(code, tree.unparen(tree.first(n))) && !isFromCaller(code, n);
    case K.RangeClause: {
      const type = types.typeOf(tree.unparen(tree.field(n, F.Right)));
      return type !== undefined && under(type).kind === 'chan';
    }
    case K.SendStatement:
      return true;
    case K.CallExpression:
      return mayWait(code, n);
    default:
      return false;
  }
}

/** `ctx.Done()`, `time.After(d)`, a timer's `C`. */
export function endsByItself({ tree, types }: PoolCode, channel: Node): boolean {
  const type = types.typeOf(channel);
  const u = type && under(type);
  if (u?.kind === 'chan' && u.elem.kind === 'named' && u.elem.object.name === 'Time' && u.elem.object.pkg?.path === 'time') return true;
  const func = tree.kind(channel) === K.CallExpression ? calledFunction(types, channel) : undefined;
  return func?.name === 'Done' && func.pkg?.path === 'context';
}

/** Uses beyond these are not looked at. */
const MAX_USES = 50;

/** A case of a `select` for a channel that the caller gives and that is only received from: it says nothing of the function's own goroutines. */
function isFromCaller({ tree, scopes }: PoolCode, receive: Node): boolean {
  const v = scopes.variableOf(tree.unparen(tree.first(receive)));
  if (v?.kind !== 'parameter' || tree.kind(tree.ancestor(receive, K.CommunicationCase, K.StatementList)) !== K.CommunicationCase)
    return false;
  return v.uses.length <= MAX_USES && v.uses.every(use => tree.op(tree.parent(use)) === '<-' && scopes.functionOf(use) === v.func);
}

/** The body neither waits nor calls what may wait. */
export function isQuiet(code: PoolCode): boolean {
  const { tree } = code;
  if (tree.kinds.includes(K.SelectStatement) || tree.kinds.includes(K.GoStatement)) return false;
  return !tree.kinds.some((_, n) => isJoin(code, n));
}

/** A function that is not known to come back at once may wait, whoever declares it: for a channel, a lock, the other end of a pipe. */
function mayWait({ tree, types, quiet }: PoolCode, call: Node): boolean {
  if (quiet?.has(call)) return false;
  const callee = namedCallee(tree, call);
  if (types.modes[tree.unparen(calleeOf(tree, call))] === Mode.Type || types.objects.get(callee)?.kind === 'builtin') return false;
  const func = calledFunction(types, call);
  if (!func?.pkg) return !isCancel(types, callee);
  if (isPoolMethod(func, 'Get') || isPoolMethod(func, 'Put')) return false;
  const { path } = func.pkg;
  // Who lets others go on does not wait for them.
  if (path === 'sync' && LETS_GO.has(func.name)) return false;
  return path === 'time' ? func.name === 'Sleep' : !NO_WAIT.test(path);
}

/** Methods of locks, groups and conditions. */
const LETS_GO: ReadonlySet<string> = new Set(['Unlock', 'RUnlock', 'Done', 'Signal', 'Broadcast']);

/** `cancel()` of a context tells others to end, and comes back at once. */
function isCancel(types: PoolCode['types'], callee: Node): boolean {
  const type = types.typeOf(callee);
  return type !== undefined && (isNamed(type, 'context', 'CancelFunc') || isNamed(type, 'context', 'CancelCauseFunc'));
}

/** The `select` stands in the block of both, and a case for a time or a context goes on to what follows. */
export function isTimedOut(code: PoolCode, from: Node, to: Node, work: Work): boolean {
  const { tree } = code;
  const list = tree.parent(from);
  if (tree.kind(list) !== K.StatementList || !tree.within(to, list)) return false;
  for (let n = tree.next(from); n !== NONE && n < to; n = tree.next(n)) {
    if (tree.kind(n) !== K.SelectStatement) continue;
    work.spend(tree.afters[n]! - n);
    const cases = [...tree.children(n)].filter(c => tree.kind(c) === K.CommunicationCase);
    if (cases.some(c => goesOn(code, c) && timesOut(code, c))) return true;
  }
  return false;
}

function timesOut(code: PoolCode, branch: Node): boolean {
  const { tree } = code;
  const awaited = tree.field(branch, F.Communication);
  for (let n = awaited; n !== NONE && n < tree.afters[awaited]!; n++)
    if (tree.kinds[n] === K.UnaryExpression && tree.op(n) === '<-')
      return endsByItself(code, tree.unparen(tree.first(n))) || isFromCaller(code, n);
  return false;
}

/** Nothing in it leaves the function or waits for the goroutine after all. */
function goesOn(code: PoolCode, branch: Node): boolean {
  const { tree } = code;
  const awaited = tree.field(branch, F.Communication);
  for (let n = tree.afters[awaited]!; n < tree.afters[branch]!; n++) {
    if (LEAVES.has(tree.kinds[n]!) || isJoin(code, n)) return false;
  }
  return true;
}

const LEAVES: ReadonlySet<K> = new Set([K.ReturnStatement, K.GotoStatement, K.ContinueStatement]);
