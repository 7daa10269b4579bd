/** A worker thread of the command line: one engine, packages in portions, until the main thread ends it. */
import { parentPort, workerData } from 'node:worker_threads';
import { Engine } from '../../engine/syntax/engine.js';
import { checkPackage, GoModFiles, type PackageJob, type PackageOutcome } from './package-check.js';
import type { WorkerStart } from './worker-pool.js';

async function main(port: NonNullable<typeof parentPort>): Promise<void> {
  const { grammars, config } = workerData as WorkerStart;
  const engine = await Engine.load(grammars);
  const goMods = new GoModFiles();
  port.on('message', (jobs: readonly PackageJob[]) => {
    port.postMessage(jobs.map((job): PackageOutcome => checkPackage(engine, job, config, goMods)));
  });
  port.postMessage('ready');
}

if (parentPort) void main(parentPort);
