/** Hands packages to worker threads, a portion at a time. The order of the outcomes is the order of the jobs. */
import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Config } from '../../engine/base/config.js';
import type { GoHome } from '../../engine/program/modules/go-home.js';
import type { Grammars } from '../../engine/syntax/engine.js';
import type { PackageJob, PackageOutcome } from './package-job.js';
import type { PackageReader } from './package-reader.js';
import { PORTION, type Portion, Portions, portionsOf } from './portions.js';

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

/** Below this many files a second thread costs more than it brings (its start takes as long as about 100 files). */
const WORTH_THREADS = 200;
/** Megabytes of a thread's young generation: what a package leaves behind is collected while the next is read, which costs no time to speak of. */
const YOUNG = 64;

export class PackagePool {
  private readonly workers: Worker[] = [];
  private readonly idle: Worker[] = [];
  private readonly waiting = new Portions<Worker>();
  private readonly running = new Map<Worker, Portion>();
  private readonly threads: number;
  private done = 0;

  constructor(private readonly options: PoolOptions) {
    const { files, script } = options;
    const wanted = files < WORTH_THREADS ? 1 : Math.min(availableParallelism(), Math.ceil(files / PORTION));
    this.threads = script === undefined || wanted === 1 ? 0 : wanted;
  }

  /** May be called again before it has resolved. Rejects when a worker dies; then the result would be incomplete. */
  async run(jobs: readonly PackageJob[]): Promise<PackageOutcome[]> {
    if (this.threads === 0) return this.runHere(jobs);
    const outcomes: PackageOutcome[] = new Array(jobs.length);
    const run = async (indices: readonly number[]) => {
      const found = await this.runThere(indices.map(i => jobs[i]!));
      for (const [n, i] of indices.entries()) outcomes[i] = found[n]!;
    };
    await Promise.all(portionsOf(jobs).map(run));
    return outcomes;
  }

  /** Ends the threads, whatever they do. */
  async close(): Promise<void> {
    await Promise.all(this.workers.map(worker => worker.terminate()));
  }

  private async runHere(jobs: readonly PackageJob[]): Promise<PackageOutcome[]> {
    const outcomes: PackageOutcome[] = [];
    for (const job of jobs) {
      outcomes.push(await this.options.reader.check(job));
      this.report([job]);
      // What the go command prints meanwhile has to be taken off its pipe.
      await setImmediate();
    }
    return outcomes;
  }

  private runThere(jobs: readonly PackageJob[]): Promise<readonly PackageOutcome[]> {
    return new Promise((resolve, reject) => {
      this.waiting.add({ jobs, resolve, reject });
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
      for (const portion of [...this.running.values(), ...this.waiting.clear()]) portion.reject(error);
    };
    worker.on('error', fail);
    // Nobody waits for anything any more when the pool is closed.
    worker.on('exit', code => fail(new Error(`a worker thread ended with ${code}`)));
  }

  private feed(): void {
    for (let worker = this.idle.at(-1); worker; worker = this.idle.at(-1)) {
      const portion = this.waiting.take(worker);
      if (!portion) return;
      this.idle.pop();
      this.running.set(worker, portion);
      worker.postMessage(portion.jobs);
    }
  }

  private report(jobs: readonly PackageJob[]): void {
    this.done += jobs.reduce((n, job) => n + job.report.length, 0);
    this.options.onProgress(this.done);
  }
}
