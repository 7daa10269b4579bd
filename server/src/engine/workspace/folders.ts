/** In which directories the known files lie, and which of those are looked at whole. */
import { dirName } from '../base/paths.js';
import type { Depth } from './file-reader.js';

const NONE: ReadonlySet<string> = new Set();

export class Folders {
  private readonly byDir = new Map<string, Set<string>>();
  /** Directories whose Go files are looked at, not only known to others. */
  private readonly whole = new Set<string>();

  /** Grows whenever something else is known of a file. */
  edition = 0;

  add(path: string): void {
    this.edition++;
    const dir = dirName(path);
    const here = this.byDir.get(dir);
    if (here) here.add(path);
    else this.byDir.set(dir, new Set([path]));
  }

  delete(path: string): void {
    this.edition++;
    this.byDir.get(dirName(path))?.delete(path);
  }

  /** Paths of the known files directly in a directory. */
  in(dir: string): ReadonlySet<string> {
    return this.byDir.get(dir) ?? NONE;
  }

  /** Directories that hold a known file, or held one. */
  all(): IterableIterator<string> {
    return this.byDir.keys();
  }

  /** From now on what is read of Go files directly in the directory is all that stands in them. */
  readWhole(dir: string): void {
    this.whole.add(dir);
  }

  depthOf(path: string): Depth {
    return this.whole.has(dirName(path)) ? 'full' : 'outline';
  }
}
