/**
 * Names that are not UTF-8. Everywhere else a path is text, in which `\uFFFD` takes the place of what cannot be shown; the file is found again by
 * what it looks like. Of two names in a folder that look the same only one is found.
 */
import { readdirSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { parse, sep } from 'node:path';
import { type Steps, step } from './steps.js';

const UNKNOWN = '\uFFFD';

/** What to give to the file system for a path. */
export function* onDisk(path: string): Steps<string | Buffer> {
  if (!path.includes(UNKNOWN)) return path;
  const { root } = parse(path);
  let found = Buffer.from(root);
  for (const name of path.slice(root.length).split(sep)) {
    const own = name.includes(UNKNOWN) ? yield* namedLike(name, found) : undefined;
    const isFirst = found.length === 0 || found.toString() === root;
    found = Buffer.concat([found, Buffer.from(isFirst ? '' : sep), own ?? Buffer.from(name)]);
  }
  return found;
}

/** The name itself where it is there, else the first that looks like it. */
function* namedLike(name: string, folder: Buffer): Steps<Buffer | undefined> {
  const names = yield* namesIn(folder);
  return names.find(n => n.equals(Buffer.from(name))) ?? names.find(n => n.toString('utf8') === name);
}

function* namesIn(folder: Buffer): Steps<readonly Buffer[]> {
  try {
    return yield* step(
      () => readdirSync(folder, { encoding: 'buffer' }),
      () => readdir(folder, { encoding: 'buffer' }),
    );
  } catch {
    return [];
  }
}
