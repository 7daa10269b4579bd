/**
 * Follows objects through one declaration, path by path: what is put, what touches it later. A forward walk over the control flow to a
 * fixed point says what may and what must have happened; a search from each Put says which uses it leads to.
 */
import { inProportion } from '../../base/budgets.js';
import { TooMuchWork, Work } from '../../base/faults.js';
import type { Sliced } from '../../base/slices.js';
import { expressionsOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { ControlFlow } from '../body/blocks.js';
import { buildControlFlow } from '../body/control-flow.js';
import { runsAgain } from '../body/runs-again.js';
import type { TreeTypes } from '../types/checking.js';
import { type PoolCallNodes, type PutNodes, placedPuts, readPoolCalls } from './pool-calls.js';
import { type PoolCode, readingPoolCode, variableNode } from './pool-code.js';
import { Deeds } from './pool-deeds.js';
import { readDirtyObjects } from './pool-dirty.js';
import { type LostObject, NO_POOL_FLOW, type PoolFlow, type SharedPut, type UseAfterPut } from './pool-facts.js';
import type { Helpers } from './pool-helpers.js';
import { keptObjects } from './pool-kept-objects.js';
import { lentObjects } from './pool-lent-objects.js';
import { localObjects } from './pool-local-objects.js';
import { nilPuts } from './pool-nil-puts.js';
import type { CrossedObject } from './pool-object-facts.js';
import { parkedObjects } from './pool-parked.js';
import { relevantCode } from './pool-relevance.js';
import { PoolReport } from './pool-report.js';
import { reslicedObjects } from './pool-resliced.js';
import { shortLivedPools } from './pool-short-lived.js';
import { shortenedSlices } from './pool-shortened.js';
import { isPlain } from './pool-stays.js';
import { PoolWalk } from './pool-walk.js';

/** Steps through one declaration, for each of its nodes; with more its objects are not followed. */
const STEPS_FOR_NODE = 20;
const STEPS = { least: 20_000, most: 200_000 };
/** The same for uses of what is put, counted for each Put: readers look at all of them. */
const USES_FOR_NODE = 2;
const USES = { least: 2000, most: 100_000 };

/** What a declaration was found to do while the functions that it calls did this. */
const known = new WeakMap<TreeTypes, { readonly deeds: Deeds; readonly flow: PoolFlow }>();

export function* readPoolFlow(types: TreeTypes, helpers: Helpers): Sliced<PoolFlow> {
  const before = known.get(types);
  if (before && (yield* before.deeds.areAsBefore(helpers))) return before.flow;
  const code = yield* readingPoolCode(types);
  const deeds = new Deeds(types, helpers);
  const calls = yield* readPoolCalls(code, deeds);
  const isIdle = calls.puts.length === 0 && calls.gets.size === 0 && calls.lenders.size === 0;
  const flow = isIdle
    ? NO_POOL_FLOW
    : {
        ...(yield* readUses({ ...code, views: calls.views, quiet: calls.quiet, parts: calls.parts, handles: calls.handles }, calls)),
        puts: calls.puts.map(p => p.fact),
      };
  known.set(types, { deeds, flow });
  return flow;
}

/** Uses after Put in every function of the declaration that puts something. */
function* readUses(code: PoolCode, calls: PoolCallNodes): Sliced<Omit<PoolFlow, 'puts'>> {
  // A tree with a syntax error is a guess, and a wrong path through it would be a wrong claim.
  if (code.tree.hasError) return NO_POOL_FLOW;
  try {
    return yield* follow(code, calls);
  } catch (error) {
    if (error instanceof TooMuchWork) return { ...NO_POOL_FLOW, isPartial: true };
    throw error;
  }
}

function* follow(code: PoolCode, calls: PoolCallNodes): Sliced<Omit<PoolFlow, 'puts'>> {
  const uses: UseAfterPut[] = [];
  const shared: SharedPut[] = [];
  const lost: LostObject[] = [];
  const crossed: CrossedObject[] = [];
  const held: number[] = [];
  const work = new Work(inProportion(code.tree.count, STEPS_FOR_NODE, STEPS));
  new Work(inProportion(code.tree.count, USES_FOR_NODE, USES)).spend(calls.puts.reduce((n, put) => n + usesOf(code, put), 0));
  // A deferred literal's puts belong to the function that defers it as well.
  const functions = new Set(calls.puts.flatMap(p => [p.func, code.scopes.functionOf(code.tree.parent(p.func))]));
  for (const get of calls.gets) functions.add(code.scopes.functionOf(get));
  for (const func of functions) {
    const cfg = func === NONE ? undefined : yield* buildControlFlow(code.tree, func);
    if (!cfg) continue;
    yield;
    const puts = placedPuts(calls.puts, cfg, code);
    const placed = puts === calls.puts ? calls : { ...calls, puts };
    const relevant = yield* relevantCode(code, cfg, placed, work);
    const found = yield* new PoolWalk(code, cfg, placed, relevant, work).run();
    for (const use of yield* new PoolReport(code, cfg, puts, work).select(found.touched)) uses.push(use);
    shared.push(...found.shared);
    lost.push(...found.lost);
    crossed.push(...found.crossed);
    calls.puts.forEach((put, i) => {
      if (isDeferredAgain(code, cfg, put, work)) held.push(i);
    });
  }
  const dirty = yield* readDirtyObjects(code, calls);
  const parked = yield* parkedObjects(code, calls.puts);
  const nils = nilPuts(code, calls);
  lost.push(...keptObjects(code, calls));
  yield;
  const resliced = [...reslicedObjects(code, calls.puts), ...shortenedSlices(code, calls)];
  yield;
  const local = localObjects(code, calls.puts);
  yield;
  // What a value has in a field is the object, not the value.
  const ofWhole = <T extends { readonly put: number }>(found: readonly T[]) => found.filter(f => !calls.puts[f.put]!.isOfField);
  return {
    ...{ uses, shared, lost, crossed: ofWhole(crossed), dirty, parked: ofWhole(parked), nils: ofWhole(nils) },
    ...{
      resliced: ofWhole(resliced),
      local: ofWhole(local),
      shortLived: shortLivedPools(code, calls),
      held,
      lent: [...lentObjects(code, calls.lenders)],
    },
  };
}

function usesOf({ tree, scopes }: PoolCode, { object }: PutNodes): number {
  return scopes.variableOf(variableNode(tree, object))?.uses.length ?? 0;
}

/** A loop of the function defers the Put of an object that is its own in each iteration. */
function isDeferredAgain(code: PoolCode, cfg: ControlFlow, { call, object }: PutNodes, work: Work): boolean {
  const { tree, scopes } = code;
  const statement = tree.ancestor(call, K.DeferStatement);
  if (statement === NONE || scopes.functionOf(statement) !== cfg.func || scopes.loopOf(statement) === NONE) return false;
  const v = scopes.variableOf(variableNode(tree, object));
  if (v === undefined || v.loop !== scopes.loopOf(statement)) return false;
  work.spend(tree.afters[cfg.func]! - cfg.func);
  if (!runsAgain(cfg, statement)) return false;
  return !v.uses.some(use => leavesIteration(code, use, statement));
}

/** What one iteration takes may be needed after it: it is appended, stored, sent, or given to a goroutine. */
function leavesIteration(code: PoolCode, use: Node, deferred: Node): boolean {
  const { tree } = code;
  if (tree.within(use, deferred)) return false;
  for (let n = use; n !== NONE; n = tree.parent(n)) {
    const kind = tree.kind(n);
    if (kind === K.SendStatement || kind === K.GoStatement || kind === K.ReturnStatement || kind === K.CompositeLiteral) return true;
    if (kind === K.AssignmentStatement)
      return tree.within(use, tree.field(n, F.Right)) && !isOfItself(tree, n, tree.textOf(use)) && !givesPlain(code, n);
    if (kind === K.StatementList) return false;
  }
  return false;
}

/** `n, err = w.Write(*b)`: numbers, texts and errors lead to nothing. */
function givesPlain({ tree, types, scopes }: PoolCode, statement: Node): boolean {
  return expressionsOf(tree, tree.field(statement, F.Left)).every(place => {
    const object = types.objects.get(scopes.variableOf(place)?.node ?? NONE);
    return tree.textOf(place) === '_' || isPlain(types.typeOf(place) ?? (object?.kind === 'var' ? object.type : undefined));
  });
}

/** `*b = append(*b, x)`, `b.data = f(b)`: what is stored stays in the object. */
function isOfItself(tree: FlatTree, statement: Node, name: string): boolean {
  return expressionsOf(tree, tree.field(statement, F.Left)).every(place => {
    let root = tree.unparen(place);
    while (tree.kind(root) === K.SelectorExpression || tree.op(root) === '*') root = tree.unparen(tree.first(root));
    return tree.textOf(root) === name;
  });
}
