/** What is said of something that a function takes and leaves behind. */
import type { Span } from '../../base/finding.js';
import { calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { HeldKind } from '../../tables/lifecycles.js';
import type { ControlFlow } from '../body/blocks.js';
import { isWritten } from '../body/captures.js';
import type { PoolCode } from '../flow/pool-code.js';
import { placeOf } from '../known/code-place.js';
import { ERROR } from '../types/universe.js';
import type { Effect } from './effect.js';
import type { Holding, LeftBehind, Lock, LockConflict } from './holding.js';
import { mayEnd, releasesLock } from './holdings.js';
import type { ManyLeft } from './many-senders.js';
import type { LeftProducer } from './producers.js';
import { succeedsAt } from './writers.js';

/** Something that a function takes and does not give back. */
export interface Leftover {
  readonly kind: HeldKind;
  /** The call that takes it. */
  readonly taken: Span;
  /** The variable that holds it, or what is locked. */
  readonly name: string;
  /** The return that leaves without giving it back. Absent: it is never given back. */
  readonly left?: Span;
  /** Where another path gives it back. */
  readonly released?: Span;
  /** It is left when what holds it gets another value: in the next iteration, as a rule. */
  readonly isReplaced: boolean;
  /** The return says that something has failed. */
  readonly fails: boolean;
  /** The return says that all has gone well: there is no error. */
  readonly succeeds: boolean;
  /** Another path gives it back in the block that took it, further down. */
  readonly endsBelow: boolean;
  /** The function is the body of a goroutine. */
  readonly isGoroutine: boolean;
  /** The function serves a request, in a goroutine that serves others behind it. */
  readonly isHandler: boolean;
  /** The function means to stay locked to its thread. */
  readonly keepsThread: boolean;
  /** A call that cannot work while it is held. */
  readonly conflict?: LockConflict;
  /** `left` leaves the loop, or its iteration. */
  readonly leaves?: 'loop' | 'iteration';
  /** Of many goroutines that send, some are left. */
  readonly senders?: ManyLeft['senders'] | 'producer' | 'branch';
}

/** So many returns are named that leave one thing behind. */
const MAX_PLACES = 5;

export interface Found {
  readonly code: PoolCode;
  readonly cfg: ControlFlow;
  /** Asked only for what is locked. */
  readonly calls: readonly Node[];
  readonly holding: Holding;
  readonly known: ReadonlyMap<Node, Effect>;
  /** From there on the function may mean to stay locked to its thread; NONE: nowhere. */
  readonly keepsThreadFrom: Node;
  /** Calls that may unlock anything. */
  readonly unlocking: ReadonlySet<Node>;
}

export function leftoversOf(found: Found, places: readonly LeftBehind[]): Leftover[] {
  const { code, cfg, holding, known } = found;
  const { tree } = code;
  if (holding.lock && (isDeferredBefore(code, cfg, holding.node, holding.lock) || isHandedOn(tree, holding.lock))) return [];
  const releases = releasesOf(found);
  const uses = holding.variable?.uses ?? [];
  const isNeverEnded = releases.length === 0 && !uses.some(u => known.get(u) === 'leave' && !isWritten(tree, u));
  const released = releases.find(r => r > holding.node);
  const one = ({ at, isReplaced = false }: Pick<LeftBehind, 'at' | 'isReplaced'>): Leftover => ({
    kind: holding.protocol.kind,
    taken: tree.span(holding.node),
    name: holding.lock?.text ?? holding.variable?.name ?? '',
    ...(at !== NONE && { left: tree.span(at) }),
    ...(released !== undefined && { released: tree.span(released) }),
    isReplaced,
    fails: at !== NONE && failsAt(code, at),
    succeeds: succeedsAt(code, at),
    endsBelow: releases.some(
      r =>
        isBelow(code, holding.node, at, r) ||
        (r > holding.node &&
          at !== NONE &&
          failsAt(code, at) &&
          (endsOnSuccess(code, cfg, r) || (holding.protocol.kind === 'thread' && endsOnFailure(code, cfg, at, r)))),
    ),
    isGoroutine: tree.parentKind(cfg.func) === K.CallExpression && tree.parentKind(tree.parent(cfg.func)) === K.GoStatement,
    isHandler: holding.protocol.kind === 'thread' && placeOf(code, holding.node).isHandler,
    keepsThread: found.keepsThreadFrom !== NONE && (at === NONE || at > found.keepsThreadFrom),
  });
  const isNamed = ({ at, leavesLoop }: LeftBehind) =>
    !leavesLoop && (at !== NONE || holding.variable !== undefined) && !(holding.lock && returnsLocked(code, cfg, at));
  const leaves = places.find(p => p.leavesLoop && leavesLocked(found, p.at, releases));
  if (leaves)
    return [
      { ...one(leaves), endsBelow: true, keepsThread: false, leaves: tree.kind(leaves.at) === K.BreakStatement ? 'loop' : 'iteration' },
    ];
  const ends = isNeverEnded ? [{ at: NONE }] : places.filter(isNamed).slice(0, MAX_PLACES);
  return ends.map(one);
}

/** What is known of things that are simply left. */
const PLAIN = {
  isReplaced: false,
  fails: false,
  succeeds: false,
  endsBelow: true,
  isGoroutine: false,
  isHandler: false,
  keepsThread: false,
};

export const leftSenders = ({ tree }: PoolCode, { node, variable }: Holding, { at, senders }: ManyLeft): Leftover => ({
  ...{ kind: 'sender', taken: tree.span(node), name: variable!.name, left: tree.span(at) },
  ...PLAIN,
  senders,
});

/** A sender that a case of a `select` has given up. */
export const leftInBranch = ({ tree }: PoolCode, { node, variable }: Holding, waited: Node): Leftover => ({
  ...{ kind: 'sender', taken: tree.span(node), name: variable!.name, left: tree.span(waited) },
  ...PLAIN,
  senders: 'branch',
});

/** What sends on when its receiver has left. */
export const leftProducer = ({ tree }: PoolCode, { send, channel, at }: LeftProducer): Leftover => ({
  ...{ kind: 'sender', taken: tree.span(send), name: channel.name, left: tree.span(at) },
  ...PLAIN,
  senders: 'producer',
});

/** What a call gives, and nobody takes who leaves there. */
export const leftAt = ({ tree }: PoolCode, call: Node, at: Node): Leftover => ({
  ...{ kind: 'sender', taken: tree.span(call), name: tree.textOf(call), left: tree.span(at) },
  ...PLAIN,
});

export function conflicting({ tree }: PoolCode, { protocol, node, lock }: Holding, at: Node, conflict: LockConflict): Leftover {
  return { kind: protocol.kind, taken: tree.span(node), name: lock!.text, left: tree.span(at), ...PLAIN, conflict };
}

/** Calls, and names in calls, that give it back. */
function releasesOf({ code, calls, holding, known }: Found): Node[] {
  const { lock, variable } = holding;
  if (lock) return calls.filter(c => releasesLock(code, c, lock));
  // The call that takes it up again gives back what it was before.
  return (variable?.uses ?? []).filter(u => known.get(u) === 'release' && !code.tree.within(u, holding.node));
}

/** What gives it back stands behind the return in the block that takes it. */
function isBelow({ tree }: PoolCode, taken: Node, left: Node, release: Node): boolean {
  const list = tree.ancestor(taken, K.StatementList);
  let statement = release;
  while (statement !== NONE && tree.parent(statement) !== list) statement = tree.parent(statement);
  const isPlain = [K.ExpressionStatement, K.AssignmentStatement, K.ShortVarDeclaration, K.ReturnStatement].includes(tree.kind(statement));
  return statement !== NONE && isPlain && statement > taken && (left === NONE || statement > left);
}

/** What gives it back stands before a return that says that all went well: whoever calls the function does not have to do it. */
function endsOnSuccess(code: PoolCode, { func }: ControlFlow, release: Node): boolean {
  const { tree, scopes } = code;
  const statement = tree.parent(release);
  const end = tree.last(tree.parent(statement));
  const isPlain = tree.kind(statement) === K.ExpressionStatement && scopes.functionOf(release) === func;
  return isPlain && tree.kind(end) === K.ReturnStatement && tree.textOf(tree.last(tree.first(end))) === 'nil';
}

/** What gives it back stands right before another return that fails: a caller that is told of an error does not have to do it. */
function endsOnFailure(code: PoolCode, { func }: ControlFlow, at: Node, release: Node): boolean {
  const { tree, scopes } = code;
  const statement = tree.parent(release);
  const next = tree.next(statement);
  const isPlain = tree.kind(statement) === K.ExpressionStatement && scopes.functionOf(release) === func && scopes.functionOf(at) === func;
  return isPlain && next !== at && tree.kind(next) === K.ReturnStatement && failsAt(code, next);
}

/** Nothing but what stands further down in the iteration unlocks: neither what follows the loop, nor the next iteration before it locks. */
function leavesLocked({ code, cfg, holding, unlocking }: Found, at: Node, releases: readonly Node[]): boolean {
  const { tree } = code;
  const isNamed = cfg.func === 0 && LOCKS.test(tree.textOf(tree.field(0, F.Name)));
  const list = tree.parent(tree.parent(holding.node));
  const below = releases.filter(r => r > at && tree.within(r, list));
  if (isNamed || [...unlocking].some(call => call > at && mayEnd(code, call, holding.lock!)) || isGivenOn(code, holding)) return false;
  return below.some(r => isBelow(code, holding.node, at, r)) && releases.every(r => r > holding.node && tree.within(r, list));
}

/** `found = s`: the lock goes on with what it is a part of. */
function isGivenOn({ tree }: PoolCode, { lock }: Holding): boolean {
  return lock?.owner?.uses.some(u => tree.parentKind(u) === K.ExpressionList && tree.fields[tree.parent(u)] === F.Right) ?? false;
}

/** What is deferred before the lock is taken unlocks it when the function ends; a function literal may do so. */
function isDeferredBefore(code: PoolCode, cfg: ControlFlow, taken: Node, lock: Lock): boolean {
  const { tree } = code;
  const calls = cfg.defers.map(d => tree.unparen(tree.first(d))).filter(call => call < taken);
  return calls.some(call => {
    const callee = tree.unparen(calleeOf(tree, call));
    return tree.kind(callee) === K.FuncLiteral ? tree.textOf(callee).includes('nlock') : releasesLock(code, call, lock);
  });
}

/** `lock = &c.mu`: whoever gets the address unlocks it. */
function isHandedOn(tree: PoolCode['tree'], { text }: Lock): boolean {
  let found = addresses.get(tree);
  if (!found) {
    const isGiven = (n: Node) => tree.op(n) === '&' && tree.parentKind(n) === K.ExpressionList;
    const texts = new Set<string>();
    tree.kinds.forEach((kind, n) => {
      if (kind === K.UnaryExpression && isGiven(n)) texts.add(tree.textOf(tree.unparen(tree.first(n))));
    });
    found = texts;
    addresses.set(tree, found);
  }
  return found.has(text);
}

/** What has its address in an assignment or a return. */
const addresses = new WeakMap<PoolCode['tree'], ReadonlySet<string>>();

/** The function's name says that it locks for its caller, and the return that it has done so. */
function returnsLocked(code: PoolCode, cfg: ControlFlow, at: Node): boolean {
  const { tree } = code;
  const isNamed = cfg.func === 0 && LOCKS.test(tree.textOf(tree.field(0, F.Name)));
  return isNamed && at !== NONE && tree.textOf(tree.last(tree.first(at))) !== 'false' && !failsAt(code, at);
}

const LOCKS = /(?<!un|b|c)lock|acquire|^try/i;

function failsAt({ tree, types }: PoolCode, statement: Node): boolean {
  const last = tree.last(tree.first(statement));
  return last !== NONE && tree.textOf(last) !== 'nil' && types.typeOf(last) === ERROR;
}
