/** A worker thread of the command line: one engine, packages in portions, until the main thread ends it. */
import { parentPort, workerData } from 'node:worker_threads';
import { Engine } from '../../engine/syntax/engine.js';
import type { PackageJob, PackageOutcome } from './package-job.js';
import { PackageReader } from './package-reader.js';
import type { WorkerStart } from './worker-pool.js';

async function main(port: NonNullable<typeof parentPort>): Promise<void> {
  const { grammars, config, home } = workerData as WorkerStart;
  const reader = new PackageReader(await Engine.load(grammars, 'whole'), config, home);
  port.on('message', async (jobs: readonly PackageJob[]) => {
    const outcomes: PackageOutcome[] = [];
    for (const job of jobs) outcomes.push(await reader.check(job));
    port.postMessage(outcomes);
  });
  port.postMessage('ready');
}

if (parentPort) void main(parentPort);
