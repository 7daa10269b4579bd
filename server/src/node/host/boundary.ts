/** Where walks end: a link out of the folder is a way to have files of its owner read, or changed, by who sent the folder. */
import { accessSync, constants, lstatSync, realpathSync, type Stats, statSync } from 'node:fs';
import { access, lstat, realpath } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { atOnce, inTurns, type Steps, step } from './steps.js';

/** Whether a file that is to be read is a link out of the folder and of the repository around it. False of a link that leads nowhere. */
export const leadsAway = (path: string, folder: string = dirname(path)): boolean => atOnce(away(path, folder));

/** As above, without holding the thread. */
export const leadsAwayLater = (path: string, folder: string = dirname(path)): Promise<boolean> => inTurns(away(path, folder));

/** As above, in steps. */
export function* away(path: string, folder: string): Steps<boolean> {
  try {
    const stats = yield* step<Stats | undefined>(
      () => lstatSync(path, { throwIfNoEntry: false }),
      () => lstat(path),
    );
    return stats?.isSymbolicLink() === true && !(yield* staysIn(path, folder));
  } catch {
    return false;
  }
}

/** Whether a path, through all links, lies in the folder or in the repository around it. Throws what the file system throws. */
export function* staysIn(path: string, folder: string): Steps<boolean> {
  const target = yield* real(path);
  if (isIn(target, yield* real(folder))) return true;
  const repository = yield* repositoryAround(folder);
  return repository !== undefined && isIn(target, yield* real(repository));
}

/** Of more links to one file the others are not read: a few bytes each, they would be a large program. */
export const MAX_LINKS = 10;

/** Folders within folders, from where a walk begins. Much of what is asked of a file is asked of each folder above it; no repository is as deep. */
export const MAX_DEPTH = 100;

/** How many links of a walk have led to a file. */
export class Links {
  private readonly counts = new Map<string, number>();

  /** With this one. */
  count({ dev, ino }: Pick<Stats, 'dev' | 'ino'>): number {
    const file = `${dev} ${ino}`;
    const count = (this.counts.get(file) ?? 0) + 1;
    this.counts.set(file, count);
    return count;
  }
}

/** Why a file must not be changed; `error` is what the system calls the reason. */
export type Refusal = 'link' | 'readOnly' | { readonly error: string };

/** The file to replace for a change of `path`, through links that stay in the folders; else why it must not be changed. */
export function writeTarget(path: string, folders: readonly string[]): { readonly real: string } | { readonly refused: Refusal } {
  try {
    const target = realpathSync(path);
    if (lstatSync(path).isSymbolicLink() && !folders.some(folder => isIn(target, realpathSync(folder)))) return { refused: 'link' };
    // Asked of the mode, since a superuser may write everything.
    if ((statSync(target).mode & 0o222) === 0) return { refused: 'readOnly' };
    accessSync(target, constants.W_OK);
    return { real: target };
  } catch (error) {
    return { refused: { error: (error as NodeJS.ErrnoException).code ?? String(error) } };
  }
}

function real(path: string): Steps<string> {
  return step(
    () => realpathSync(path),
    () => realpath(path),
  );
}

function* repositoryAround(folder: string): Steps<string | undefined> {
  for (let at = folder; ; at = dirname(at)) {
    const git = join(at, '.git');
    try {
      yield* step(
        () => accessSync(git),
        () => access(git),
      );
      return at;
    } catch {
      if (dirname(at) === at) return undefined;
    }
  }
}

/** Whether a path without links lies in a folder, or is it. */
export const isIn = (real: string, folder: string) => real === folder || real.startsWith(folder.endsWith(sep) ? folder : folder + sep);
