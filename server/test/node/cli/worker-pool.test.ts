/** Which thread looks at a package: its outcome is the same everywhere, and stands where its job stood. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_CONFIG } from '../../../src/engine/base/config.js';
import { NO_HOME } from '../../../src/engine/program/modules/go-home.js';
import type { PackageJob, PackageOutcome } from '../../../src/node/cli/package-job.js';
import type { PackageReader } from '../../../src/node/cli/package-reader.js';
import { PackagePool } from '../../../src/node/cli/worker-pool.js';
import { grammarsForTests } from '../../support/engine-for-tests.js';

/** Answers with the path of the job as what is known, and that it was looked at in another thread. */
const WORKER = `const { parentPort } = require('node:worker_threads');
parentPort.on('message', jobs => parentPort.postMessage(jobs.map(job => ({ where: 'there', path: job.report[0] }))));
parentPort.postMessage('ready');
`;

interface Answer {
  readonly where: 'here' | 'there';
  readonly path: string;
}

const job = (path: string): PackageJob => ({ report: [path], context: [] });

/** Milliseconds of the processor for each package that this thread looks at. */
async function run(jobs: readonly PackageJob[], milliseconds: number, script: string | undefined): Promise<readonly Answer[]> {
  const check = async ({ report }: PackageJob) => {
    for (const before = process.cpuUsage(), end = 1000 * milliseconds; ; ) {
      const { user, system } = process.cpuUsage(before);
      if (user + system >= end) break;
    }
    return { where: 'here', path: report[0] } as unknown as PackageOutcome;
  };
  const reader = { check } as unknown as PackageReader;
  const start = { grammars: grammarsForTests(), config: DEFAULT_CONFIG, home: NO_HOME };
  const pool = new PackagePool({ ...start, script, files: jobs.length, reader, onProgress: () => undefined });
  try {
    return (await pool.run(jobs)) as unknown as Answer[];
  } finally {
    await pool.close();
  }
}

describe('threads of the command line', () => {
  let temp = '';
  const worker = () => join(temp, 'worker.js');
  const paths = (count: number) => Array.from({ length: count }, (_, i) => `/p${i}/a.go`);
  before(function () {
    // With one processor there is one thread.
    if (availableParallelism() === 1) this.skip();
    temp = mkdtempSync(join(tmpdir(), 'go-preflight-pool-'));
    writeFileSync(worker(), WORKER);
  });
  after(() => temp && rmSync(temp, { recursive: true, force: true }));

  it('are not started for few packages', async () => {
    const answers = await run(paths(20).map(job), 1, worker());
    assert.deepEqual(
      answers,
      paths(20).map(path => ({ where: 'here', path })),
    );
  });

  it('are started for many', async () => {
    const answers = await run(paths(300).map(job), 1, worker());
    assert.deepEqual(
      answers,
      paths(300).map(path => ({ where: 'there', path })),
    );
  });

  it('are started for the rest of few that take their time', async () => {
    const answers = await run(paths(9).map(job), 600, worker());
    assert.deepEqual(
      answers.map(a => a.path),
      paths(9),
    );
    assert.deepEqual(
      answers.map(a => a.where),
      paths(9).map((_, i) => (i < 2 ? 'here' : 'there')),
    );
  });

  it('are not started for a rest that ends soon', async () => {
    assert.ok((await run(paths(3).map(job), 600, worker())).every(a => a.where === 'here'));
  });

  it('are not started without a program for them', async () => {
    assert.ok((await run(paths(5).map(job), 600, undefined)).every(a => a.where === 'here'));
  });
});
