/** Removes a temporary folder, and what git noted about a worktree in it. */
import { lstatSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** File of a temporary folder that names the entry of a worktree in it. */
const ENTRY = 'worktree-entry';

/**
 * Says before git makes it where it notes the worktree `folder/NAME`, NAME being that of the folder: then nobody has to ask git to remove
 * it. `repository`: git's own folder (`--git-common-dir`).
 */
export function noteWorktree(folder: string, repository: string): void {
  writeFileSync(join(folder, ENTRY), join(repository, 'worktrees', basename(folder)));
}

/** Removes the folder before it returns. Never throws; what cannot be removed is left to the next start. */
export function folderGone(path: string): void {
  entryGone(path);
  try {
    // A file may still be on its way into it.
    rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  } catch {
    // Not ours to remove after all.
  }
}

/** Removes what git noted about the worktree in `folder`, if there is one. Never throws. */
export function entryGone(folder: string): void {
  try {
    const entry = readFileSync(join(folder, ENTRY), 'utf8');
    const parent = dirname(entry);
    // Whatever else the file names is not removed.
    if (basename(entry) !== basename(folder) || basename(parent) !== 'worktrees' || !lstatSync(entry).isDirectory()) return;
    rmSync(entry, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
    // As git does: it succeeds when that was the last worktree.
    rmdirSync(parent);
  } catch {
    // There is none, or others are left.
  }
}
