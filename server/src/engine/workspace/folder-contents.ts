/** What builds take of folders, by what the workspace has there and what a host has read. */

import { dirName } from '../base/paths.js';
import type { BuildTarget } from '../go/package/build-target.js';
import { type FolderFiles, packageFiles } from '../go/package/package-files.js';
import type { HeadedFile } from '../go/package/source-file.js';
import type { PackagePlace } from '../program/modules/module-build.js';
import type { ModuleBuilds } from './module-builds.js';
import type { OwnFolders } from './own-folders.js';
import { type FolderContent, type PackageFolders, targetKey } from './package-folders.js';

/** Files of a folder, and which of them a build takes: they may be thousands, and each asks for itself. */
interface FolderParts extends FolderFiles<HeadedFile> {
  readonly taken: ReadonlySet<HeadedFile>;
}

function partsOf(heads: readonly HeadedFile[], target: BuildTarget): FolderParts {
  const files = packageFiles(heads, target);
  return { ...files, taken: new Set([...files.plain, ...files.tests, ...files.external]) };
}

export class FolderContents {
  private readonly known = new WeakMap<readonly HeadedFile[], Map<string, FolderParts>>();

  constructor(
    private readonly own: OwnFolders,
    private readonly folders: PackageFolders,
    private readonly builds: ModuleBuilds,
  ) {}

  /** Files of a folder are asked about one after the other, and by each package that imports it. */
  parts(heads: readonly HeadedFile[], target: BuildTarget): FolderParts {
    const byTarget = this.known.get(heads) ?? new Map<string, FolderParts>();
    this.known.set(heads, byTarget);
    const key = targetKey(target);
    const parts = byTarget.get(key) ?? partsOf(heads, target);
    byTarget.set(key, parts);
    return parts;
  }

  /** What builds for the target take of a folder; undefined while it, or a go.mod file on the way to it, is awaited. */
  of(place: PackagePlace, target: BuildTarget): FolderContent | undefined {
    // Who reads a folder looks for such files himself.
    if (place.isLocal && this.own.isWhole(place.dir)) {
      for (let at = place.dir; at !== place.root && at.length > place.root.length; at = dirName(at)) {
        const file = this.builds.files.file(`${at}/go.mod`);
        if (file !== 'absent') return file && 'absent';
      }
    }
    return this.heads(place.dir, target);
  }

  /** What the workspace knows of a folder goes before what was read. */
  heads(dir: string, target: BuildTarget): FolderContent | undefined {
    const own = this.own.heads(dir);
    if (this.own.isWhole(dir)) return own;
    const read = this.folders.get(dir, target);
    if (read === undefined || own.length === 0) return read;
    const paths = new Set(own.map(head => head.path));
    return [...(read === 'absent' ? [] : read.filter(head => !paths.has(head.path))), ...own];
  }
}
