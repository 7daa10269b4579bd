/** What a function takes and has to give back, by the calls that take it. */

import type { Sliced } from '../../base/slices.js';
import { argumentsOf, calleeOf, expressionsOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { C_STRING, LOCKING, type Protocol, RESPONSE, SENDER } from '../../tables/lifecycles.js';
import type { ControlFlow } from '../body/blocks.js';
import { isAddressed, isWritten } from '../body/captures.js';
import { isDeferred } from '../body/enclosing.js';
import { onlyValue } from '../body/loops.js';
import { calledFunction, calledName, fullName, namedCallee, type PoolCode } from '../flow/pool-code.js';
import type { Variable } from '../names/variable.js';
import type { BodySources } from '../package/typed-file.js';
import { under } from '../types/predicates.js';
import { calledSender } from './called-senders.js';
import { makesSender } from './channel-makers.js';
import type { Holding, Lock } from './holding.js';
import { lockedPlace, lockOwner } from './lock-owner.js';
import { makerOf, takenBy } from './response-makers.js';
import { isOrdinary, sendersIn } from './senders.js';
import { writerMade, writerReset } from './writers.js';

/** Everything that the function takes, in source order. */
export function* holdingsIn(code: PoolCode, cfg: ControlFlow, sources: BodySources): Sliced<Holding[]> {
  const out: Holding[] = [];
  const own: Own = new Map();
  for (const [i, { nodes }] of cfg.blocks.entries()) {
    if (i % BLOCKS_PER_SLICE === BLOCKS_PER_SLICE - 1) yield;
    for (const n of nodes) {
      const kind = code.tree.kind(n);
      const found = kind === K.CallExpression ? ((yield* valueTaken(code, cfg, n, own, sources)) ?? lockTaken(code, n)) : undefined;
      const called = kind === K.GoStatement ? yield* calledSender(code, cfg, n, sources) : undefined;
      if (found ?? called) out.push((found ?? called)!);
      else if (kind === K.GoStatement || kind === K.CallExpression) out.push(...sendersIn(code, cfg, n));
    }
  }
  return out;
}

/** Then the look rests. */
const BLOCKS_PER_SLICE = 500;

type Own = Map<Variable, boolean>;

function* valueTaken(code: PoolCode, cfg: ControlFlow, call: Node, own: Own, sources: BodySources): Sliced<Holding | undefined> {
  const func = calledFunction(code.types, call);
  const reset = func && writerReset(code, call, func);
  if (reset) return isOwn(code, cfg, reset.variable) ? { ...reset, node: call, from: call } : undefined;
  const known = func && (takenBy(func) ?? writerMade(code, call, func));
  const made = func && !known ? yield* makerOf(func, sources) : undefined;
  if (known === RESPONSE && asksHead(code, call)) return undefined;
  const ended = known ?? made;
  if (ended && END_WITH_CONTEXT.has(ended.kind) && endsWithContext(code, call)) return undefined;
  const sent = func && !known && !made && (yield* makesSender(func, sources)) ? SENDER : undefined;
  const protocol = known ?? made ?? sent ?? (!func && (isC(code, call, 'CString') || isC(code, call, 'CBytes')) ? C_STRING : undefined);
  const holding = protocol && holdingOf(code, cfg, call, protocol, own);
  // Whoever else gets the channel may receive from it.
  const isShared = sent !== undefined && holding?.variable?.uses.some(use => !isOrdinary(code, cfg, use));
  return isShared ? undefined : holding;
}

const END_WITH_CONTEXT: ReadonlySet<string> = new Set(['rows', 'interfaceRows', 'transaction']);

/** `client.Do(req)` of a request that the function makes with the method HEAD: its response has no body. */
function asksHead(code: PoolCode, call: Node): boolean {
  const { tree, types, scopes } = code;
  const [request] = argumentsOf(tree, call);
  const v = request === undefined ? undefined : scopes.variableOf(tree.unparen(request));
  const maker = v?.kind === 'local' ? tree.unparen(v.init) : NONE;
  const func = tree.kind(maker) === K.CallExpression ? calledFunction(types, maker) : undefined;
  const name = func && fullName(func);
  if (name !== 'net/http.NewRequest' && name !== 'net/http.NewRequestWithContext') return false;
  const method = argumentsOf(tree, maker)[name === 'net/http.NewRequest' ? 0 : 1];
  const constant = method === undefined ? undefined : types.constants.get(method);
  return constant?.kind === 'string' && constant.bytes === 'HEAD';
}

/** Its context is one that the function ends, or that of an HTTP request, which ends with it. */
function endsWithContext(code: PoolCode, call: Node): boolean {
  const { tree, types, scopes } = code;
  const [context = NONE] = argumentsOf(tree, call).map(a => tree.unparen(a));
  const v = scopes.variableOf(context);
  const written = v?.uses.filter(u => isWritten(tree, u)).map(u => onlyValue(tree, tree.parent(tree.parent(u)), F.Right)) ?? [];
  return [context, v?.init ?? NONE, ...written].some(e => {
    const maker = tree.unparen(e);
    const func = tree.kind(maker) === K.CallExpression ? calledFunction(types, maker) : undefined;
    return func !== undefined && ENDING_CONTEXTS.has(fullName(func));
  });
}

const ENDING_CONTEXTS: ReadonlySet<string | undefined> = new Set<string | undefined>([
  'context.WithCancel',
  'context.WithTimeout',
  'context.WithDeadline',
  'golang.org/x/sync/errgroup.WithContext',
  'net/http.Request.Context',
]);

/** True for a call `C.name(…)`. */
export function isC({ tree, types }: PoolCode, call: Node, name: string | undefined): boolean {
  const callee = tree.unparen(calleeOf(tree, call));
  if (tree.kind(callee) !== K.SelectorExpression || (name !== undefined && tree.textOf(tree.last(callee)) !== name)) return false;
  const qualifier = types.objects.get(tree.first(callee));
  return qualifier?.kind === 'package' && qualifier.path === 'C';
}

function holdingOf(code: PoolCode, cfg: ControlFlow, call: Node, protocol: Protocol, own: Own): Holding | undefined {
  const { tree, scopes } = code;
  let value = call;
  while (tree.parentKind(value) === K.ParenthesizedExpression) value = tree.parent(value);
  const list = tree.parent(value);
  const statement = tree.kind(list) === K.ExpressionList ? tree.parent(list) : list;
  if (tree.kind(statement) === K.ExpressionStatement)
    return protocol === C_STRING || protocol === SENDER ? undefined : { protocol, node: call, from: statement };
  const targets = targetsOf(code, statement, call);
  const [target, error] = targets.map(t => tree.unparen(t));
  if (target === undefined) return undefined;
  if (tree.kind(target) === K.BlankIdentifier || tree.textOf(target) === '_')
    return protocol === C_STRING || protocol === SENDER ? undefined : { protocol, node: call, from: statement };
  const variable = scopes.variableOf(target);
  if (!variable) return undefined;
  // One variable may hold thousands of things, one after the other.
  if (!own.has(variable)) own.set(variable, isOwn(code, cfg, variable));
  if (!own.get(variable)) return undefined;
  const failed = error === undefined ? undefined : scopes.variableOf(error);
  return { protocol, node: call, from: statement, variable, ...(failed && { error: failed }) };
}

/** What the statement gives the call's results to; of several values each goes to one place. */
function targetsOf({ tree }: PoolCode, statement: Node, call: Node): Node[] {
  const kind = tree.kind(statement);
  if (kind === K.VarSpec) {
    const values = expressionsOf(tree, tree.field(statement, F.Value));
    return values.length === 1 ? [...tree.children(statement)].filter(c => tree.fields[c] === F.Name) : [];
  }
  if (kind !== K.ShortVarDeclaration && kind !== K.AssignmentStatement) return [];
  const right = expressionsOf(tree, tree.field(statement, F.Right));
  const left = expressionsOf(tree, tree.field(statement, F.Left));
  const at = right.findIndex(e => tree.unparen(e) === call);
  return at < 0 ? [] : right.length === 1 ? left : left.slice(at, at + 1);
}

/** A local variable that nobody else can see: no pointer has it, and no closure but one that the function defers. */
function isOwn({ tree, scopes }: PoolCode, cfg: ControlFlow, v: Variable): boolean {
  const isSeen = (u: Node) =>
    scopes.functionOf(u) === cfg.func || (isDeferred(tree, scopes.functionOf(u), cfg.func) && !isWritten(tree, u));
  return v.kind === 'local' && v.func === cfg.func && v.uses.every(u => isSeen(u) && !isAddressed(tree, u));
}

/** The lock that a call takes, as a statement. */
export function lockTaken(code: PoolCode, call: Node): Holding | undefined {
  const { tree, types } = code;
  const parent = tree.parentKind(call);
  const func = parent === K.ExpressionStatement ? calledFunction(types, call) : undefined;
  const found = func && LOCKING[fullName(func) ?? ''];
  if (!found || argumentsOf(tree, call).length > 0) return undefined;
  const { protocol, release } = found;
  const base = lockedBase(code, call);
  const owner = lockOwner(code, base);
  const lock = {
    text: tree.textOf(base),
    place: lockedPlace(code, base),
    release,
    isFixed: isFixed(code, base, owner),
    ...(owner && { owner }),
  };
  return { protocol, node: call, from: call, lock };
}

/** What a method locks or unlocks; NONE for a function. */
export function lockedBase({ tree, types }: PoolCode, call: Node): Node {
  const callee = namedCallee(tree, call);
  const base = tree.kind(callee) === K.SelectorExpression ? tree.unparen(tree.first(callee)) : NONE;
  return types.objects.get(base)?.kind === 'package' ? NONE : base;
}

/** A pointer on the way, or in a variable of the package, may lead to another lock by then. */
function isFixed({ tree, types }: PoolCode, base: Node, owner: Variable | undefined): boolean {
  const isPointer = (e: Node) => {
    const object = types.objects.get(e);
    const type = types.typeOf(e) ?? (object?.kind === 'var' ? object.type : undefined);
    return type === undefined || ['pointer', 'interface'].includes(under(type).kind);
  };
  let e = base;
  for (; tree.kind(e) === K.SelectorExpression; e = tree.unparen(tree.first(e))) if (e !== base && isPointer(e)) return false;
  if (tree.kind(e) !== K.Identifier || (owner === undefined && isPointer(e))) return false;
  return owner === undefined || (owner.loop === NONE && !owner.uses.some(u => isWritten(tree, u)));
}

/** What a call unlocks, and as which kind of lock; undefined for other calls. */
export function unlockedPlace(code: PoolCode, call: Node): Pick<Lock, 'place' | 'release'> | undefined {
  const func = calledFunction(code.types, call);
  const release = func && fullName(func);
  if (release !== 'sync.RWMutex.Unlock' && release !== 'sync.RWMutex.RUnlock') return undefined;
  return { place: lockedPlace(code, lockedBase(code, call)), release };
}

/** A call of a function that may unlock for its caller may unlock this: nobody's `Close` unlocks a thread. */
export function mayEnd({ tree }: PoolCode, call: Node, { release }: Lock): boolean {
  return release !== 'runtime.UnlockOSThread' || calledName(tree, call) !== 'Close';
}

/** The call gives back what was locked. */
export function releasesLock(code: PoolCode, call: Node, lock: Lock): boolean {
  const func = calledFunction(code.types, call);
  return func !== undefined && fullName(func) === lock.release && lockedPlace(code, lockedBase(code, call)) === lock.place;
}
