/**
 * Which version of each module a build takes. From `go 1.17` a go.mod names all that give it packages; below that, and in a workspace of several
 * modules, the newest version that anybody asks for counts, by the go.mod files in the module cache (go.dev/ref/mod, minimal version selection).
 */

import { compareGoVersions, type GoVersion } from '../../base/go-version.js';
import type { GoModFacts, Requirement } from '../../builds/go-mod.js';
import { knownGoMod, type ModuleFiles } from './known-files.js';
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

const namesAll = (module: GoModFacts) => module.go !== undefined && compareGoVersions(module.go.version, PRUNED) >= 0;

/** Of a module that is required. `inFull`: what that requires is followed further even where it names all that it needs. */
interface Asked extends Requirement {
  readonly inFull: boolean;
}

interface Visit {
  readonly goMod: string;
  readonly inFull: boolean;
}

/** Goes on where it was when go.mod files were missing. */
export class BuildList {
  private readonly newest = new Map<string, string>();
  /** Files that have been looked at, or are awaited. */
  private readonly seen = new Set<string>();
  private readonly excluded: ReadonlySet<string>;
  private readonly own: ReadonlySet<string>;
  private queue: Asked[] = [];
  /** Those whose go.mod file is awaited. */
  private awaited: Visit[] = [];

  constructor(private readonly sources: BuildListSources) {
    const { mains } = sources;
    this.excluded = new Set(mains.flatMap(m => m.excludes.map(({ path, version }) => `${path}@${version}`)));
    this.own = new Set(mains.map(m => m.module));
    for (const main of mains) {
      const isAlone = mains.length === 1 && namesAll(main);
      for (const required of this.count(main)) if (!isAlone) this.queue.push({ ...required, inFull: !namesAll(main) });
    }
  }

  /** Version by module path; undefined while go.mod files are awaited. Those that nobody has count as empty. */
  versions(): ReadonlyMap<string, string> | undefined {
    for (const visit of this.awaited.splice(0)) this.visit(visit);
    for (let next = this.queue.pop(); next && this.seen.size < MAX_VERSIONS; next = this.queue.pop()) {
      const { replacements, cache } = this.sources;
      const goMod = replacements.folder(next.path, next.version, cache)?.goMod;
      // One folder may stand for many modules.
      const key = `${goMod} ${next.inFull}`;
      if (goMod === undefined || this.seen.has(key)) continue;
      this.seen.add(key);
      this.visit({ goMod, inFull: next.inFull });
    }
    return this.awaited.length === 0 ? this.newest : undefined;
  }

  private visit(visit: Visit): void {
    const module = knownGoMod(this.sources.files, visit.goMod);
    if (module === undefined) this.awaited.push(visit);
    if (module === undefined || module === 'absent') return;
    const required = this.count(module);
    // The requirements of a module that names all it needs are complete; below an older one all have to be followed.
    if (visit.inFull || !namesAll(module)) for (const r of required) this.queue.push({ ...r, inFull: true });
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
}
