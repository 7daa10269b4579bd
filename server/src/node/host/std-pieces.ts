/**
 * Pieces of the standard library's table from disk: from the folder `std` beside the bundle, from `std.pack` beside it, which is one file for all of
 * them (the npm package), or from the folder of the sources.
 */
import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** `importPath` is one that the table has; undefined when its file cannot be read. */
export function readTable(importPath: string, dir: string = __dirname): string | undefined {
  try {
    const file = fileOf(importPath, dir);
    return file === undefined ? packOf(dir).read(importPath) : readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** As above, without holding the thread; a piece of a pack, which is one short read, is read at once. */
export async function readTableLater(importPath: string, dir: string = __dirname): Promise<string | undefined> {
  try {
    const file = fileOf(importPath, dir);
    return file === undefined ? packOf(dir).read(importPath) : await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Undefined where there is a pack instead. */
function fileOf(importPath: string, dir: string): string | undefined {
  const beside = join(dir, 'std');
  if (existsSync(beside)) return join(beside, `${importPath}.txt`);
  return existsSync(packPath(dir)) ? undefined : join(dir, '../../../data/std', `${importPath}.txt`);
}

const packPath = (dir: string) => join(dir, 'std.pack');

/** Where a piece lies behind the first line, in bytes. */
type Index = Readonly<Record<string, readonly [start: number, length: number]>>;

const packs = new Map<string, Pack>();

function packOf(dir: string): Pack {
  const pack = packs.get(dir) ?? new Pack(packPath(dir));
  packs.set(dir, pack);
  return pack;
}

/** `server/tools/build.mjs` writes it: a line of JSON that says where each piece lies, and the pieces. */
class Pack {
  private readonly index: Index;
  private readonly start: number;

  /** Throws when the file cannot be read. */
  constructor(private readonly path: string) {
    const bytes = readFileSync(path);
    this.start = bytes.indexOf('\n') + 1;
    this.index = JSON.parse(bytes.toString('utf8', 0, this.start)) as Index;
  }

  read(importPath: string): string | undefined {
    const at = Object.hasOwn(this.index, importPath) ? this.index[importPath] : undefined;
    if (!at) return undefined;
    const piece = Buffer.alloc(at[1]);
    const file = openSync(this.path, 'r');
    try {
      readSync(file, piece, 0, piece.length, this.start + at[0]);
    } finally {
      closeSync(file);
    }
    return piece.toString('utf8');
  }
}
