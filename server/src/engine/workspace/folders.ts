/** In which directories the known files lie, and which of those are looked at whole. */
import { directoriesUp, dirName } from '../base/paths.js';
import type { Depth } from './file-reader.js';

const NONE: ReadonlySet<string> = new Set();

export class Folders {
  private readonly byDir = new Map<string, Set<string>>();
  /** Directories whose Go files are looked at, not only known to others. */
  private readonly whole = new Set<string>();
  /** Directories below which everything was brought, or files that build for what they say of Go code alone. */
  private readonly trees = new Map<string, 'all' | 'builds'>();
  /** By directory, what `isForGoOnly` has found. */
  private readonly forGoOnly = new Map<string, boolean>();

  /** By directory, the path of the nearest go.mod file that is known; as long as none comes or goes. */
  private readonly goMods = new Map<string, string | undefined>();

  /** Grows whenever something else is known of a file. */
  edition = 0;

  add(path: string): void {
    this.edition++;
    const dir = dirName(path);
    const here = this.byDir.get(dir) ?? new Set();
    if (path.endsWith('go.mod') && !here.has(path)) this.goMods.clear();
    this.byDir.set(dir, here.add(path));
  }

  delete(path: string): void {
    this.edition++;
    if (path.endsWith('go.mod')) this.goMods.clear();
    this.byDir.get(dirName(path))?.delete(path);
  }

  /** Paths of the known files directly in a directory. */
  in(dir: string): ReadonlySet<string> {
    return this.byDir.get(dir) ?? NONE;
  }

  /** Path of the nearest known go.mod file, in the directory or above. */
  goModAbove(dir: string): string | undefined {
    const passed: string[] = [];
    let found: string | undefined;
    for (let at = dir; found === undefined; at = dirName(at)) {
      if (this.goMods.has(at)) {
        found = this.goMods.get(at);
        break;
      }
      passed.push(at);
      const own = at === '' ? 'go.mod' : `${at}/go.mod`;
      if (this.in(at).has(own)) found = own;
      if (at === '') break;
    }
    for (const one of passed) this.goMods.set(one, found);
    return found;
  }

  /** Directories that hold a known file, or held one. */
  all(): IterableIterator<string> {
    return this.byDir.keys();
  }

  /** From now on what is read of Go files directly in the directory is all that stands in them. */
  readWhole(dir: string): void {
    this.whole.add(dir);
  }

  /** What is brought below the directory from now on. */
  readTree(dir: string, what: 'all' | 'builds'): void {
    this.trees.set(dir, what);
    this.forGoOnly.clear();
  }

  /** Whether a file that builds is known for what it says of Go code, and for nothing else. */
  isForGoOnly(path: string): boolean {
    if (this.trees.size === 0) return false;
    const dir = dirName(path);
    const found = this.forGoOnly.get(dir) ?? this.nearestIsForGoOnly(dir);
    this.forGoOnly.set(dir, found);
    return found;
  }

  private nearestIsForGoOnly(dir: string): boolean {
    for (const above of directoriesUp(dir, undefined)) {
      const known = this.forGoOnly.get(above);
      if (known !== undefined) return known;
      const what = this.trees.get(above);
      if (what) return what === 'builds';
    }
    return false;
  }

  depthOf(path: string): Depth {
    return this.whole.has(dirName(path)) ? 'full' : 'outline';
  }
}
