/** Source files that no compiler can read. The go command waits for ever for one that is a pipe or a terminal. */
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseGoWork } from '../../engine/builds/go-mod.js';
import { MAX_TEXT } from '../../engine/syntax/go-parser.js';
import { readText } from '../host/bounded-reader.js';

/** What go takes for a part of a package (go/build). */
const SOURCE = /^[^._].*\.(?:go|c|cc|cpp|cxx|m|h|hh|hpp|hxx|f|F|for|f90|s|S|sx|swig|swigcxx|syso)$/;
const PASSED_BY = /^(?:[._].*|testdata|node_modules)$/;

/** Folders looked at beside those of the patterns. go is stopped by its time limit for what lies in the rest. */
const MAX_FOLDERS = 5_000;

/** The first in the folders of the patterns (`.`, `./sub`, `./...`) that is no regular file; undefined when go may run. */
export async function oddSource(dir: string, patterns: readonly string[], maxFolders = Infinity): Promise<string | undefined> {
  let left = maxFolders;
  for (const pattern of patterns) {
    const isDeep = pattern.endsWith('...');
    const waiting = [join(dir, isDeep ? pattern.slice(0, -'...'.length) : pattern)];
    for (let at = waiting.pop(); at !== undefined && left-- > 0; at = waiting.pop()) {
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

/** The same for what packages of the module at `root` may import from the disk: `vendor`, and folders that go.mod and go.work name. */
export async function oddDependency(root: string): Promise<string | undefined> {
  const named = ['go.mod', 'go.work'].flatMap(file => {
    const { replaces, uses } = parseGoWork(file, readText(join(root, file), MAX_TEXT) ?? '');
    return [...replaces.map(({ target }) => target).filter(target => /^\.{0,2}\/|^\.{1,2}$/.test(target)), ...uses];
  });
  for (const folder of new Set(['vendor', ...named])) {
    const odd = await oddSource(resolve(root, folder), ['./...'], MAX_FOLDERS);
    if (odd !== undefined) return odd;
  }
  return undefined;
}

/** A link that leads nowhere or to a folder is none: go does not wait for it. */
async function isOdd(path: string): Promise<boolean> {
  const kind = await stat(path).catch(() => undefined);
  return kind !== undefined && !kind.isFile() && !kind.isDirectory();
}
