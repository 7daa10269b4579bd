/** The Go release that a place really builds with, and the module whose go line it must satisfy. */

import { compareGoVersions, type GoVersion } from '../base/go-version.js';
import type { BuildUnit } from '../builds/facts.js';
import type { BuildContext } from './build-contexts.js';
import type { WorkspaceView } from './view.js';

/**
 * Undefined when nobody can say: without a version, or when the go command may fetch a newer one because go.mod asks for it
 * (GOTOOLCHAIN=auto, Go 1.21 and later).
 */
export function releaseInForce(path: string, unit: BuildUnit, workspace: WorkspaceView): GoVersion | undefined {
  const module = workspace.module(path);
  const own = contextOf(path, unit, workspace)?.release ?? unit.go?.version;
  if (!own || unit.go?.fixed) return own;
  const wanted = module?.toolchain ?? module?.go;
  return wanted && isNewer(wanted.version, own) ? undefined : own;
}

/** The table's row for a unit of a file. */
export function contextOf(path: string, unit: BuildUnit, workspace: WorkspaceView): BuildContext | undefined {
  const contexts = workspace.buildContexts(path);
  let known = byUnit.get(contexts);
  if (!known) {
    known = new Map();
    for (const context of contexts) if (context.unit && !known.has(context.unit)) known.set(context.unit, context);
    byUnit.set(contexts, known);
  }
  const found = known.get(unit);
  return found?.file === path ? found : undefined;
}

/** A module with hundreds of jobs is asked once for each of them. */
const byUnit = new WeakMap<readonly BuildContext[], Map<BuildUnit, BuildContext>>();

/** True when `a` is newer than `b`; a `b` without a patch is the newest patch of its release. */
export function isNewer(a: GoVersion, b: GoVersion): boolean {
  return b.patch === undefined ? compareGoVersions({ major: a.major, minor: a.minor }, b) > 0 : compareGoVersions(a, b) > 0;
}
