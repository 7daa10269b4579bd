/** What an import means where a file stands: by go.mod, go.work, vendor folder and module cache, without the go command. */

import type { GoVersion } from '../../base/go-version.js';
import { directoriesUp, dirName, joinPath, relativeTo } from '../../base/paths.js';
import type { GoModFacts, GoWorkFacts } from '../../builds/go-mod.js';
import { BuildList } from './build-list.js';
import type { GoHome } from './go-home.js';
import { knownGoMod, type ModuleFiles } from './known-files.js';
import { usedModules, type VendorFolder, vendorFolder, workspaceOf } from './module-lookup.js';
import { type ModuleFolder, Replacements } from './replacements.js';

/** The language of a module without a go line (go.dev/ref/mod). */
const NO_GO_LINE: GoVersion = { major: 1, minor: 16 };
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

/** What is known of go.work files, by path: all modules of a workspace have one build. As long as no go.mod or go.work file changes. */
export type Workspaces = Map<string, KnownWorkspace>;

interface KnownWorkspace {
  readonly mains: readonly GoModFacts[];
  readonly paths: ReadonlySet<string>;
  build?: ModuleBuild;
}

/** The modules that a go command run at one place builds, and what they import. */
export class ModuleBuild {
  /** Equal for builds of the same modules. */
  readonly key: string;
  /** The standard library's: its imports have no module's path in front. */
  private readonly standard: GoModFacts | undefined;
  private readonly replacements: Replacements;
  private list: BuildList | undefined;
  private readonly known = new Map<string, readonly PackagePlace[]>();
  private readonly mainsByPath = new Map<string, GoModFacts[]>();
  private readonly mainsByDir = new Map<string, GoModFacts>();

  private constructor(
    readonly mains: readonly GoModFacts[],
    work: GoWorkFacts | undefined,
    private readonly vendored: VendorFolder | undefined,
    private readonly home: GoHome,
    private readonly files: ModuleFiles,
  ) {
    this.replacements = new Replacements(mains, work);
    this.key = work?.path ?? mains.map(m => m.path).join(' ');
    this.standard = mains.find(m => m.module === 'std');
    for (const main of mains) {
      const alike = this.mainsByPath.get(main.module) ?? [];
      alike.push(main);
      this.mainsByPath.set(main.module, alike);
      if (!this.mainsByDir.has(main.dir)) this.mainsByDir.set(main.dir, main);
    }
  }

  /** Of a module, where its go.mod is the nearest. Undefined while files are awaited. */
  static of(main: GoModFacts, home: GoHome, files: ModuleFiles, workspaces: Workspaces): ModuleBuild | undefined {
    const work = workspaceOf(main, home, files);
    if (work === undefined) return undefined;
    const around = work === 'none' ? undefined : (workspaces.get(work.path) ?? readWorkspace(work, files));
    if (work !== 'none') {
      if (!around) return undefined;
      workspaces.set(work.path, around);
    }
    const used = around?.paths.has(main.path) ? around : undefined;
    if (used?.build) return used.build;
    const inForce = work !== 'none' && used ? work : undefined;
    const vendored = vendorFolder(inForce ?? main, inForce !== undefined, home, files);
    if (vendored === undefined) return undefined;
    const build = new ModuleBuild(used?.mains ?? [main], inForce, vendored === 'none' ? undefined : vendored, home, files);
    if (used) used.build = build;
    return build;
  }

  get isStandard(): boolean {
    return this.standard !== undefined;
  }

  /** Where the package may lie. Not for packages of the standard library. */
  places(importPath: string): Places {
    const places = this.known.get(importPath) ?? this.find(importPath);
    if (places) this.known.set(importPath, places);
    return places;
  }

  private find(importPath: string): Places {
    const { mains, replacements, files, home, standard } = this;
    if (standard) return standardPlaces(importPath, standard);
    const around = [...prefixes(importPath)].flatMap(path => this.mainsByPath.get(path) ?? []);
    const own = around.flatMap(m => inFolder(importPath, { path: m.module, dir: m.dir, goMod: m.path, isLocal: true }));
    if (this.vendored) {
      const { dir, modules } = this.vendored;
      const language = modules.packages.get(importPath)?.go ?? NO_GO_LINE;
      return [...longestFirst(own), { dir: `${dir}/${importPath}`, root: dir, isLocal: false, language }];
    }
    this.list ??= new BuildList({ mains, replacements, files, cache: home.moduleCache });
    const versions = this.list.versions();
    if (!versions) return undefined;
    const found: PackagePlace[] = [...own];
    for (const path of prefixes(importPath)) {
      const version = versions.get(path);
      if (version === undefined) continue;
      const folder = replacements.folder(path, version, home.moduleCache);
      // What only a longer path's module could tell is not told by a shorter one's.
      if (!folder) return longestFirst(found);
      found.push(...inFolder(importPath, folder));
    }
    return found.length === 0 ? NOWHERE : longestFirst(found);
  }

  /** The import path of a folder in one of the modules; undefined for others. */
  importPathOf(dir: string): string | undefined {
    const vendored = this.vendored && relativeTo(this.vendored.dir, dir);
    if (vendored) return vendored;
    const main = this.mainOf(dir);
    const rest = main && relativeTo(main.dir, dir);
    if (!main || main.module === '' || rest === undefined) return undefined;
    if (main.module === 'std') return rest;
    return rest === '' ? main.module : `${main.module}/${rest}`;
  }

  /** The language of what lies in a folder of one of the modules. */
  languageOf(dir: string): GoVersion | undefined {
    const vendored = this.vendored && relativeTo(this.vendored.dir, dir);
    if (vendored) return this.vendored?.modules.packages.get(vendored)?.go ?? NO_GO_LINE;
    const main = this.mainOf(dir);
    return main && (main.go?.version ?? NO_GO_LINE);
  }

  private mainOf(dir: string): GoModFacts | undefined {
    for (const above of directoriesUp(dir, undefined)) {
      const main = this.mainsByDir.get(above);
      if (main) return main;
    }
    return this.mainsByDir.get('');
  }

  /** Undefined while its go.mod is awaited. */
  language({ language }: PackagePlace): GoVersion | undefined {
    if (!('goMod' in language)) return language;
    const module = knownGoMod(this.files, language.goMod);
    return module === 'absent' ? NO_GO_LINE : module && (module.go?.version ?? NO_GO_LINE);
  }
}

/** Undefined while files are awaited. */
function readWorkspace(work: GoWorkFacts, files: ModuleFiles): KnownWorkspace | undefined {
  const mains = usedModules(work, files);
  return mains && { mains, paths: new Set(mains.map(m => m.path)) };
}

/** What the standard library takes from other modules lies in its vendor folder. */
function standardPlaces(importPath: string, { dir, path }: GoModFacts): readonly PackagePlace[] {
  const at = (root: string) => ({ dir: `${root}/${importPath}`, root, isLocal: false, language: { goMod: path } });
  return [at(dir), at(`${dir}/vendor`)];
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

/** True when a go.mod, go.work or modules.txt file may decide what imports in `dir` mean. */
export function decidesImports(path: string): boolean {
  return /(?:^|\/)(?:go\.mod|go\.work|vendor\/modules\.txt)$/.test(path);
}
