/** Hands packages to worker threads, a portion at a time, whoever is free first. The order of the outcomes is the order of the jobs. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Config } from '../../engine/base/config.js';
import { Engine, type Grammars } from '../../engine/syntax/engine.js';
import { checkPackage, GoModFiles, type PackageJob, type PackageOutcome } from './package-check.js';

export interface WorkerStart {
  readonly grammars: Grammars;
  readonly config: Config;
}

export interface PoolOptions extends WorkerStart {
  /** The bundled worker; undefined runs everything in this thread, as when run from source. */
  readonly script: string | undefined;
  readonly onProgress: (filesDone: number) => void;
}

/** Files per portion: large enough that messages cost nothing, small enough that all threads end together. */
const PORTION = 40;
/** Below this many files a second thread costs more than it brings (its start takes as long as about 100 files). */
const WORTH_THREADS = 200;

/** Rejects when a worker dies; then the result would be incomplete. */
export async function checkPackages(jobs: readonly PackageJob[], options: PoolOptions): Promise<PackageOutcome[]> {
  const files = jobs.reduce((n, j) => n + j.report.length, 0);
  const threads = files < WORTH_THREADS ? 1 : Math.min(availableParallelism(), Math.ceil(files / PORTION));
  if (threads > 1 && options.script !== undefined) return runThreads(jobs, options, options.script, threads);
  return runHere(jobs, options);
}

async function runHere(jobs: readonly PackageJob[], { grammars, config, onProgress }: PoolOptions): Promise<PackageOutcome[]> {
  if (jobs.length === 0) return [];
  const engine = await Engine.load(grammars);
  const goMods = new GoModFiles();
  let done = 0;
  const outcomes = jobs.map(job => {
    const outcome = checkPackage(engine, job, config, goMods);
    done += job.report.length;
    onProgress(done);
    return outcome;
  });
  engine.dispose();
  return outcomes;
}

async function runThreads(jobs: readonly PackageJob[], options: PoolOptions, script: string, threads: number): Promise<PackageOutcome[]> {
  const queue = portions(jobs);
  const outcomes: PackageOutcome[] = new Array(jobs.length);
  let done = 0;
  const start: WorkerStart = { grammars: options.grammars, config: options.config };
  const runWorker = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(script, { workerData: start });
      let current: readonly number[] = [];
      const next = () => {
        current = queue.shift() ?? [];
        if (current.length > 0) worker.postMessage(current.map(i => jobs[i]!));
        else worker.terminate().then(() => resolve(), reject);
      };
      worker.on('message', (message: 'ready' | readonly PackageOutcome[]) => {
        if (message !== 'ready') {
          for (const [n, i] of current.entries()) outcomes[i] = message[n]!;
          done += current.reduce((n, i) => n + jobs[i]!.report.length, 0);
          options.onProgress(done);
        }
        next();
      });
      worker.on('error', reject);
    });
  await Promise.all(Array.from({ length: threads }, runWorker));
  return outcomes;
}

/** Indices of jobs in portions, those with the most files first. */
function portions(jobs: readonly PackageJob[]): number[][] {
  const bySize = jobs.map((_, i) => i).sort((a, b) => jobs[b]!.report.length - jobs[a]!.report.length);
  const out: number[][] = [];
  let size = PORTION;
  for (const i of bySize) {
    if (size >= PORTION) {
      out.push([]);
      size = 0;
    }
    out.at(-1)!.push(i);
    size += jobs[i]!.report.length;
  }
  return out;
}
