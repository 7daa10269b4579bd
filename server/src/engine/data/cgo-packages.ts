/** Packages known to use cgo on linux, for imports whose sources are not at hand (go-facts §6.5). */
import { CGO_PACKAGES } from './cgo-packages.generated.js';
import { STD_CGO } from './std-cgo.generated.js';
import type { CgoPackage } from './tables.js';

const byPath = new Map(CGO_PACKAGES.filter(p => /\b(?:all|linux|unix)\b/.test(p.on)).map(p => [withoutVersions(p.import), p]));

/** The entry whose path is `importPath` or one of its parents; `/vN` elements do not count. */
export function knownCgoPackage(importPath: string): CgoPackage | undefined {
  for (let path = withoutVersions(importPath); path !== ''; path = path.slice(0, Math.max(0, path.lastIndexOf('/')))) {
    const entry = byPath.get(path);
    if (entry) return entry;
  }
  return undefined;
}

/** The std packages with cgo files that a std package brings in on linux; undefined when it is not a std package. */
export function stdCgo(importPath: string): readonly string[] | undefined {
  return Object.hasOwn(STD_CGO, importPath) ? STD_CGO[importPath] : undefined;
}

function withoutVersions(path: string): string {
  return path.replace(/\/v\d+(?=\/|$)/g, '').replace(/\.v\d+(?=\/|$)/g, '');
}
