/** `--tier all`: has the Go compiler confirm or refute the estimates of whole packages. Needs a go command; starts nothing else. */

import { followedBy, type Message } from '../../engine/base/message.js';
import { dirName } from '../../engine/base/paths.js';
import type { CompilerPackageResult } from '../../engine/compiler/facts.js';
import { type CompiledModule, type CompileOptions, compileModules } from './compiled-packages.js';
import type { PackageJob, PackageOutcome } from './package-job.js';
import { say } from './words.js';

export { NoCompiler } from './compiled-packages.js';

/**
 * Outcomes of the jobs with the compiler's word in them, in their order. Packages that do not build, and modules that go refuses, keep their
 * estimates and get a warning. `check` may be called again while it works. Throws NoCompiler when there is no go command, or none of the
 * modules is one that it takes.
 */
export async function confirmedPackages(
  jobs: readonly PackageJob[],
  options: CompileOptions,
  check: (jobs: readonly PackageJob[]) => Promise<readonly PackageOutcome[]>,
): Promise<PackageOutcome[]> {
  const out: PackageOutcome[] = new Array(jobs.length);
  const failed = new Map<number, Message>();
  const onModuleFailed = (message: Message, job: number) => {
    const folder = dirName(jobs[job]!.report[0] ?? '');
    failed.set(job, followedBy(say.moduleNotCompiled({ folder }), message));
  };
  const running: Promise<void>[] = [];
  const run = async ({ jobs: indices, results }: CompiledModule) => {
    const outcomes = await check(indices.map(i => withResult(jobs[i]!, results.get(i))));
    for (const [n, i] of indices.entries()) out[i] = outcomes[n]!;
  };
  for await (const module of compileModules(jobs, { ...options, onModuleFailed })) running.push(run(module));
  await Promise.all(running);
  for (const [i, warning] of failed) out[i] = { ...out[i]!, warnings: [...out[i]!.warnings, warning] };
  return out;
}

const withResult = (job: PackageJob, compiled: CompilerPackageResult | undefined) => (compiled ? { ...job, compiled } : job);
