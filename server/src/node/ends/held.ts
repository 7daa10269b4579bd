/**
 * Everything that this process has started or written and that must not outlive it: process groups and temporary folders. Whatever way
 * out it takes (its end, `process.exit`, a signal), they go first; what SIGKILL leaves goes at the next start (`sweep.ts`).
 */
import { constants } from 'node:os';
import { folderGone } from './folder-gone.js';
import { endAll, endGroupNow } from './process-group.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A turn of the event loop within so many milliseconds is a quiet one; after so many others it is busy with what does not wait for us. */
const QUIET_MS = 1;
const MAX_TURNS = 10;

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

/** The group has ended. Resolves when signals are no longer caught for its sake. */
export function releaseGroup(leader: number): Promise<void> {
  return release(groups, leader);
}

/** The folder is gone. Resolves as above. */
export function releaseFolder(path: string): Promise<void> {
  return release(folders, path);
}

const isEmpty = () => groups.size + folders.size === 0;
let catching = false;

function hold<T>(set: Set<T>, thing: T): void {
  set.add(thing);
  // Only while there is something to end: otherwise the system ends the process at once, however busy it is.
  if (!catching) for (const signal of SIGNALS) process.on(signal, endBy);
  catching = true;
}

async function release<T>(set: Set<T>, thing: T): Promise<void> {
  if (!set.delete(thing)) return;
  // A signal that came in a busy moment is delivered in the next quiet turn of the event loop, and lost if nobody listens by then.
  for (let turn = 0; turn < MAX_TURNS; turn++) {
    await new Promise(setImmediate);
    const started = performance.now();
    await new Promise(setImmediate);
    if (performance.now() - started < QUIET_MS) break;
  }
  if (!catching || !isEmpty()) return;
  for (const signal of SIGNALS) process.off(signal, endBy);
  catching = false;
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
