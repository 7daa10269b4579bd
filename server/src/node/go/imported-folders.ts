/** The folders that go reads for some packages: their own, those of what they import, and so on. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MAX_TEXT } from '../../engine/syntax/go-parser.js';
import { readTextLater } from '../host/bounded-reader.js';
import type { SourceRoot } from './source-roots.js';

const MAX_FOLDERS = 20_000;

/**
 * Any quoted text is taken for an import: rather a folder too many. A folder that is not there is none of these. Of a package that is imported
 * go opens the tests as well, but not what they import.
 */
export async function importedFolders(asked: Iterable<string>, roots: readonly SourceRoot[]): Promise<ReadonlySet<string>> {
  const found = new Set(asked);
  const first = found.size;
  let at = 0;
  // A set is walked while it grows.
  for (const folder of found) {
    const withTests = at++ < first;
    for (const name of await readdir(folder).catch(() => [])) {
      if (!name.endsWith('.go') || (!withTests && name.endsWith('_test.go'))) continue;
      const text = await readTextLater(join(folder, name), MAX_TEXT);
      for (const path of quotedIn(text ?? '')) for (const dir of foldersOf(path, roots)) if (found.size < MAX_FOLDERS) found.add(dir);
    }
  }
  return found;
}

/** What looks like an import path, and leads to nothing above. */
const QUOTED = /"([\w.~+-]+(?:\/[\w.~+-]+)*)"|`([\w.~+-]+(?:\/[\w.~+-]+)*)`/g;
const quotedIn = (text: string) => [...text.matchAll(QUOTED)].map(m => m[1] ?? m[2]!).filter(path => !path.split('/').includes('..'));

function foldersOf(path: string, roots: readonly SourceRoot[]): string[] {
  return roots.flatMap(({ importPath, dir }) => {
    if (importPath === '' || path === importPath) return [join(dir, importPath === '' ? path : '')];
    return path.startsWith(`${importPath}/`) ? [join(dir, path.slice(importPath.length + 1))] : [];
  });
}
