/** Where the modules of a build lie: in the module cache by their versions, or where `replace` lines put them. */

import { joinPath } from '../../base/paths.js';
import type { GoModFacts, GoWorkFacts, Replacement } from '../../builds/go-mod.js';
import { folderInCache, modFileInCache } from './module-version.js';

/** A module in one version, or one that a folder stands for. */
export interface ModuleFolder {
  readonly path: string;
  readonly dir: string;
  /** The file whose go line says which language its packages are in. */
  readonly goMod: string;
  /** Not in the cache: a go.mod file on the way from the module to a package makes that another module's. */
  readonly isLocal: boolean;
}

export class Replacements {
  private readonly byModule = new Map<string, { readonly replacement: Replacement; readonly base: string }>();

  /** The lines of a go.work file come before those of its modules; of those that contradict each other the first counts. */
  constructor(mains: readonly GoModFacts[], work: GoWorkFacts | undefined) {
    for (const { dir, replaces } of [...(work ? [work] : []), ...mains]) {
      for (const replacement of replaces) {
        const key = `${replacement.path}@${replacement.from ?? ''}`;
        if (!this.byModule.has(key)) this.byModule.set(key, { replacement, base: dir });
      }
    }
  }

  /** Undefined where only the cache could have it and there is none. */
  folder(path: string, version: string, cache: string | undefined): ModuleFolder | undefined {
    const found = this.byModule.get(`${path}@${version}`) ?? this.byModule.get(`${path}@`);
    if (found && found.replacement.version === undefined) {
      const dir = keyFrom(found.base, found.replacement.target);
      return { path, dir, goMod: `${dir}/go.mod`, isLocal: true };
    }
    if (cache === undefined) return undefined;
    const [target, at] = found ? [found.replacement.target, found.replacement.version!] : [path, version];
    return { path, dir: folderInCache(cache, target, at), goMod: modFileInCache(cache, target, at), isLocal: false };
  }
}

/** The key of a folder that is written in a file of `base`; both kinds of roots count as such on every system. */
export function keyFrom(base: string, written: string): string {
  const target = written.replace(/\\/g, '/');
  const isRooted = target.startsWith('/') || /^[A-Za-z]:\//.test(target);
  if (!isRooted) return joinPath(base, target);
  const scheme = /^file:\/\/[^/]*/.exec(base)?.[0];
  const clean = target.length > 1 ? target.replace(/(?<!\/)\/+$/, '') : target;
  if (scheme === undefined) return clean;
  return scheme + (clean.startsWith('/') ? clean : `/${clean[0]!.toLowerCase()}${clean.slice(1)}`);
}
