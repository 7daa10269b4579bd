/** The go.mod files above folders, each read once. */
import { statSync } from 'node:fs';
import type { Message } from '../../engine/base/message.js';
import { dirName } from '../../engine/base/paths.js';
import { leadsAway } from '../host/boundary.js';
import type { DiskFolders } from './disk-folders.js';
import { type ReadSource, readSource } from './disk-text.js';
import { errorCode, Refused } from './refused.js';
import { say } from './words.js';

/** A go.mod file, and why it has no text. */
export type GoModFile = { readonly path: string } & ({ readonly text: string } | { readonly reason: Message });

/** Texts of go.mod files by folder; one per thread, since every folder below a module asks for the same one. */
export class GoModFiles {
  /** Path of the nearest file of a folder, where there is one. */
  private readonly nearest = new Map<string, string | undefined>();
  private readonly files = new Map<string, GoModFile>();

  constructor(
    private readonly read: ReadSource = readSource,
    private readonly disk?: DiskFolders,
  ) {}

  /** The go.mod file at or above the folder. One that cannot be read is the one, as for go. */
  above(dir: string): GoModFile | undefined {
    const path = this.pathAbove(dir);
    return path === undefined ? undefined : this.file(path);
  }

  /** Its path. */
  pathAbove(dir: string): string | undefined {
    if (this.nearest.has(dir)) return this.nearest.get(dir);
    const own = `${dir}/go.mod`;
    const parent = dirName(dir);
    const found = this.isThere(dir) ? own : dir === parent || dir === '' ? undefined : this.pathAbove(parent);
    this.nearest.set(dir, found);
    return found;
  }

  /** One that is there. */
  file(path: string): GoModFile {
    const known = this.files.get(path) ?? this.tryRead(path);
    this.files.set(path, known);
    return known;
  }

  private isThere(dir: string): boolean {
    const path = `${dir}/go.mod`;
    if (this.disk?.mayHave(path) === false) return false;
    try {
      const kind = statSync(path, { throwIfNoEntry: false });
      return kind !== undefined && !kind.isDirectory();
    } catch (error) {
      this.files.set(path, { path, reason: say.unreadable({ path, error: errorCode(error) }) });
      return true;
    }
  }

  private tryRead(path: string): GoModFile {
    try {
      // What is no file the reader refuses, as it is.
      if (statSync(path).isFile() && leadsAway(path)) return { path, reason: say.leadsOut({ path }) };
      return { path, text: this.read(path).text };
    } catch (error) {
      return { path, reason: error instanceof Refused ? error.reason : say.unreadable({ path, error: errorCode(error) }) };
    }
  }
}
