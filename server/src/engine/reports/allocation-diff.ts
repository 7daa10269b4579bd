/** What is new on the heap, and what went away, between two versions of a program. */
import type { Finding } from '../base/finding.js';
import type { Accepted, Allocation, AllocationEntry, AllocationRecord } from './allocation-record.js';

export interface NewAllocation<F extends Accepted = Finding> extends Allocation<F> {
  /** Places of this function that read alike, then and now: which of them is the new one cannot be told. */
  readonly before: number;
  readonly now: number;
}

export interface AllocationDiff<F extends Accepted = Finding> {
  readonly added: readonly NewAllocation<F>[];
  /** `count` is how many of them went away. */
  readonly gone: readonly AllocationEntry[];
  /** Packages that were compiled before and do not build now. */
  readonly broken: readonly string[];
  /** Packages that were not built before, so that nothing can be new in them. */
  readonly unknown: readonly string[];
  /** The two releases, when they differ: then a difference may come from the compiler. */
  readonly toolchains?: { readonly before: string; readonly now: string };
}

/**
 * Sites are compared by package, function and expression, not by cause. Suppressed allocations are neither new, for somebody has
 * accepted them, nor gone. Of packages that only `before` knows nothing is said, except when they do not build now.
 */
export function compareAllocations<F extends Accepted>(
  before: AllocationRecord,
  now: AllocationRecord,
  allocations: readonly Allocation<F>[],
): AllocationDiff<F> {
  const unknown = now.packages.filter(p => before.notBuilt.includes(p));
  const comparable = new Set(now.packages.filter(p => !unknown.includes(p)));
  const then = grouped(before.allocations.filter(a => comparable.has(a.package)));
  const present = grouped(now.allocations.filter(a => comparable.has(a.package)));
  const places = new Map<string, Allocation<F>[]>();
  for (const a of allocations) {
    const known = places.get(keyOf(a));
    if (known) known.push(a);
    else places.set(keyOf(a), [a]);
  }
  return {
    added: [...present].flatMap(([key, { count }]) => surplus(places.get(key) ?? [], then.get(key)?.count ?? 0, count)),
    gone: [...then].flatMap(([key, entry]) => {
      const count = entry.count - (places.get(key)?.length ?? 0);
      return count > 0 ? [{ ...entry, count }] : [];
    }),
    broken: now.notBuilt.filter(p => before.packages.includes(p)),
    unknown,
    ...(before.toolchain !== now.toolchain && { toolchains: { before: before.toolchain, now: now.toolchain } }),
  };
}

/** The last ones in the text stand for the new ones. */
function surplus<F extends Accepted>(places: readonly Allocation<F>[], before: number, now: number): NewAllocation<F>[] {
  const open = places.filter(({ finding }) => !finding.suppressed);
  const count = Math.min(Math.max(0, now - before), open.length);
  return open.slice(open.length - count).map(place => ({ ...place, before, now }));
}

const keyOf = (a: Pick<AllocationEntry, 'package' | 'function' | 'site'>) => JSON.stringify([a.package, a.function, a.site]);

/** Entries that differ only in their cause become one, under the first cause. */
function grouped(entries: readonly AllocationEntry[]): Map<string, AllocationEntry> {
  const out = new Map<string, AllocationEntry>();
  for (const entry of entries) {
    const known = out.get(keyOf(entry));
    out.set(keyOf(entry), known ? { ...known, count: known.count + entry.count } : entry);
  }
  return out;
}
