/** The go.mod files above folders, each read once. */
import { dirName } from '../../engine/base/paths.js';
import { leadsAway } from '../host/boundary.js';
import { type ReadSource, readSource } from './disk-text.js';

/** Texts of go.mod files by folder; one per thread, since every folder below a module asks for the same one. */
export class GoModFiles {
  private readonly nearest = new Map<string, { readonly path: string; readonly text: string } | undefined>();

  constructor(private readonly read: ReadSource = readSource) {}

  /** The go.mod file at or above the folder. */
  above(dir: string): { readonly path: string; readonly text: string } | undefined {
    if (this.nearest.has(dir)) return this.nearest.get(dir);
    const path = `${dir}/go.mod`;
    const found = this.tryRead(path);
    const parent = dirName(dir);
    const result = found !== undefined ? { path, text: found } : dir === parent || dir === '' ? undefined : this.above(parent);
    this.nearest.set(dir, result);
    return result;
  }

  private tryRead(path: string): string | undefined {
    try {
      return leadsAway(path) ? undefined : this.read(path).text;
    } catch {
      return undefined;
    }
  }
}
