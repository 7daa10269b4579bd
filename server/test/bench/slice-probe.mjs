/**
 * Loaded into a server before it starts: measures how long the thread is held between two turns of the event loop, in time of the
 * processor, so that other programs on the machine do not count. `--import` it, with an IPC channel; any message is answered with what
 * was measured since the last one. With SLICE_STACKS=N it says of the N longest what ran in them; measuring that takes time of its own.
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

const most = Number(process.env.SLICE_STACKS ?? 0);
const { SliceStacks, clock } = await import('./slice-stacks.mjs');
const stacks = most > 0 ? await SliceStacks.watch() : undefined;

let slices = [];
let last = ran();
let began = clock();
function turn() {
  const ended = clock();
  const now = ran();
  if (now - last > 5) {
    slices.push(now - last);
    stacks?.held(now - last, began, ended);
  }
  last = now;
  began = clock();
  setImmediate(turn);
}

process.on('message', async () => {
  process.send({ slices, stacks: (await stacks?.take(most)) ?? [] });
  slices = [];
  last = ran();
});
process.channel.unref();
setImmediate(turn);
