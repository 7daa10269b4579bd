/** `--tier all`: has the Go compiler confirm or refute the estimates of whole packages. Needs a go command; starts nothing else. */

import { type AnsweredJob, type CompileOptions, compileModules } from './compiled-packages.js';
import type { PackageJob, PackageOutcome } from './package-job.js';

/**
 * Outcomes of the jobs with the compiler's word in them, in their order. Packages that it has no word about keep their estimates, and their
 * outcomes say why. `check` may be called again while it works.
 */
export async function confirmedPackages(
  jobs: readonly PackageJob[],
  options: CompileOptions,
  check: (jobs: readonly PackageJob[]) => Promise<readonly PackageOutcome[]>,
): Promise<PackageOutcome[]> {
  const out: PackageOutcome[] = new Array(jobs.length);
  const running: Promise<void>[] = [];
  const run = async (answered: readonly AnsweredJob[]) => {
    const outcomes = await check(answered.map(({ index, answer }) => ({ ...jobs[index]!, answer })));
    for (const [n, { index }] of answered.entries()) out[index] = outcomes[n]!;
  };
  for await (const module of compileModules(jobs, options)) running.push(run(module));
  await Promise.all(running);
  return out;
}
