/** Ends processes with everything that they have started: the groups that they lead; on Windows the trees below them. */
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { runningIn } from './process-table.js';

/** Milliseconds that a killed process may take to be gone: the kernel takes a large one apart. */
const GONE_MS = 1000;

/** Asks the group to end, or ends it. Never throws. */
export function endGroup(leader: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (process.platform === 'win32') {
    spawn(...taskkill(leader), { stdio: 'ignore', windowsHide: true }).on('error', () => endAlone(leader));
  } else endAlone(-leader, signal);
}

/** For a process on its way out, which hears no event any more: ends the group before it returns. */
export function endGroupNow(leader: number): void {
  if (process.platform === 'win32') {
    const { error } = spawnSync(...taskkill(leader), { stdio: 'ignore', windowsHide: true, timeout: 5000 });
    if (error) endAlone(leader);
  } else endAlone(-leader, 'SIGKILL');
}

/** The command that ends a tree on Windows, and its arguments. */
export function taskkill(leader: number, systemRoot = process.env.SystemRoot): [string, string[]] {
  return [join(systemRoot ?? 'C:\\Windows', 'System32', 'taskkill.exe'), ['/pid', String(leader), '/T', '/F']];
}

/** `pid` as `process.kill` takes it. */
export function endAlone(pid: number, signal: 'SIGTERM' | 'SIGKILL' = 'SIGKILL'): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It is gone already.
  }
}

/** Ends the processes of the groups, and those whose temporary folder is one of the folders; returns when none runs. Linux only. */
export function endAll(leaders: ReadonlySet<number>, folders: ReadonlySet<string>): void {
  if (leaders.size + folders.size === 0) return;
  const until = performance.now() + GONE_MS;
  while (endOnce(leaders, folders) > 0 && performance.now() < until) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
}

/** As above, without waiting: how many there were. */
export function endOnce(leaders: ReadonlySet<number>, folders: ReadonlySet<string>): number {
  const left = runningIn(leaders, folders);
  for (const pid of left) endAlone(pid);
  return left.length;
}
