/** What the functions of one file take and leave behind, with types: asked only of those that name what takes something. */
import { TooMuchWork, Work } from '../../base/faults.js';
import type { Sliced } from '../../base/slices.js';
import { F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { keepsTimers, type Protocol } from '../../tables/lifecycles.js';
import type { ControlFlow } from '../body/blocks.js';
import { isWritten } from '../body/captures.js';
import { buildControlFlow } from '../body/control-flow.js';
import { calledFunction, calledName, fullName, type PoolCode, readingPoolCode } from '../flow/pool-code.js';
import type { Variable } from '../names/variable.js';
import type { GoFileFacts } from '../package/facts.js';
import { FoundInFile } from '../package/found-in-file.js';
import { SeenBodies } from '../package/seen-bodies.js';
import type { TypedFile } from '../package/typed-file.js';
import { WorthALook } from '../package/worth-a-look.js';
import type { TreeTypes } from '../types/checking.js';
import { leftChannels } from './channel-makers.js';
import type { Effect } from './effect.js';
import type { Holding, LeftBehind, Lock } from './holding.js';
import { Effects } from './holding-effects.js';
import { holdingsIn, lockedBase } from './holdings.js';
import { leftBranches } from './left-branches.js';
import { conflicting, type Leftover, leftAt, leftInBranch, leftoversOf, leftProducer, leftSenders } from './leftovers.js';
import { LifecycleWalk } from './lifecycle-walk.js';
import { lockedBy } from './locking-callees.js';
import { manyLeft } from './many-senders.js';
import { mayTake, namesBy } from './may-take.js';
import { producersLeft } from './producers.js';
import { keepsThreadFrom } from './thread-kept.js';
import { isWriter } from './writers.js';

export interface PlacedLeftover extends Leftover {
  readonly offset: number;
}

/** Steps through one declaration; with more it is not followed. */
const MAX_STEPS = 200_000;

/** What was found in a declaration while the functions that it calls had these bodies. */
const known = new WeakMap<TreeTypes, { readonly bodies: SeenBodies; readonly found: readonly Leftover[] }>();
const inFile = new FoundInFile<readonly PlacedLeftover[]>();
const worth = new WorthALook<ReadonlySet<string>>((tree, names) => !tree.hasError && mayTake(tree.text, names));

export function* readLeftovers(file: GoFileFacts, typed: TypedFile | undefined): Sliced<readonly PlacedLeftover[]> {
  return typed ? yield* inFile.of(typed, () => leftoversInFile(file, typed)) : [];
}

function* leftoversInFile(file: GoFileFacts, typed: TypedFile): Sliced<readonly PlacedLeftover[]> {
  const { language } = typed.source;
  const names = namesBy(
    file.imports.map(i => i.path),
    language,
  );
  if (!mayTake(typed.text, names)) return [];
  const out: PlacedLeftover[] = [];
  yield* worth.each(file.declarations, typed, names, function* (types, offset) {
    const before = known.get(types);
    let found = before && (yield* before.bodies.areSame()) ? before.found : undefined;
    if (!found) {
      const bodies = new SeenBodies(typed.sources);
      found = yield* readBounded(types, new Effects(bodies), typed);
      known.set(types, { bodies, found });
    }
    // What else the declaration takes has brought it here.
    for (const leftover of found) if (leftover.kind !== 'ticker' || keepsTimers(language)) out.push({ ...leftover, offset });
  });
  return out;
}

function* readBounded(types: TreeTypes, effects: Effects, { sources, path }: TypedFile): Sliced<readonly Leftover[]> {
  try {
    return yield* leftoversIn(yield* readingPoolCode(types), effects);
  } catch (error) {
    if (!(error instanceof TooMuchWork)) throw error;
    sources.leaveOut(path, 'lifecycles');
    return [];
  }
}

function* leftoversIn(code: PoolCode, effects: Effects): Sliced<Leftover[]> {
  const { tree } = code;
  const out: Leftover[] = [];
  const work = new Work(MAX_STEPS);
  for (const { call, at } of yield* leftChannels(code, effects.sources)) out.push(leftAt(code, call, at));
  for (let n = 0; n < tree.count; n++) {
    if (n % NODES_PER_SLICE === NODES_PER_SLICE - 1) yield;
    if (!FUNCTIONS.has(tree.kinds[n]!)) continue;
    const cfg = yield* buildControlFlow(tree, n);
    const holdings = cfg ? (yield* holdingsIn(code, cfg, effects.sources)).filter(h => isWriter(h.protocol) || !isOnce(code, cfg, h)) : [];
    if (cfg) out.push(...producersLeft(code, cfg, work).map(left => leftProducer(code, left)));
    if (!cfg || holdings.length === 0) continue;
    const known = new Map<Node, Effect>();
    const last = new Map<Variable, Protocol>();
    for (const { protocol, variable, others = [] } of holdings) {
      for (const v of [variable, ...others]) {
        if (!v || last.get(v) === protocol) continue;
        last.set(v, protocol);
        for (const use of v.uses) {
          work.spend();
          if (work.isTired(USES_PER_SLICE)) yield;
          known.set(use, yield* effects.of(code, protocol, use));
        }
      }
    }
    const calls = holdings.some(h => h.lock) ? callsIn(code, cfg) : [];
    const locking = yield* lockingCalls(code, calls, holdings, effects, work);
    const unlocking = yield* unlockingCalls(code, calls, effects, work);
    const left = new Map<number, LeftBehind[]>();
    for (const found of yield* new LifecycleWalk(code, cfg, holdings, known, unlocking, locking, work).run())
      if (found.conflict) out.push(conflicting(code, holdings[found.holding]!, found.at, found.conflict));
      else left.set(found.holding, [...(left.get(found.holding) ?? []), found]);
    for (const holding of holdings) {
      if (holding.protocol.kind !== 'sender') continue;
      out.push(...manyLeft(code, holding, work).map(many => leftSenders(code, holding, many)));
      out.push(...leftBranches(code, holding).map(waited => leftInBranch(code, holding, waited)));
    }
    for (const i of renewedForEver(code, holdings, known)) if (!left.has(i)) left.set(i, [{ holding: i, at: NONE }]);
    for (const [i, places] of left) {
      const holding = holdings[i]!;
      if (holding.lock) work.spend(calls.length);
      const keeps = holding.protocol.kind === 'thread' ? yield* keepsThreadFrom(code, cfg.func, effects.sources) : NONE;
      out.push(...leftoversOf({ code, cfg, calls, holding, known, keepsThreadFrom: keeps, unlocking }, places));
    }
  }
  return out;
}

/** The first ticker of each variable that holds several, one after the other, of which nobody stops any. */
function renewedForEver({ tree }: PoolCode, holdings: readonly Holding[], known: ReadonlyMap<Node, Effect>): number[] {
  const first = new Map<Variable, number>();
  const renewed = new Map<Variable, number>();
  holdings.forEach(({ protocol, variable }, i) => {
    if (protocol.kind !== 'ticker' || !variable) return;
    if (first.has(variable)) renewed.set(variable, first.get(variable)!);
    else first.set(variable, i);
  });
  const isLeft = (v: Variable) => v.uses.every(use => known.get(use) === 'use' || isWritten(tree, use));
  return [...renewed].flatMap(([v, i]) => (isLeft(v) ? [i] : []));
}

/** The program takes it once, and has it to its end. */
function isOnce({ tree, scopes }: PoolCode, cfg: ControlFlow, { node }: Holding): boolean {
  if (cfg.func !== 0 || tree.kind(0) !== K.FunctionDeclaration || scopes.loopOf(node) !== NONE) return false;
  const name = tree.textOf(tree.field(0, F.Name));
  return name === 'main' || name === 'init';
}

/** Those of the function itself, now or when it ends, or beside it. */
function callsIn({ tree }: PoolCode, cfg: ControlFlow): Node[] {
  const nodes = cfg.blocks.flatMap(b => b.nodes).map(n => (STARTS.has(tree.kind(n)) ? tree.unparen(tree.first(n)) : n));
  return nodes.filter(n => tree.kind(n) === K.CallExpression);
}

function* unlockingCalls(code: PoolCode, calls: readonly Node[], effects: Effects, work: Work): Sliced<Set<Node>> {
  const out = new Set<Node>();
  for (const call of calls) {
    work.spend();
    if (work.isTired(CALLS_PER_SLICE)) yield;
    if (isOtherUnlock(code, call) || (yield* effects.mayUnlock(code, call))) out.add(call);
  }
  return out;
}

/** Another way to a lock that has a name of its own: `cond.L`, the field of an embedded mutex, `RLocker()`. */
function isOtherUnlock(code: PoolCode, call: Node): boolean {
  const { tree, types } = code;
  const name = calledName(tree, call);
  if (name !== 'Unlock' && name !== 'RUnlock') return false;
  const func = calledFunction(types, call);
  if (!func) return true;
  const base = lockedBase(code, call);
  if (tree.kind(base) === K.CallExpression || fullName(func) === 'sync.Locker.Unlock') return true;
  const field = tree.kind(base) === K.SelectorExpression ? types.objects.get(tree.last(base)) : undefined;
  return field?.kind === 'var' && field.embedded;
}

/** What calls lock again that this function has locked. */
function* lockingCalls(
  code: PoolCode,
  calls: readonly Node[],
  holdings: readonly Holding[],
  effects: Effects,
  work: Work,
): Sliced<Map<Node, Lock[]>> {
  const out = new Map<Node, Lock[]>();
  for (const call of calls) {
    work.spend();
    if (work.isTired(CALLS_PER_SLICE)) yield;
    const locks = yield* lockedBy(code, call, holdings, effects.sources);
    if (locks.length > 0) out.set(call, locks);
  }
  return out;
}

/** Then the reading rests: less than a millisecond. */
const NODES_PER_SLICE = 2000;
const CALLS_PER_SLICE = 200;
const USES_PER_SLICE = 500;
const FUNCTIONS: ReadonlySet<K> = new Set([K.FunctionDeclaration, K.MethodDeclaration, K.FuncLiteral]);
const STARTS: ReadonlySet<K> = new Set([K.DeferStatement, K.GoStatement]);
