/**
 * Ends and removes what an earlier process left because it was killed: its temporary folders and, on Linux, the processes that use them.
 * Elsewhere nobody can tell those processes; they end when they write to the pipes that nobody reads any more.
 */
import { lstat, readdir, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folderGone } from './folder-gone.js';
import { isDead, ownerOf } from './owner.js';
import { endAll } from './process-group.js';

/** Looks at the folders in `base`. Those of live processes, of other users and of other machines stay. Starts no process; never rejects. */
export async function sweep(base = tmpdir()): Promise<void> {
  try {
    const real = await realpath(base);
    const dead = new Set<string>();
    for (const name of await readdir(real)) {
      if (await isLeft(join(real, name), name)) dead.add(join(real, name));
    }
    endAll(new Set(), dead);
    for (const path of dead) folderGone(path);
  } catch {
    // There is no such folder, or it is not ours to read.
  }
}

async function isLeft(path: string, name: string): Promise<boolean> {
  const owner = ownerOf(name);
  if (owner === undefined) return false;
  const stat = await lstat(path).catch(() => undefined);
  return stat?.isDirectory() === true && (process.getuid === undefined || stat.uid === process.getuid()) && isDead(owner, stat.mtimeMs);
}
