/** One line on a terminal that says how far a long run is; nothing for short runs, nothing when nobody looks. */

import { plain } from '../../engine/base/wording.js';
import { say } from './words.js';

const QUIET_MS = 500;
const EVERY_MS = 100;

/** `write` undefined: no terminal, so nothing is ever written. `now` tells milliseconds. */
export function progressLine(
  write: ((text: string) => void) | undefined,
  now = () => performance.now(),
): { report(done: number, all: number): void; clear(): void } {
  const started = now();
  let last = started + QUIET_MS - EVERY_MS;
  let isShown = false;
  return {
    report(done, all) {
      const at = now();
      if (!write || at - last < EVERY_MS) return;
      last = at;
      isShown = true;
      write(`\r\u001B[K${plain(say.progress({ done, all }))}`);
    },
    clear() {
      if (isShown) write?.('\r\u001B[K');
    },
  };
}
