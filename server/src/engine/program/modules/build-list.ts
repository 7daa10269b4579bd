/**
 * Which version of each module a build takes. From `go 1.17` a go.mod names all that give it packages; below that, and in a workspace of several
 * modules, the newest version that anybody asks for counts, by the go.mod files in the module cache (go.dev/ref/mod, minimal version selection).
 */

import { compareGoVersions, type GoVersion } from '../../base/go-version.js';
import { type GoModFacts, parseGoMod, type Requirement } from '../../builds/go-mod.js';
import type { ModuleFiles } from './go-home.js';
import { compareModuleVersions } from './module-version.js';
import type { Replacements } from './replacements.js';

/** From this release on a go.mod names every module that gives a package. */
const PRUNED: GoVersion = { major: 1, minor: 17 };
/** Module versions that are looked at: kubernetes has about 1,000. */
const MAX_VERSIONS = 20_000;

export interface BuildListSources {
  readonly mains: readonly GoModFacts[];
  readonly replacements: Replacements;
  readonly cache: string | undefined;
  readonly files: ModuleFiles;
}

/** Version by module path; undefined while go.mod files are awaited. Those that nobody has count as empty. */
export function buildList(sources: BuildListSources): ReadonlyMap<string, string> | undefined {
  return new Graph(sources).versions();
}

const namesAll = (module: GoModFacts) => module.go !== undefined && compareGoVersions(module.go.version, PRUNED) >= 0;

interface Visit extends Requirement {
  /** Whether what it requires is followed further even where it names all that it needs. */
  readonly inFull: boolean;
}

class Graph {
  private readonly newest = new Map<string, string>();
  private readonly seen = new Set<string>();
  private readonly excluded: ReadonlySet<string>;
  private readonly own: ReadonlySet<string>;
  private isComplete = true;

  constructor(private readonly sources: BuildListSources) {
    this.excluded = new Set(sources.mains.flatMap(m => m.excludes.map(({ path, version }) => `${path}@${version}`)));
    this.own = new Set(sources.mains.map(m => m.module));
  }

  versions(): ReadonlyMap<string, string> | undefined {
    const { mains } = this.sources;
    const queue: Visit[] = [];
    for (const main of mains) {
      const isAlone = mains.length === 1 && namesAll(main);
      for (const required of this.count(main)) if (!isAlone) queue.push({ ...required, inFull: !namesAll(main) });
    }
    for (let next = queue.pop(); next && this.seen.size < MAX_VERSIONS; next = queue.pop()) queue.push(...this.visit(next));
    return this.isComplete ? this.newest : undefined;
  }

  /** What is to be looked at because of a module. */
  private visit({ path, version, inFull }: Visit): Visit[] {
    const key = `${path}@${version} ${inFull}`;
    if (this.seen.has(key)) return [];
    this.seen.add(key);
    const module = this.goMod(path, version);
    if (!module) return [];
    const required = this.count(module);
    // The requirements of a module that names all it needs are complete; below an older one all have to be followed.
    return inFull || !namesAll(module) ? required.map(r => ({ ...r, inFull: true })) : [];
  }

  /** Counts what a module requires, and tells what of it counts. */
  private count(module: GoModFacts): readonly Requirement[] {
    const counted = module.requires.filter(r => !this.own.has(r.path) && !this.excluded.has(`${r.path}@${r.version}`));
    for (const { path, version } of counted) {
      const known = this.newest.get(path);
      if (known === undefined || compareModuleVersions(version, known) > 0) this.newest.set(path, version);
    }
    return counted;
  }

  private goMod(path: string, version: string): GoModFacts | undefined {
    const { replacements, cache, files } = this.sources;
    const folder = replacements.folder(path, version, cache);
    const file = folder && files.file(folder.goMod);
    if (folder && file === undefined) this.isComplete = false;
    return folder && file && file !== 'absent' ? parseGoMod(folder.goMod, file.text) : undefined;
  }
}
