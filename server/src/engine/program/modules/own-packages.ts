/** Which packages a program of a module can have, by go.mod alone: from `go 1.17` on it names every module that gives one. */

import { compareGoVersions } from '../../base/go-version.js';
import { dirName, joinPath } from '../../base/paths.js';
import type { GoModFacts } from '../../builds/go-mod.js';
import { stdCgo } from '../../tables/cgo-packages.js';
import type { WorkspaceView } from '../view.js';

const PRUNED = { major: 1, minor: 17 };

/** False only where no module of the build can have the package. Not asked about the module's own. */
export function mayHavePackage(module: GoModFacts, importPath: string, workspace: WorkspaceView): boolean {
  const { go, isPartial, requires, replaces } = module;
  const namesAll = go !== undefined && !isPartial && compareGoVersions(go.version, PRUNED) >= 0;
  if (isStandard(importPath) || !namesAll || isUsedByWorkspace(module, workspace)) return true;
  const gives = (root: string) => root !== '' && (importPath === root || importPath.startsWith(`${root}/`));
  return gives(module.module) || requires.some(r => gives(r.path)) || replaces.some(r => gives(r.path));
}

/** Go's own internal packages are not in the table. */
function isStandard(importPath: string): boolean {
  return stdCgo(importPath) !== undefined || /^(?:cmd|internal|runtime|vendor)(?:\/|$)/.test(importPath);
}

/** Other modules of a go.work file are in no go.mod. */
function isUsedByWorkspace({ dir }: GoModFacts, workspace: WorkspaceView): boolean {
  for (let folder = dir; ; folder = dirName(folder)) {
    if (workspace.buildFacts(joinPath(folder, 'go.work'))) return true;
    if (folder === '' || folder === dirName(folder)) return false;
  }
}
