/** A child process that makes and runs inputs. When it hangs or dies, its parent knows where. */
import { createHash } from 'node:crypto';
import { openSync, writeSync } from 'node:fs';
import { RULES } from '../../src/engine/rules/registry.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { Dice, seedOf } from '../support/random.js';
import { type Corpus, loadCorpus } from './corpus.js';
import { faultOf, LIMIT_MS, progressText, slow } from './fault.js';
import type { Answer, BatchAnswer, OneAnswer, Request, Setup } from './messages.js';
import { cpuSince, Stopwatch } from './stopwatch.js';
import type { Target, Tools } from './target.js';
import { allTargets } from './targets/all.js';

declare const gc: (() => void) | undefined;

/** A slow input is run again: a collection or a compilation may have fallen into it. */
const AGAIN = 2;

class Worker {
  private readonly targets: ReadonlyMap<string, Target>;
  private readonly progress: number;

  constructor(
    private readonly setup: Setup,
    private readonly tools: Tools,
  ) {
    this.targets = new Map(allTargets(tools.corpus).map(t => [t.kind, t]));
    this.progress = openSync(setup.progress, 'w');
  }

  get kinds(): readonly string[] {
    return [...this.targets.keys()];
  }

  async batch({ kind, from, milliseconds }: Request & { do: 'batch' }): Promise<BatchAnswer> {
    let [index, count, ms, slowest] = [from, 0, 0, { index: from, ms: 0 }];
    const faults: { index: number; input: unknown; fault: NonNullable<OneAnswer['fault']> }[] = [];
    for (const began = process.cpuUsage(); cpuSince(began) < milliseconds; index++) {
      const input = this.make(kind, index);
      writeSync(this.progress, progressText(index, this.targets.get(kind)!.count?.(input) ?? 1), 0);
      const done = await this.run(kind, input);
      count += this.targets.get(kind)!.count?.(input) ?? 1;
      ms += done.ms;
      if (done.longest > slowest.ms) slowest = { index, ms: done.longest };
      if (done.fault) faults.push({ index, input, fault: done.fault });
    }
    gc?.();
    return { next: index, count, ms, slowest, faults, heap: process.memoryUsage().heapUsed };
  }

  async one(request: Request & { do: 'one' | 'make' }): Promise<OneAnswer> {
    return request.do === 'one'
      ? this.run(request.kind, request.input)
      : { input: this.make(request.kind, request.index), ms: 0, longest: 0 };
  }

  private make(kind: string, index: number): unknown {
    const input = this.targets.get(kind)!.make(new Dice(seedOf(this.setup.seed, kind, index)), this.tools);
    // As it will be read from a file, were it kept.
    return JSON.parse(JSON.stringify(input));
  }

  private async run(kind: string, input: unknown): Promise<OneAnswer> {
    const target = this.targets.get(kind)!;
    const count = target.count?.(input) ?? 1;
    let [ms, longest] = [0, Number.POSITIVE_INFINITY];
    for (let left = AGAIN; left >= 0 && longest > LIMIT_MS; left--) {
      const watch = new Stopwatch();
      try {
        await target.run(input, { ...this.tools, lap: () => watch.lap() });
      } catch (error) {
        return { ms: watch.ms, longest: watch.longest(count), fault: faultOf(error) };
      }
      ms += watch.ms;
      longest = Math.min(longest, watch.longest(count));
    }
    return { ms, longest, ...(longest > LIMIT_MS && { fault: slow(longest) }) };
  }
}

function fingerprint({ seeds }: Corpus): string {
  const hash = createHash('sha256');
  for (const [kind, all] of [...seeds].sort(([a], [b]) => (a < b ? -1 : 1)))
    for (const { file } of all) hash.update(kind).update(file.text);
  return hash.digest('hex').slice(0, 8);
}

async function main(setup: Setup): Promise<void> {
  const corpus = loadCorpus(setup.corpus);
  const rules = setup.rules === undefined ? RULES : (require(setup.rules) as { RULES: typeof RULES }).RULES;
  const worker = new Worker(setup, { engine: await loadEngine(), rules, corpus });
  const answer = (message: Answer) => process.send!(message);
  const unhandled: unknown[] = [];
  process.on('unhandledRejection', error => unhandled.push(error));
  process.on('message', async (request: Request) => {
    const done = request.do === 'batch' ? await worker.batch(request) : await worker.one(request);
    // A promise that nobody looks at is as wrong as an exception; which input it came from is known only to the batch.
    if (unhandled.length > 0) throw new Error('unhandled rejection', { cause: unhandled[0] });
    answer(done);
  });
  process.on('disconnect', () => process.exit());
  answer({ ready: worker.kinds, skipped: corpus.skipped, fingerprint: fingerprint(corpus) });
}

void main(JSON.parse(process.argv[2]!) as Setup);
