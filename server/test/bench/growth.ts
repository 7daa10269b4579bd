/**
 * How the time for one file grows with its size, for each shape of file that tests know: CPU milliseconds at n and 2n, and the exponent
 * of the length between them (1 is linear). What seems to grow too fast is measured again, as a busy machine makes noise. Ends with 1 when a shape grows above the limit or does not end.
 *
 *   npx tsx server/test/bench/growth.ts [WORD…]      only shapes whose name or path holds one of the words
 */
import { type ChildProcess, fork } from 'node:child_process';
import { loadEngine } from '../support/engine-for-tests.js';
import { type Cost, measure } from '../support/measure-shape.js';
import { SHAPES } from '../support/shapes/all.js';

/** Above this a shape is worth a look; short times are noise. */
const LIMIT = 1.25;
const NOISE_MS = 60;
const AGAIN = 2;
/** Doubling ends here: what takes longer shows its growth. */
const ENOUGH_MS = 500;
const KILLED_AFTER_MS = Number(process.env.GROWTH_LIMIT ?? 25_000);

async function child(): Promise<void> {
  const engine = await loadEngine();
  process.on('message', ({ index, n }: { index: number; n: number }) => {
    const shape = SHAPES[index]!;
    try {
      process.send!(measure(engine, shape.path, shape.text(n)));
    } catch (error) {
      process.send!({
        ms: Number.NaN,
        longest: Number.NaN,
        stages: {},
        errors: [`threw ${error instanceof Error ? error.stack : error}`.slice(0, 400)],
      });
    }
  });
  process.send!('ready');
}

let worker: ChildProcess | undefined;

function ask(message: object | undefined): Promise<Cost | undefined> {
  return new Promise(resolve => {
    const timer = setTimeout(() => {
      worker!.kill('SIGKILL');
      worker = undefined;
      resolve(undefined);
    }, KILLED_AFTER_MS);
    worker!.once('message', answer => {
      clearTimeout(timer);
      resolve(answer as Cost);
    });
    if (message) worker!.send(message);
  });
}

async function cost(index: number, n: number): Promise<Cost | undefined> {
  if (!worker) {
    worker = fork(__filename, ['--child'], { execArgv: process.execArgv });
    await ask(undefined);
  }
  return ask({ index, n });
}

const cheaper = (a: Cost, b: Cost | undefined): Cost => (b && b.ms < a.ms ? b : a);

async function main(words: readonly string[]): Promise<void> {
  let bad = 0;
  for (const [index, { name, path, size, text }] of SHAPES.entries()) {
    if (words.length > 0 && !words.some(w => `${path} ${name}`.includes(w))) continue;
    if (!worker) await cost(index, 1);
    let [n, one, two] = [Math.max(2, Math.floor(size / 32)), undefined, undefined] as [number, Cost | undefined, Cost | undefined];
    for (two = await cost(index, n); two && n < size * 2 && two.ms < ENOUGH_MS; ) {
      n *= 2;
      [one, two] = [two, await cost(index, n)];
    }
    const longer = Math.log2(text(n).length / text(n / 2).length);
    const growth = () => (one && two ? Math.log2(two.ms / one.ms) / longer : Number.POSITIVE_INFINITY);
    for (let again = 0; again < AGAIN && one && two && two.ms > NOISE_MS && growth() > LIMIT; again++) {
      one = cheaper(one, await cost(index, n / 2));
      two = cheaper(two, await cost(index, n));
    }
    const exponent = growth();
    const errors = [...(one?.errors ?? []), ...(two?.errors ?? [])];
    const isBad = errors.length > 0 || !two || (two.ms > NOISE_MS && exponent > LIMIT);
    if (isBad) bad++;
    const ms = (c: Cost | undefined) => (c ? c.ms.toFixed(0) : `>${KILLED_AFTER_MS}`);
    const stages = two
      ? Object.entries(two.stages)
          .map(([s, t]) => `${s} ${t.toFixed(0)}`)
          .join(', ')
      : '';
    console.log(
      `${isBad ? 'BAD ' : '    '}${exponent.toFixed(2).padStart(6)} ${ms(one).padStart(7)} ${ms(two).padStart(7)} ms, longest ${two?.longest.toFixed(0)}  ${path}: ${name} at ${n}  ${isBad ? `(${stages}) ${errors[0] ?? ''}` : ''}`,
    );
  }
  worker?.kill();
  console.log(bad === 0 ? 'All shapes grow as they should.' : `${bad} shapes to look at`);
  process.exitCode = bad === 0 ? 0 : 1;
}

void (process.argv[2] === '--child' ? child() : main(process.argv.slice(2)));
