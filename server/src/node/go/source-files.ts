/** Source files that no compiler can read. The go command waits for ever for one that is a pipe or a terminal. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What go takes for a part of a package (go/build). */
const SOURCE = /^[^._].*\.(?:go|c|cc|cpp|cxx|m|h|hh|hpp|hxx|f|F|for|f90|s|S|sx|swig|swigcxx|syso)$/;
const PASSED_BY = /^(?:[._].*|testdata|node_modules)$/;

/** The first in the folders of the patterns (`.`, `./sub`, `./...`) that is no regular file; undefined when go may run. */
export async function oddSource(dir: string, patterns: readonly string[]): Promise<string | undefined> {
  for (const pattern of patterns) {
    const isDeep = pattern.endsWith('...');
    const waiting = [join(dir, isDeep ? pattern.slice(0, -'...'.length) : pattern)];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      for (const entry of await readdir(at, { withFileTypes: true }).catch(() => [])) {
        const path = join(at, entry.name);
        if (entry.isDirectory()) {
          if (isDeep && !PASSED_BY.test(entry.name)) waiting.push(path);
        } else if (!entry.isFile() && SOURCE.test(entry.name) && (await isOdd(path))) return path;
      }
    }
  }
  return undefined;
}

/** A link that leads nowhere or to a folder is none: go does not wait for it. */
async function isOdd(path: string): Promise<boolean> {
  const kind = await stat(path).catch(() => undefined);
  return kind !== undefined && !kind.isFile() && !kind.isDirectory();
}
