/** Packages of the standard library that exist only with an experiment, by release (each built with Go 1.24, 1.25, 1.26 and 1.27). */

import type { GoVersion } from '../base/go-version.js';
import { table } from '../base/table.js';

interface Experimental {
  readonly experiment: string;
  /** Minor releases of Go 1, both included, in which the experiment decides. `to` open: also the newest one looked at. */
  readonly from: number;
  readonly to: number;
}

const PACKAGES = table<Experimental>({
  'encoding/json/v2': { experiment: 'jsonv2', from: 25, to: 26 },
  'encoding/json/jsontext': { experiment: 'jsonv2', from: 25, to: 26 },
  'testing/synctest': { experiment: 'synctest', from: 24, to: 24 },
  arena: { experiment: 'arenas', from: 20, to: 27 },
  'runtime/secret': { experiment: 'runtimesecret', from: 26, to: 27 },
  'simd/archsimd': { experiment: 'simd', from: 26, to: 27 },
});

/** Import paths of all of them. */
export const EXPERIMENTAL_PACKAGES: readonly string[] = Object.keys(PACKAGES);

const QUOTED = new RegExp(`"(?:${EXPERIMENTAL_PACKAGES.map(p => p.replace(/[/.]/g, '\\$&')).join('|')})"`);

/** True when a Go file may import one of them: its text holds the quoted path. Cheaper than reading it. */
export function mayImportExperimental(goText: string): boolean {
  return QUOTED.test(goText);
}

/** The experiment without which that release cannot build an import of the package; undefined when it needs none. */
export function experimentFor(importPath: string, version: GoVersion): string | undefined {
  const entry = PACKAGES[importPath];
  return entry && version.major === 1 && version.minor >= entry.from && version.minor <= entry.to ? entry.experiment : undefined;
}
