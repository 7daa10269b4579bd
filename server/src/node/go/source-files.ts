/** Source files that no compiler can read. The go command waits for ever for one that is a pipe or a terminal. */
import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { ProcessEnvironment } from './find-go.js';
import { importedFolders } from './imported-folders.js';
import { sourceRoots } from './source-roots.js';

/** What go takes for a part of a package (go/build). */
const SOURCE = /^[^._].*\.(?:go|c|cc|cpp|cxx|m|h|hh|hpp|hxx|f|F|for|f90|s|S|sx|swig|swigcxx|syso)$/;
/** Folders without packages that `./...` names. */
const NOT_NAMED = /^(?:[._].*|testdata|vendor)$/;
/** Folders without packages that anything can import. */
const NOT_IMPORTED = /^\./;

/** Folders looked at in each root. go is stopped by its time limit for what lies in the rest. */
const MAX_FOLDERS = 5_000;

/** Packages that go is asked about. */
interface AskedPackages {
  readonly dir: string;
  /** `.`, `./sub`, `./...`, relative to `dir`. */
  readonly patterns: readonly string[];
  /** Of the module. */
  readonly root: string;
  readonly env: ProcessEnvironment;
}

/** The first file that go would read for them, in their folders or in those of what they import, and that is no regular one; else go may run. */
export async function oddSource({ dir, patterns, root, env }: AskedPackages): Promise<string | undefined> {
  const asked = new Set<string>();
  for (const pattern of patterns) {
    const isDeep = pattern.endsWith('...');
    const top = join(dir, isDeep ? pattern.slice(0, -'...'.length) : pattern);
    for await (const folder of walk(top, NOT_NAMED, isDeep ? Infinity : 1)) {
      for await (const path of oddIn(folder)) return path;
      asked.add(folder.path);
    }
  }
  const roots = sourceRoots(root, env);
  const odd: string[] = [];
  for (const top of new Set(roots.map(r => r.dir)))
    for await (const folder of walk(top, NOT_IMPORTED, MAX_FOLDERS)) for await (const path of oddIn(folder)) odd.push(path);
  if (odd.length === 0) return undefined;
  const read = await importedFolders(asked, roots);
  return odd.find(path => read.has(dirname(path)));
}

interface Folder {
  readonly path: string;
  readonly entries: readonly Dirent[];
}

/** The folder and those below it, `max` at most, without those of such names and without other modules. */
async function* walk(top: string, without: RegExp, max: number): AsyncGenerator<Folder> {
  const waiting = [resolve(top)];
  for (let left = max, path = waiting.pop(); path !== undefined && left > 0; left--, path = waiting.pop()) {
    const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
    if (path !== resolve(top) && entries.some(e => e.name === 'go.mod' && !e.isDirectory())) continue;
    yield { path, entries };
    for (const { name } of entries.filter(e => e.isDirectory() && !without.test(e.name))) waiting.push(join(path, name));
  }
}

async function* oddIn({ path, entries }: Folder): AsyncGenerator<string> {
  for (const entry of entries) {
    if (entry.isFile() || entry.isDirectory() || !SOURCE.test(entry.name)) continue;
    if (await isOdd(join(path, entry.name))) yield join(path, entry.name);
  }
}

/** A link that leads nowhere or to a folder is none: go does not wait for it. */
async function isOdd(path: string): Promise<boolean> {
  const kind = await stat(path).catch(() => undefined);
  return kind !== undefined && !kind.isFile() && !kind.isDirectory();
}
