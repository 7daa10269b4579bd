/** What Linux says of the processes of this machine. Elsewhere nobody is asked: it would take a process to ask. */
import { readdirSync, readFileSync } from 'node:fs';

export interface ProcessStat {
  /** False for one that has ended and that its parent has not asked about. */
  readonly runs: boolean;
  /** Id of its process group. */
  readonly group: number;
  /** Clock ticks from the boot to its start: with the process id, which process it is. */
  readonly start: string;
}

/** Undefined when there is no such process, and where there is no /proc. */
export function statOf(pid: number): ProcessStat | undefined {
  const text = read(`/proc/${pid}/stat`);
  // The name in parentheses may hold anything, parentheses as well.
  const [state = '', , group = '', ...more] = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return text === '' ? undefined : { runs: !/[ZX]/.test(state), group: Number(group), start: more[16] ?? '' };
}

/** Processes that run in one of the groups, or whose temporary folder is one of the folders: also those that left their group. */
export function runningIn(groups: ReadonlySet<number>, folders: ReadonlySet<string>): number[] {
  return pids().filter(pid => {
    const stat = statOf(pid);
    return stat?.runs && (groups.has(stat.group) || (folders.size > 0 && folders.has(temporaryFolderOf(pid) ?? '')));
  });
}

function temporaryFolderOf(pid: number): string | undefined {
  return read(`/proc/${pid}/environ`)
    .split('\0')
    .find(entry => entry.startsWith('TMPDIR='))
    ?.slice('TMPDIR='.length);
}

function pids(): number[] {
  try {
    return readdirSync('/proc')
      .map(Number)
      .filter(pid => pid > 0 && pid !== process.pid);
  } catch {
    return [];
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
