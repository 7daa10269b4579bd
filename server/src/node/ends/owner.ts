/** The names of temporary folders say which process made them, so that the next start can tell what a killed one left. */
import { createHash } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { hostname, uptime } from 'node:os';
import { statOf } from './process-table.js';

export interface Owner {
  readonly pid: number;
  /** See ProcessStat; `0` where nobody knows. */
  readonly start: string;
  /** The machine and, in a container, the process ids that it can see: a folder may be shared with others. */
  readonly world: string;
}

const NAME = /^go-preflight-(\d{1,10})-(\d{1,20})-([0-9a-f]{8})-\w{6}$/;
let self: Owner | undefined;

/** This process. */
export function ownOwner(): Owner {
  self ??= { pid: process.pid, start: statOf(process.pid)?.start ?? '0', world: ownWorld() };
  return self;
}

/** What `mkdtemp` adds six characters to. */
export function prefixOf({ pid, start, world }: Owner): string {
  return `go-preflight-${pid}-${start}-${world}-`;
}

/** Undefined for a name that this program has not made. */
export function ownerOf(name: string): Owner | undefined {
  const [, pid, start, world] = NAME.exec(name) ?? [];
  return pid === undefined ? undefined : { pid: Number(pid), start: start!, world: world! };
}

/** True only when it is certain. `made`: a time in milliseconds at which the owner lived. */
export function isDead({ pid, start, world }: Owner, made: number): boolean {
  if (world !== ownOwner().world) return false;
  if (!exists(pid)) return true;
  const stat = statOf(pid);
  if (stat !== undefined) return !stat.runs || (start !== '0' && stat.start !== start);
  // Without a start time the id alone may be that of a later process; none has outlived a boot.
  return start === '0' && made < Date.now() - uptime() * 1000;
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

function ownWorld(): string {
  let namespace = '';
  try {
    namespace = readlinkSync('/proc/self/ns/pid');
  } catch {
    // Not Linux.
  }
  return createHash('sha256').update(`${hostname()} ${namespace}`).digest('hex').slice(0, 8);
}
