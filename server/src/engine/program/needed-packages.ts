/** Packages of its own module that a program surely needs, whether it is built with cgo or not. */

import { joinPath, relativeTo } from '../base/paths.js';
import type { GoModFacts } from '../builds/go-mod.js';
import type { WorkspaceView } from './view.js';

export interface NeededPackage {
  readonly importPath: string;
  /** Folder of the workspace. */
  readonly dir: string;
}

/** The program's own first; empty where the module is another one. */
export function neededPackages(folder: string, module: GoModFacts, tags: readonly string[], workspace: WorkspaceView): NeededPackage[] {
  const withCgo = workspace.cgoClosure(folder, tags).local;
  const without = workspace.closureWithoutCgo(folder, tags).local;
  return [...(withCgo ?? [])].flatMap(([importPath, dir]) => {
    const isSure = without?.has(importPath) && relativeTo(module.dir, dir) !== undefined;
    return isSure && workspace.module(joinPath(dir, '_')) === module ? [{ importPath, dir }] : [];
  });
}
