/** Pieces of the standard library's table from disk: in the folder `std` beside the bundle, or in that of the sources. */
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** `importPath` is one that the table has; undefined when its file cannot be read. */
export function readTable(importPath: string, dir: string = __dirname): string | undefined {
  try {
    return readFileSync(fileOf(importPath, dir), 'utf8');
  } catch {
    return undefined;
  }
}

/** As above, without holding the thread. */
export async function readTableLater(importPath: string, dir: string = __dirname): Promise<string | undefined> {
  try {
    return await readFile(fileOf(importPath, dir), 'utf8');
  } catch {
    return undefined;
  }
}

function fileOf(importPath: string, dir: string): string {
  const beside = join(dir, 'std');
  return join(existsSync(beside) ? beside : join(dir, '../../../data/std'), `${importPath}.txt`);
}
