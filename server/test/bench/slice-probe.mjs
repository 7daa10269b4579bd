/**
 * Loaded into a server before it starts: measures how long the thread is held between two turns of the event loop, in time of the
 * processor, so that other programs on the machine do not count. `--import` it, with an IPC channel; any message is answered with what
 * was measured since the last one.
 */
import { openSync, readSync } from 'node:fs';

const at = Buffer.alloc(64);
let file;
try {
  file = openSync('/proc/self/schedstat', 'r');
} catch {
  // Elsewhere than on Linux the clock has to do.
}

const never = new Int32Array(new SharedArrayBuffer(4));

/**
 * Milliseconds that the main thread has run. The kernel brings the number up to date at each of its ticks (4 ms) and whenever the thread
 * sleeps: so it sleeps first, for an instant.
 */
function ran() {
  if (file === undefined) return performance.now();
  Atomics.wait(never, 0, 0, 0.05);
  return Number(at.toString('latin1', 0, readSync(file, at, 0, at.length, 0)).split(' ')[0]) / 1e6;
}

let slices = [];
let last = ran();
function turn() {
  const now = ran();
  if (now - last > 5) slices.push(now - last);
  last = now;
  setImmediate(turn);
}

process.on('message', () => {
  process.send(slices);
  slices = [];
  last = ran();
});
process.channel.unref();
setImmediate(turn);
