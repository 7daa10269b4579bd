/** Shares the time among the kinds and the work among child processes; makes what is found smaller, and keeps it. */
import { Child, type Lost } from './child.js';
import type { Fault } from './fault.js';
import { keep } from './found.js';
import { type Growth, growthOf, type Sample } from './memory.js';
import type { BatchAnswer, OneAnswer } from './messages.js';
import { minimise } from './minimise.js';

export interface CampaignOptions {
  readonly seed: number;
  readonly milliseconds: number;
  /** Ends when so many texts and operations have been run, where that is sooner. */
  readonly inputs?: number;
  /** All when empty. */
  readonly kinds: readonly string[];
  readonly corpus: readonly string[];
  readonly children: number;
  /** For tests of the fuzzer. */
  readonly rules?: string;
  readonly foundDir?: string;
  /** Milliseconds of CPU until nobody waits for an input any more. */
  readonly patience?: number;
  /** Questions to make one input smaller. */
  readonly questions?: number;
  say(line: string): void;
}

/** What became of one kind. */
export interface Tally {
  readonly kind: string;
  /** Inputs that were made; their numbers are below it. */
  inputs: number;
  /** Texts and operations in them. */
  count: number;
  ms: number;
  slowest: { index: number; ms: number };
  /** How often, by signature. */
  readonly faults: Map<string, number>;
  /** Times are shared by it. */
  readonly weight: number;
}

export interface CampaignEnd {
  readonly tallies: readonly Tally[];
  readonly growths: readonly Growth[];
  readonly found: readonly string[];
}

/** CPU time of a batch; shorter in a short run, which is to reach every kind. */
const BATCH_MS = 1000;
const BATCHES = 200;
/** Questions that may each cost a child its life. */
const MAX_DEAR = 40;
/** The share of a run's time that one fault is made small in: what is found at the end must not double the run. */
const SMALLER = 0.1;
/** Those that most people type most of the time, and those that see how things work together, get more of the time. */
const WEIGHTS: Readonly<Record<string, number>> = {
  ...{ go: 16, dockerfile: 8, 'go.mod': 4, 'github-actions': 4, makefile: 4, shell: 4, 'compiler-output': 6, binary: 4 },
  ...{ settings: 2, world: 6, examples: 6, session: 8, protocol: 4 },
};

export class Campaign {
  private readonly tallies = new Map<string, Tally>();
  private readonly samples = new Map<string, Sample[]>();
  private readonly found: string[] = [];
  private readonly deadline: number;

  constructor(private readonly options: CampaignOptions) {
    this.deadline = performance.now() + options.milliseconds;
  }

  async run(): Promise<CampaignEnd> {
    const { seed, corpus, rules, children, kinds, patience, say } = this.options;
    const make = () => new Child({ seed, corpus, ...(rules !== undefined && { rules }) }, patience);
    const workers = Array.from({ length: children }, make);
    try {
      await workers[0]!.started();
      const { ready, skipped, fingerprint } = workers[0]!.ready as { ready: string[]; skipped: string[]; fingerprint: string };
      for (const line of skipped) say(`SKIPPED: ${line}`);
      say(`seed ${seed}, corpus ${fingerprint}: --seed ${seed} makes the same inputs again`);
      const unknown = kinds.filter(k => !ready.includes(k));
      if (unknown.length > 0) throw new Error(`no kind ${unknown.join(', ')}; there are ${ready.join(', ')}`);
      for (const kind of kinds.length > 0 ? kinds : ready) {
        const tally = { kind, inputs: 0, count: 0, ms: 0, slowest: { index: 0, ms: 0 }, faults: new Map(), weight: WEIGHTS[kind] ?? 1 };
        this.tallies.set(kind, tally);
      }
      await Promise.all(workers.map(worker => this.work(worker, workers.indexOf(worker))));
    } finally {
      for (const worker of workers) worker.stop();
    }
    const growths = [...this.samples.values()].flatMap(samples => growthOf(samples) ?? []);
    return { tallies: [...this.tallies.values()], growths, found: this.found };
  }

  private get isOver(): boolean {
    const count = [...this.tallies.values()].reduce((sum, t) => sum + t.count, 0);
    return performance.now() > this.deadline || count >= (this.options.inputs ?? Number.POSITIVE_INFINITY);
  }

  private readonly busy = new Set<Tally>();

  private async work(child: Child, number: number): Promise<void> {
    let done = 0;
    while (!this.isOver) {
      const tally = this.next();
      if (!tally) return;
      this.busy.add(tally);
      const request = {
        do: 'batch',
        kind: tally.kind,
        from: tally.inputs,
        milliseconds: Math.min(BATCH_MS, this.options.milliseconds / BATCHES),
      } as const;
      const answer = await child.ask<BatchAnswer>(request);
      if ('fault' in answer) await this.lost(child, tally, answer);
      else {
        tally.inputs = answer.next;
        tally.count += answer.count;
        tally.ms += answer.ms;
        if (answer.slowest.ms > tally.slowest.ms) tally.slowest = { ...answer.slowest };
        for (const { index, input, fault } of answer.faults) await this.report(child, tally, index, input, fault);
        done += answer.count;
        this.sample(`${number}/${child.starts}`, { count: done, heap: answer.heap });
      }
      this.busy.delete(tally);
    }
  }

  /** The kind that has had least of its share; one child works at a kind at a time. */
  private next(): Tally | undefined {
    const free = [...this.tallies.values()].filter(t => !this.busy.has(t));
    return free.sort((a, b) => a.ms / a.weight - b.ms / b.weight)[0];
  }

  /** The child ended at an input: it is made again, for nobody has seen it. */
  private async lost(child: Child, tally: Tally, { index, fault }: Lost): Promise<void> {
    tally.count += Math.max(0, index - tally.inputs) + 1;
    tally.inputs = index + 1;
    // Its time, lest it be asked for more at once.
    tally.ms += BATCH_MS;
    await this.report(child, tally, index, undefined, fault);
  }

  private async report(child: Child, tally: Tally, index: number, input: unknown, fault: Fault): Promise<void> {
    const { seed, say, foundDir, questions, milliseconds } = this.options;
    const times = tally.faults.get(fault.signature) ?? 0;
    tally.faults.set(fault.signature, times + 1);
    if (times > 0) return;
    say(`FOUND ${tally.kind} ${index} (seed ${seed}): ${fault.signature}\n${fault.text}`);
    const whole = input ?? (await inputOf(child, tally.kind, index));
    if (whole === undefined) return say('It cannot be made again.');
    const isSame = async (candidate: unknown) => {
      const answer = await child.ask<OneAnswer>({ do: 'one', kind: tally.kind, input: candidate });
      return answer.fault?.signature === fault.signature;
    };
    // What does not end costs seconds each time.
    const small = await minimise(
      whole,
      isSame,
      /^(?:hang|crash)$/.test(fault.signature) ? Math.min(MAX_DEAR, questions ?? MAX_DEAR) : questions,
      performance.now() + SMALLER * milliseconds,
    );
    const path = keep({ kind: tally.kind, fault: fault.signature, input: small }, foundDir);
    this.found.push(path);
    say(`kept as ${path}: ${JSON.stringify(small).slice(0, 3000)}`);
  }

  private sample(series: string, sample: Sample): void {
    const known = this.samples.get(series);
    if (known) known.push(sample);
    else this.samples.set(series, [sample]);
  }
}

async function inputOf(child: Child, kind: string, index: number): Promise<unknown> {
  const answer = await child.ask<OneAnswer>({ do: 'make', kind, index });
  return 'fault' in answer && !('input' in answer) ? undefined : (answer as OneAnswer).input;
}
