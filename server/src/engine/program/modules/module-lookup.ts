/** Finds the files that say what a go command run at one place builds: go.mod, go.work, and the vendor folder's list. */

import { compareGoVersions, type GoVersion } from '../../base/go-version.js';
import { directoriesUp } from '../../base/paths.js';
import type { GoModFacts, GoWorkFacts } from '../../builds/go-mod.js';
import { parseVendoredModules, type VendoredModules } from '../../builds/vendored-modules.js';
import { flagOf, type GoHome } from './go-home.js';
import { knownGoMod, knownGoWork, type ModuleFiles } from './known-files.js';
import { keyFrom } from './replacements.js';

/** First releases for which a vendor folder is used by itself: of a module, of a workspace. */
const VENDORS: GoVersion = { major: 1, minor: 14 };
const WORKSPACE_VENDORS: GoVersion = { major: 1, minor: 22 };

export interface VendorFolder {
  readonly dir: string;
  readonly modules: VendoredModules;
}

/** All of these: undefined while files are awaited. */
export function nearestModule(dir: string, files: ModuleFiles): GoModFacts | 'none' | undefined {
  let absent = 0;
  // Each round of questions asks for as many more as there were before it: the way up from a deep folder is not begun anew at each level.
  let awaited = 0;
  for (const above of directoriesUp(dir, undefined)) {
    const module = knownGoMod(files, `${above}/go.mod`);
    if (module === 'absent') absent++;
    else if (module !== undefined) return awaited > 0 ? undefined : module;
    else if (awaited++ >= absent) return undefined;
  }
  return awaited > 0 ? undefined : 'none';
}

/** The go.work file in force for a module, unless it does not use the module. */
export function workspaceOf(main: GoModFacts, home: GoHome, files: ModuleFiles): GoWorkFacts | 'none' | undefined {
  const set = home.settings.GOWORK ?? '';
  if (set === 'off') return 'none';
  const paths = set === '' ? [...directoriesUp(main.dir, undefined)].map(dir => `${dir}/go.work`) : [keyFrom(main.dir, set)];
  // All are asked for at once: most modules are in no workspace, and each question may be a way to the disk and back.
  const known = paths.map(path => ({ path, file: files.file(path) }));
  const nearest = known.find(({ file }) => file !== 'absent');
  if (!nearest) return 'none';
  const work = knownGoWork(files, nearest.path);
  return work === 'absent' ? undefined : work;
}

/** Those of a go.work file that are there, each once. */
export function usedModules(work: GoWorkFacts, files: ModuleFiles): readonly GoModFacts[] | undefined {
  const mains: GoModFacts[] = [];
  let isComplete = true;
  for (const dir of new Set(work.uses.map(use => keyFrom(work.dir, use)))) {
    const module = knownGoMod(files, `${dir}/go.mod`);
    if (module === undefined) isComplete = false;
    else if (module !== 'absent') mains.push(module);
  }
  return isComplete ? mains : undefined;
}

/** The vendor folder of a module or workspace, where go takes it. */
export function vendorFolder(
  owner: GoModFacts | GoWorkFacts,
  isWorkspace: boolean,
  home: GoHome,
  files: ModuleFiles,
): VendorFolder | 'none' | undefined {
  const flag = flagOf(home, 'mod');
  if (flag !== undefined && flag !== 'vendor') return 'none';
  const go = owner.go && ('version' in owner.go ? owner.go.version : owner.go);
  const since = isWorkspace ? WORKSPACE_VENDORS : VENDORS;
  if (flag === undefined && (!go || compareGoVersions(go, since) < 0)) return 'none';
  const dir = `${owner.dir}/vendor`;
  const file = files.file(`${dir}/modules.txt`);
  if (file === undefined) return undefined;
  if (file === 'absent') return 'none';
  const modules = parseVendoredModules(file.text);
  return modules.isForWorkspace === isWorkspace || flag !== undefined ? { dir, modules } : 'none';
}
