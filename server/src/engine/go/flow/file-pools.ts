/** What the functions of one file do with pools, with types: asked only of those that name what may put, or copy what may hold one. */
import type { Sliced } from '../../base/slices.js';
import type { FlatTree } from '../../syntax/flat-tree.js';
import type { GoFileFacts } from '../package/facts.js';
import { FoundInFile } from '../package/found-in-file.js';
import type { TypedFile, TypeSources } from '../package/typed-file.js';
import { WorthALook } from '../package/worth-a-look.js';
import type { TreeTypes } from '../types/checking.js';
import { readingPoolCode } from './pool-code.js';
import { readCopies } from './pool-copies.js';
import type { PoolCopy, PoolFlow } from './pool-facts.js';
import { readPoolFlow } from './pool-flow.js';
import { Helpers } from './pool-helpers.js';
import { type HolderNames, holderNames, mayCopy } from './pool-holders.js';
import { calls, hasAny, namesPools, PoolNames } from './pool-names.js';

/** Puts that a rule looks at before it rests. */
export const PUTS_PER_SLICE = 50;
/** The same of calls that take objects out. */
export const GETS_PER_SLICE = 50;

/** Nodes of the functions of one file that are followed; those behind them are not. */
const MAX_NODES = 100_000;

/** One declaration in which something is put. */
export interface PlacedFlow extends PoolFlow {
  readonly offset: number;
  readonly types: TreeTypes;
}

export interface PlacedCopy extends PoolCopy {
  readonly offset: number;
}

interface Readers {
  readonly helpers: Helpers;
  readonly names: PoolNames;
}

const known = new WeakMap<TypeSources, Readers>();

function readersOf(sources: TypeSources): Readers {
  let readers = known.get(sources);
  if (!readers) {
    const helpers = new Helpers(sources);
    readers = { helpers, names: new PoolNames(sources, helpers) };
    known.set(sources, readers);
  }
  return readers;
}

const flowsInFile = new FoundInFile<readonly PlacedFlow[]>();
const calling = new WorthALook<ReadonlySet<string>>(calls);

export function readPoolFlows(file: GoFileFacts, typed: TypedFile): Sliced<readonly PlacedFlow[]> {
  return flowsInFile.of(typed, () => poolFlows(file, typed));
}

function* poolFlows({ declarations }: GoFileFacts, typed: TypedFile): Sliced<readonly PlacedFlow[]> {
  const out: PlacedFlow[] = [];
  const { helpers, names } = readersOf(typed.sources);
  const called = yield* names.calledIn(typed.source);
  if (!hasAny(typed.text, called)) return [];
  let left = MAX_NODES;
  yield* calling.each(declarations, typed, called, function* (types, offset) {
    left -= types.tree.count;
    if (left < 0) return;
    const flow = yield* readPoolFlow(types, helpers);
    if (flow.puts.length > 0 || flow.lost.length > 0 || flow.lent.length > 0) out.push({ ...flow, offset, types });
  });
  if (left < 0) typed.sources.leaveOut(typed.path, 'pools');
  return out;
}

/** Names of pools tell of them in the packages that speak of pools. */
const NEAR_POOL = /[pP]ool/;

const copies = new WeakMap<TreeTypes, readonly PoolCopy[]>();
/** `nearPools`: who speaks of a pool is looked into, too. */
const copying = { nearPools: new WorthALook<HolderNames>(mayCopyNearPools), elsewhere: new WorthALook<HolderNames>(mayCopy) };

export function* readPoolCopies({ declarations }: GoFileFacts, typed: TypedFile): Sliced<readonly PlacedCopy[]> {
  const { source, sources } = typed;
  const names = yield* holderNames(source, typed.imports, sources);
  const isNear = namesPools(source, sources);
  if (!(isNear && NEAR_POOL.test(typed.text)) && !hasAny(typed.text, names)) return [];
  const out: PlacedCopy[] = [];
  yield* copying[isNear ? 'nearPools' : 'elsewhere'].each(declarations, typed, names, function* (types, offset) {
    let found = copies.get(types);
    if (!found) {
      found = yield* readCopies(yield* readingPoolCode(types));
      copies.set(types, found);
    }
    for (const copy of found) out.push({ ...copy, offset });
  });
  return out;
}

function mayCopyNearPools(tree: FlatTree, names: HolderNames): boolean {
  return NEAR_POOL.test(tree.text) || mayCopy(tree, names);
}
