/** What an import means where a file stands: by go.mod, go.work, vendor folder and module cache, without the go command. */

import { compareGoVersions, type GoVersion } from '../../base/go-version.js';
import { directoriesUp, dirName, joinPath, relativeTo } from '../../base/paths.js';
import { type GoModFacts, type GoWorkFacts, parseGoMod, parseGoWork } from '../../builds/go-mod.js';
import { parseVendoredModules, type VendoredModules } from '../../builds/vendored-modules.js';
import { buildList } from './build-list.js';
import { flagOf, type GoHome, type ModuleFiles } from './go-home.js';
import { keyFrom, type ModuleFolder, Replacements } from './replacements.js';

/** The language of a module without a go line (go.dev/ref/mod). */
const NO_GO_LINE: GoVersion = { major: 1, minor: 16 };
/** First releases for which a vendor folder is used by itself: of a module, of a workspace. */
const VENDORS: GoVersion = { major: 1, minor: 14 };
const WORKSPACE_VENDORS: GoVersion = { major: 1, minor: 22 };

/** A folder that a package may lie in. */
export interface PackagePlace {
  readonly dir: string;
  /** The folder of its module, or the vendor folder. */
  readonly root: string;
  /** A go.mod file on the way from there makes the folder another module's. */
  readonly isLocal: boolean;
  /** Known without a file, or the go.mod whose go line says it. */
  readonly language: GoVersion | { readonly goMod: string };
}

/** Folders in the order in which they are tried; none: nobody knows; undefined: not yet. */
export type Places = readonly PackagePlace[] | undefined;

const NOWHERE: readonly PackagePlace[] = [];

/** The modules that a go command run at one place builds, and what they import. */
export class ModuleBuild {
  private readonly replacements: Replacements;
  private versions: ReadonlyMap<string, string> | undefined;

  private constructor(
    readonly mains: readonly GoModFacts[],
    work: GoWorkFacts | undefined,
    private readonly vendored: { readonly dir: string; readonly modules: VendoredModules } | undefined,
    private readonly home: GoHome,
    private readonly files: ModuleFiles,
  ) {
    this.replacements = new Replacements(mains, work);
  }

  /** Undefined while files are awaited; `none` outside of all modules. */
  static at(dir: string, home: GoHome, files: ModuleFiles): ModuleBuild | 'none' | undefined {
    const main = nearestModule(dir, files);
    if (main === undefined || main === 'none') return main;
    const work = workspaceOf(main, home, files);
    if (work === undefined) return undefined;
    const mains = work === 'none' ? [main] : usedModules(work, files);
    if (mains === undefined) return undefined;
    const isUsed = mains.some(m => m.path === main.path);
    const inForce = work !== 'none' && isUsed ? work : undefined;
    const vendored = vendorFolder(inForce ?? main, inForce !== undefined, home, files);
    if (vendored === undefined) return undefined;
    return new ModuleBuild(isUsed ? mains : [main], inForce, vendored === 'none' ? undefined : vendored, home, files);
  }

  /** Where the package may lie. Not for packages of the standard library. */
  places(importPath: string): Places {
    const { mains, replacements, files, home } = this;
    const own = mains.flatMap(m => inFolder(importPath, { path: m.module, dir: m.dir, goMod: m.path, isLocal: true }));
    if (this.vendored) {
      const { dir, modules } = this.vendored;
      const language = modules.packages.get(importPath)?.go ?? NO_GO_LINE;
      return [...longestFirst(own), { dir: `${dir}/${importPath}`, root: dir, isLocal: false, language }];
    }
    this.versions ??= buildList({ mains, replacements, files, cache: home.moduleCache });
    if (!this.versions) return undefined;
    const found: PackagePlace[] = [...own];
    for (const path of prefixes(importPath)) {
      const version = this.versions.get(path);
      if (version === undefined) continue;
      const folder = replacements.folder(path, version, home.moduleCache);
      // What only a longer path's module could tell is not told by a shorter one's.
      if (!folder) return longestFirst(found);
      found.push(...inFolder(importPath, folder));
    }
    return found.length === 0 ? NOWHERE : longestFirst(found);
  }

  /** Undefined while its go.mod is awaited. */
  language({ language }: PackagePlace): GoVersion | undefined {
    if (!('goMod' in language)) return language;
    const file = this.files.file(language.goMod);
    if (file === undefined) return undefined;
    return file === 'absent' ? NO_GO_LINE : (parseGoMod(language.goMod, file.text).go?.version ?? NO_GO_LINE);
  }
}

/** `a/b/c`, `a/b`, `a`. */
function* prefixes(path: string): Generator<string> {
  for (let at = path; at !== ''; at = dirName(at)) yield at;
}

function longestFirst(places: readonly PackagePlace[]): readonly PackagePlace[] {
  const rest = ({ dir, root }: PackagePlace) => dir.length - root.length;
  return [...places].sort((a, b) => rest(a) - rest(b));
}

function inFolder(importPath: string, { path, dir, goMod, isLocal }: ModuleFolder): PackagePlace[] {
  const rest = relativeTo(path, importPath);
  if (rest === undefined || path === '') return [];
  return [{ dir: rest === '' ? dir : joinPath(dir, rest), root: dir, isLocal, language: { goMod } }];
}

function nearestModule(dir: string, files: ModuleFiles): GoModFacts | 'none' | undefined {
  for (const above of directoriesUp(dir, undefined)) {
    const path = `${above}/go.mod`;
    const file = files.file(path);
    if (file === undefined) return undefined;
    if (file !== 'absent') return parseGoMod(path, file.text);
  }
  return 'none';
}

function workspaceOf(main: GoModFacts, home: GoHome, files: ModuleFiles): GoWorkFacts | 'none' | undefined {
  const set = home.settings.GOWORK ?? '';
  if (set === 'off') return 'none';
  const paths = set === '' ? [...directoriesUp(main.dir, undefined)].map(dir => `${dir}/go.work`) : [keyFrom(main.dir, set)];
  for (const path of paths) {
    const file = files.file(path);
    if (file === undefined) return undefined;
    if (file !== 'absent') return parseGoWork(path, file.text);
  }
  return 'none';
}

function usedModules(work: GoWorkFacts, files: ModuleFiles): readonly GoModFacts[] | undefined {
  const mains: GoModFacts[] = [];
  let isComplete = true;
  for (const use of work.uses) {
    const path = `${keyFrom(work.dir, use)}/go.mod`;
    const file = files.file(path);
    if (file === undefined) isComplete = false;
    else if (file !== 'absent') mains.push(parseGoMod(path, file.text));
  }
  return isComplete ? mains : undefined;
}

function vendorFolder(
  owner: GoModFacts | GoWorkFacts,
  isWorkspace: boolean,
  home: GoHome,
  files: ModuleFiles,
): { readonly dir: string; readonly modules: VendoredModules } | 'none' | undefined {
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

/** True when a go.mod, go.work or modules.txt file may decide what imports in `dir` mean. */
export function decidesImports(path: string): boolean {
  return /(?:^|\/)(?:go\.mod|go\.work|vendor\/modules\.txt)$/.test(path);
}
