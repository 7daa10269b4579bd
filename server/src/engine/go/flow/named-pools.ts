/** What a package says of its pools, by their names: whether something is a sync.Pool, types tell. */
import type { GoPackage } from '../package/go-package.js';
import type { PoolDeclaration, PoolFacts } from './pool-facts.js';

/** What a package says about all pools of one name. */
export interface NamedPools {
  readonly declarations: PoolDeclaration[];
  /** Types that a Get is asserted to; undefined where one is not, or with a check. */
  readonly wanted: Set<string | undefined>;
  /** The result of a Get of the name itself, as in `bufs.Get()`, is asserted without a check. */
  isAsserted: boolean;
  /** Somebody has its address, sets its `New`, or makes it where only the text tells how. */
  touched: boolean;
}

export type PoolsByName = ReadonlyMap<string, NamedPools>;

/** By package or declaration, remembered: each takes a look at all of it. */
const known = new WeakMap<GoPackage | PoolFacts, PoolsByName>();

export function poolsOf(pkg: GoPackage): PoolsByName {
  return poolsIn(pkg, () => pkg.files.flatMap(f => f.declarations.map(d => d.pools)));
}

export function poolsIn(holder: GoPackage | PoolFacts, all: () => readonly PoolFacts[]): PoolsByName {
  let found = known.get(holder);
  if (!found) {
    found = poolsByName(all());
    known.set(holder, found);
  }
  return found;
}

function poolsByName(all: readonly PoolFacts[]): PoolsByName {
  const out = new Map<string, NamedPools>();
  const named = (name: string) => {
    let pools = out.get(name);
    if (!pools) {
      pools = { declarations: [], wanted: new Set(), isAsserted: false, touched: false };
      out.set(name, pools);
    }
    return pools;
  };
  for (const { declarations, gets, touched } of all) {
    for (const d of declarations) named(d.name).declarations.push(d);
    for (const g of gets) {
      const pools = named(g.poolName);
      pools.wanted.add(g.uncheckedAssertion?.type);
      pools.isAsserted ||= g.uncheckedAssertion !== undefined && g.poolText === g.poolName;
    }
    for (const name of touched) named(name).touched = true;
  }
  return out;
}
