/** Which commit is checked out around a folder, from git's own files: no process is started. */
import { existsSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { readSmall } from './installed-go.js';

/** The nearest folder at or above `dir` that holds `.git`. */
export function repositoryAbove(dir: string): string | undefined {
  for (let at = dir; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return undefined;
  }
}

/** Its full name; undefined outside a repository, before the first commit, and for references that are kept otherwise (reftable). */
export function commitCheckedOut(dir: string): string | undefined {
  const top = repositoryAbove(dir);
  const git = top === undefined ? undefined : gitFolder(top);
  const head = git === undefined ? undefined : readSmall(join(git, 'HEAD'))?.trim();
  if (git === undefined || head === undefined) return undefined;
  const ref = /^ref: (refs\/\S+)$/.exec(head)?.[1];
  if (ref === undefined || ref.includes('..')) return commitIn(head);
  // A worktree keeps its branches with the main one.
  const common = readSmall(join(git, 'commondir'))?.trim();
  const folders = common === undefined ? [git] : [git, isAbsolute(common) ? common : join(git, common)];
  for (const folder of folders) {
    const loose = commitIn(readSmall(join(folder, ref)));
    if (loose !== undefined) return loose;
    const packed = readSmall(join(folder, 'packed-refs'), MAX_REFS)
      ?.split('\n')
      .find(l => l.endsWith(` ${ref}`));
    if (packed !== undefined) return commitIn(packed.split(' ')[0]);
  }
  return undefined;
}

/** Repositories with many branches have megabytes of them. */
const MAX_REFS = 16 << 20;

const commitIn = (text: string | undefined) => /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.exec(text?.trim() ?? '')?.[0];

/** `.git` is a file that names the folder in a worktree or submodule. */
function gitFolder(top: string): string | undefined {
  const path = join(top, '.git');
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return path;
  const named = /^gitdir: (.+)$/m.exec(readSmall(path) ?? '')?.[1]?.trim();
  return named === undefined ? undefined : isAbsolute(named) ? named : join(top, named);
}
