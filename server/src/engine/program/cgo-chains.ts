/** The way from a program to each package with cgo files, in the import graph that `go list -deps` prints. */
import { isKnownCgoPackage } from '../tables/cgo-packages.js';
import type { CgoClosure, CgoNeed } from './cgo-closure.js';

/** One package as the go command lists it. */
export interface ListedImport {
  readonly importPath: string;
  readonly name: string;
  readonly isStandard: boolean;
  /** False for what the patterns named. */
  readonly isDependency: boolean;
  readonly usesCgo: boolean;
  /** Resolved import paths. */
  readonly imports: readonly string[];
  /** Why it could not be loaded. */
  readonly error?: string;
}

/** Brought in by every cgo package, never the reason for one. */
const IMPLICIT = new Set(['runtime/cgo', 'C', 'unsafe']);

/** Shortest ways from `root`, the nearest package first, in a build for `os`. Packages that did not load count by the table of known ones, and as unknown. */
export function cgoChains(root: string, packages: ReadonlyMap<string, ListedImport>, os = 'linux'): CgoClosure {
  const chains = new Map<string, readonly string[]>([[root, [root]]]);
  const needs: CgoNeed[] = [];
  const unknown: string[] = [];
  for (const [importPath, chain] of chains) {
    const listed = packages.get(importPath);
    const isLoaded = listed !== undefined && (listed.error === undefined || listed.name !== '');
    if (listed?.usesCgo) needs.push({ importPath, chain, from: listed.isStandard ? 'std' : 'source' });
    else if (!isLoaded && isKnownCgoPackage(importPath, os)) needs.push({ importPath, chain, from: 'table' });
    if (!isLoaded) unknown.push(importPath);
    // A Map hands out what is added while it is walked: breadth first.
    for (const next of listed?.imports ?? []) if (!chains.has(next) && !IMPLICIT.has(next)) chains.set(next, [...chain, next]);
  }
  return { complete: unknown.length === 0, needs, unknown: unknown.sort() };
}
