/** What a scene has left: its processes are known by a variable of their environment, which all of them inherit. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Names of processes, of temporary files, and of git's entries of worktrees. */
export function left(scene) {
  const entries = join(scene.module, '.git/worktrees');
  return {
    processes: processes(scene).map(pid => `${pid} ${nameOf(pid)}`),
    files: readdirSync(scene.temp, { recursive: true }),
    entries: existsSync(entries) ? readdirSync(entries) : [],
  };
}

/** True when a program of this name runs. */
export const runs = (scene, name) => processes(scene).some(pid => nameOf(pid) === name);

/** True when nothing is left, of processes and temporary files. */
export function isClean(scene) {
  return processes(scene).length + readdirSync(scene.temp).length === 0;
}

/** The program as well. */
export function endAll({ mark }) {
  for (const pid of processes({ mark })) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  }
}

/** Without the program itself and those that have ended and that nobody has asked about. */
function processes({ mark, program }) {
  return readdirSync('/proc')
    .map(Number)
    .filter(pid => pid > 0 && pid !== program && read(`/proc/${pid}/environ`).split('\0').includes(mark))
    .filter(pid => !/^\d+ \(.*\) [ZX]/s.test(read(`/proc/${pid}/stat`)));
}

const nameOf = pid => read(`/proc/${pid}/comm`).trim();

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
