/**
 * Everything that this process has started or written and that must not outlive it: process groups and temporary folders. Whatever way
 * out it takes (its end, `process.exit`, a signal), they go first; what SIGKILL leaves goes at the next start (`sweep.ts`).
 */
import { constants } from 'node:os';
import { folderGone } from './folder-gone.js';
import { endAll, endGroupNow } from './process-group.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const groups = new Set<number>();
const folders = new Set<string>();

process.once('exit', end);

/** `leader`: id of the process that leads the group. */
export function holdGroup(leader: number): void {
  hold(groups, leader);
}

export function holdFolder(path: string): void {
  hold(folders, path);
}

/** The group has ended. */
export function releaseGroup(leader: number): void {
  release(groups, leader);
}

/** The folder is gone. */
export function releaseFolder(path: string): void {
  release(folders, path);
}

function hold<T>(set: Set<T>, thing: T): void {
  // Only while there is something to end: otherwise the system ends the process at once, however busy it is.
  if (groups.size + folders.size === 0) for (const signal of SIGNALS) process.on(signal, endBy);
  set.add(thing);
}

function release<T>(set: Set<T>, thing: T): void {
  if (set.delete(thing) && groups.size + folders.size === 0) for (const signal of SIGNALS) process.off(signal, endBy);
}

function endBy(signal: NodeJS.Signals): void {
  end();
  process.exit(128 + constants.signals[signal]);
}

/** Ends and removes all that is held, before it returns. */
function end(): void {
  for (const leader of groups) endGroupNow(leader);
  endAll(groups, folders);
  for (const path of folders) folderGone(path);
  groups.clear();
  folders.clear();
}
