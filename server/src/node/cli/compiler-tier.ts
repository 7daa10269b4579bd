/** `--tier all`: has the Go compiler confirm or refute the estimates of whole packages. Needs a go command; starts nothing else. */

import { followedBy, type Message } from '../../engine/base/message.js';
import { dirName } from '../../engine/base/paths.js';
import { doesNotBuild } from '../go/package-words.js';
import { type CompiledPackage, type CompileOptions, compilePackages } from './compiled-packages.js';
import { toChecked } from './model.js';
import type { PackageJob, PackageOutcome } from './package-check.js';
import { say } from './words.js';

export { NoCompiler } from './compiled-packages.js';

/**
 * The outcomes with the compiler's word merged in. Packages that do not build, and modules that go refuses, keep their estimates and get a
 * warning. Throws NoCompiler when there is no go command, or none of the modules is one that it takes.
 */
export async function confirmPackages(
  jobs: readonly PackageJob[],
  outcomes: readonly PackageOutcome[],
  options: CompileOptions,
): Promise<PackageOutcome[]> {
  const out = [...outcomes];
  const onModuleFailed = (message: Message, job: number) => {
    const folder = dirName(jobs[job]!.report[0] ?? '');
    const warning = followedBy(say.moduleNotCompiled({ folder }), message);
    out[job] = { ...out[job]!, warnings: [...out[job]!.warnings, warning] };
  };
  for await (const compiled of compilePackages(jobs, { ...options, onModuleFailed })) {
    const i = compiled.job;
    out[i] = confirmPackage(compiled, jobs[i]!, out[i]!);
  }
  return out;
}

function confirmPackage({ result, workspace }: CompiledPackage, job: PackageJob, estimated: PackageOutcome): PackageOutcome {
  const complaint = doesNotBuild(result);
  const warnings = complaint === undefined ? estimated.warnings : [...estimated.warnings, complaint];
  if (result.error) return { ...estimated, warnings };
  const findings = job.report.flatMap(path => workspace.findings(path).map(f => toChecked(workspace, f)));
  return { ...estimated, findings, warnings };
}
