/** The go.mod files above folders, each read once. */
import { statSync } from 'node:fs';
import type { Message } from '../../engine/base/message.js';
import { dirName } from '../../engine/base/paths.js';
import { leadsAway } from '../host/boundary.js';
import { type ReadSource, readSource } from './disk-text.js';
import { errorCode, Refused } from './refused.js';
import { say } from './words.js';

/** A go.mod file, and why it has no text. */
export type GoModFile = { readonly path: string } & ({ readonly text: string } | { readonly reason: Message });

/** Texts of go.mod files by folder; one per thread, since every folder below a module asks for the same one. */
export class GoModFiles {
  private readonly nearest = new Map<string, GoModFile | undefined>();

  constructor(private readonly read: ReadSource = readSource) {}

  /** The go.mod file at or above the folder. One that cannot be read is the one, as for go. */
  above(dir: string): GoModFile | undefined {
    if (this.nearest.has(dir)) return this.nearest.get(dir);
    const parent = dirName(dir);
    const result = this.tryRead(`${dir}/go.mod`) ?? (dir === parent || dir === '' ? undefined : this.above(parent));
    this.nearest.set(dir, result);
    return result;
  }

  /** Undefined where there is none. */
  private tryRead(path: string): GoModFile | undefined {
    try {
      const kind = statSync(path, { throwIfNoEntry: false });
      if (kind === undefined || kind.isDirectory()) return undefined;
      if (kind.isFile() && leadsAway(path)) return { path, reason: say.leadsOut({ path }) };
      return { path, text: this.read(path).text };
    } catch (error) {
      return { path, reason: error instanceof Refused ? error.reason : say.unreadable({ path, error: errorCode(error) }) };
    }
  }
}
