/** Files that a clone may hold and that no editor writes. */
import { spawnSync } from 'node:child_process';

/** A named pipe; false, and said, where the system has none. */
export function makePipe(path: string): boolean {
  const made = spawnSync('mkfifo', [path]).status === 0;
  if (!made) console.log('      SKIPPED: no mkfifo here, so no pipe was read');
  return made;
}
