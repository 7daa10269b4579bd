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

/** True where the path is below the module's own, and there is no such folder, nor anything that may write one. */
export function lacksPackage(module: GoModFacts, importPath: string, workspace: WorkspaceView): boolean {
  if (!importPath.startsWith(`${module.module}/`) || isUsedByWorkspace(module, workspace)) return false;
  const isOf = ({ path }: { readonly path: string }) => importPath === path || importPath.startsWith(`${path}/`);
  if ([...module.requires, ...module.replaces].some(isOf) || workspace.mainPackages(module.dir).length === 0) return false;
  const dir = joinPath(module.dir, importPath.slice(module.module.length + 1));
  const isEmpty = workspace.packageDeclarations(dir).files.length === 0 && workspace.module(joinPath(dir, '_')) === module;
  return isEmpty && !workspace.mayLackGoFiles(dir);
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
