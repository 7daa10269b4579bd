/** Hands packages to worker threads, a portion at a time, whoever is free first. The order of the outcomes is the order of the jobs. */
import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Config } from '../../engine/base/config.js';
import type { GoHome } from '../../engine/program/modules/go-home.js';
import type { Grammars } from '../../engine/syntax/engine.js';
import type { PackageJob, PackageOutcome } from './package-job.js';
import type { PackageReader } from './package-reader.js';

export interface WorkerStart {
  readonly grammars: Grammars;
  readonly config: Config;
  readonly home: GoHome;
}

export interface PoolOptions extends WorkerStart {
  /** The bundled worker; undefined runs everything in this thread, as when run from source. */
  readonly script: string | undefined;
  /** Files of all jobs that will come. */
  readonly files: number;
  /** Of this thread. */
  readonly reader: PackageReader;
  readonly onProgress: (filesDone: number) => void;
}

/** Files per portion: large enough that messages cost nothing, small enough that all threads end together. */
const PORTION = 40;
/** Below this many files a second thread costs more than it brings (its start takes as long as about 100 files), unless they take their time. */
const WORTH_THREADS = 200;
/** Milliseconds of the processor, then the pace of few files is known; and those that others should save. */
const TRIED = 1000;
const WORTH_SAVING = 1500;
/** Few files that take long are shared out to so many threads, in so many portions for each. */
const FEW = 4;
const SHARES = 4;
/** Megabytes of a thread's young generation: what a package leaves behind is collected while the next is read, which costs no time to speak of. */
const YOUNG = 24;

interface Portion {
  readonly jobs: readonly PackageJob[];
  resolve(outcomes: readonly PackageOutcome[]): void;
  reject(error: unknown): void;
}

export class PackagePool {
  private readonly workers: Worker[] = [];
  private readonly idle: Worker[] = [];
  private readonly queue: Portion[] = [];
  private readonly running = new Map<Worker, Portion>();
  private readonly threads: number;
  private done = 0;
  /** Milliseconds of the processor that packages took in this thread. */
  private worked = 0;

  constructor(private readonly options: PoolOptions) {
    const { files, script } = options;
    const wanted = Math.min(availableParallelism(), Math.max(Math.ceil(files / PORTION), FEW));
    this.threads = script === undefined || wanted === 1 ? 0 : wanted;
  }

  /** May be called again before it has resolved. Rejects when a worker dies; then the result would be incomplete. */
  async run(jobs: readonly PackageJob[]): Promise<PackageOutcome[]> {
    const outcomes = await this.runHere(jobs);
    if (outcomes.length === jobs.length) return outcomes;
    const rest = jobs.slice(outcomes.length);
    const run = async (indices: readonly number[]) => {
      const found = await this.runThere(indices.map(i => rest[i]!));
      for (const [n, i] of indices.entries()) there[i] = found[n]!;
    };
    const there: PackageOutcome[] = new Array(rest.length);
    const share = Math.ceil(filesOf(rest) / (this.threads * SHARES));
    await Promise.all(portions(rest, Math.min(PORTION, share)).map(run));
    return [...outcomes, ...there];
  }

  /** Many files are left, or few that take long, by those that this thread has looked at. */
  private isWorthThreads(rest: readonly PackageJob[]): boolean {
    if (this.options.files >= WORTH_THREADS || this.workers.length > 0) return true;
    return rest.length > 1 && this.worked > TRIED && (this.worked / this.done) * filesOf(rest) > WORTH_SAVING;
  }

  /** Ends the threads, whatever they do. */
  async close(): Promise<void> {
    await Promise.all(this.workers.map(worker => worker.terminate()));
  }

  /** All, or as many of the first as it takes to know that threads are worth it for the rest. */
  private async runHere(jobs: readonly PackageJob[]): Promise<PackageOutcome[]> {
    const outcomes: PackageOutcome[] = [];
    for (const [i, job] of jobs.entries()) {
      if (this.threads > 0 && this.isWorthThreads(jobs.slice(i))) break;
      const before = process.cpuUsage();
      outcomes.push(await this.options.reader.check(job));
      const { user, system } = process.cpuUsage(before);
      this.worked += (user + system) / 1000;
      this.report([job]);
      // What the go command prints meanwhile has to be taken off its pipe.
      await setImmediate();
    }
    return outcomes;
  }

  private runThere(jobs: readonly PackageJob[]): Promise<readonly PackageOutcome[]> {
    return new Promise((resolve, reject) => {
      this.queue.push({ jobs, resolve, reject });
      if (this.idle.length === 0 && this.workers.length < this.threads) this.start(this.options.script!);
      this.feed();
    });
  }

  private start(script: string): void {
    const { grammars, config, home } = this.options;
    const start: WorkerStart = { grammars, config, home };
    const worker = new Worker(script, { workerData: start, resourceLimits: { maxYoungGenerationSizeMb: YOUNG } });
    this.workers.push(worker);
    worker.on('message', (message: 'ready' | readonly PackageOutcome[]) => {
      const portion = this.running.get(worker);
      this.running.delete(worker);
      if (message !== 'ready' && portion) {
        this.report(portion.jobs);
        portion.resolve(message);
      }
      this.idle.push(worker);
      this.feed();
    });
    const fail = (error: unknown) => {
      for (const portion of [...this.running.values(), ...this.queue.splice(0)]) portion.reject(error);
    };
    worker.on('error', fail);
    // Nobody waits for anything any more when the pool is closed.
    worker.on('exit', code => fail(new Error(`a worker thread ended with ${code}`)));
  }

  private feed(): void {
    while (this.queue.length > 0) {
      const worker = this.idle.pop();
      if (!worker) return;
      const portion = this.queue.shift()!;
      this.running.set(worker, portion);
      worker.postMessage(portion.jobs);
    }
  }

  private report(jobs: readonly PackageJob[]): void {
    this.done += filesOf(jobs);
    this.options.onProgress(this.done);
  }
}

const filesOf = (jobs: readonly PackageJob[]) => jobs.reduce((n, job) => n + job.report.length, 0);

/** Indices of jobs in portions of so many files, those with the most first. */
function portions(jobs: readonly PackageJob[], perPortion: number): number[][] {
  const bySize = jobs.map((_, i) => i).sort((a, b) => jobs[b]!.report.length - jobs[a]!.report.length);
  const out: number[][] = [];
  let size = perPortion;
  for (const i of bySize) {
    if (size >= perPortion) {
      out.push([]);
      size = 0;
    }
    out.at(-1)!.push(i);
    size += jobs[i]!.report.length;
  }
  return out;
}
