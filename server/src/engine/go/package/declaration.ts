/**
 * The facts of one declaration, read from its flat tree and the file's imports and from nothing else, so that they stay valid while both
 * are unchanged.
 */

import { Faults, TooMuchWork } from '../../base/faults.js';
import type { Sliced } from '../../base/slices.js';
import type { FlatTree } from '../../syntax/flat-tree.js';
import { readCEnvironment, readCStrings } from '../flow/c-strings.js';
import { NO_POOL_FACTS } from '../flow/pool-facts.js';
import { readPoolFacts } from '../flow/read-pool-facts.js';
import { readSetFields } from '../known/set-fields.js';
import type { ImportTable } from '../names/imports.js';
import { PackageNames } from '../names/package-names.js';
import { readingSymbols } from '../names/read-symbols.js';
import { Scopes } from '../names/scope.js';
import { NO_SYMBOLS } from '../names/symbols.js';
import { WrittenTypes } from '../names/written-types.js';
import type { AllocationSite } from './allocation-site.js';
import type { DeclarationSyntax } from './declaration-syntax.js';
import type { DeclarationFacts } from './facts.js';
import { isIdle } from './idle.js';

/** Facts without the offset: the part that survives a move. */
export type ReusableFacts = Omit<DeclarationFacts, 'offset'>;

/** Reads what a declaration allocates. The readers live in sites/, above this room, so they are handed in. */
export type SiteReaders = (syntax: DeclarationSyntax) => Sliced<readonly AllocationSite[]>;

/** Smaller declarations are read with few rests (nodes). */
const RESTS_FROM = 1000;

const IDLE = { idle: true } as const;

/** Facts of a declaration of which nothing but its length is known. */
export function unread(tree: FlatTree): ReusableFacts {
  return {
    length: tree.text.length,
    symbols: NO_SYMBOLS,
    allocationSites: [],
    pools: NO_POOL_FACTS,
    cStrings: [],
    cEnvironment: [],
    setFields: [],
  };
}

/** Sites of one file: of more, those that come behind are left out. Nobody writes that many, and each may become a finding. */
const MAX_SITES = 10_000;

export function limitSites(count: number): void {
  if (count > MAX_SITES) throw new TooMuchWork();
}

/** The same where so many stand in the file up to its end. */
export function limited(facts: ReusableFacts, sites: number): ReusableFacts {
  if (sites <= MAX_SITES) return facts;
  return { ...facts, allocationSites: [], faults: [...(facts.faults ?? []), { part: 'allocation sites', error: new TooMuchWork() }] };
}

/** Never throws: a part that cannot be read is a fault of the declaration. */
export function* readDeclaration(tree: FlatTree, imports: ImportTable, readSites: SiteReaders): Sliced<ReusableFacts> {
  if (tree.isTooLong) return { ...unread(tree), faults: [{ part: 'names', error: new TooMuchWork() }] };
  const faults = new Faults();
  const facts = yield* faults.slicedPart('names', readParts(tree, imports, readSites, faults), unread(tree));
  return faults.all.length === 0 ? facts : { ...facts, faults: faults.all };
}

function* readParts(tree: FlatTree, imports: ImportTable, readSites: SiteReaders, faults: Faults): Sliced<ReusableFacts> {
  const scopes = yield* Scopes.reading(tree);
  const types = new WrittenTypes(tree, scopes, imports);
  const packages = new PackageNames(tree, scopes, imports);
  const syntax: DeclarationSyntax = { tree, scopes, types, packages, imports, faults };
  const none = unread(tree);
  const symbols = yield* faults.slicedPart('symbols', readingSymbols(syntax), none.symbols);
  if (tree.count > RESTS_FROM) yield;
  const allocationSites = yield* faults.slicedPart('allocation sites', readSites(syntax), none.allocationSites);
  if (tree.count > RESTS_FROM) yield;
  const pools = faults.part('pools', () => readPoolFacts(syntax), none.pools);
  if (tree.count > RESTS_FROM) yield;
  const cStrings = yield* faults.slicedPart('C strings', readCStrings(syntax), none.cStrings);
  if (tree.count > RESTS_FROM) yield;
  const cEnvironment = faults.part('C environment', () => readCEnvironment(syntax), none.cEnvironment);
  const setFields = faults.part('fields', () => readSetFields(syntax), none.setFields);
  return { length: none.length, symbols, allocationSites, pools, cStrings, cEnvironment, setFields, ...(isIdle(tree) && IDLE) };
}
