/** Which releases of Go the CI jobs of a module use. */
import { formatGoVersion, type GoVersion } from '../../base/go-version.js';
import type { BuildUnit } from '../../builds/facts.js';
import type { BuildContext } from '../../program/build-contexts.js';
import { releaseInForce } from '../../program/release-in-force.js';
import type { WorkspaceView } from '../../program/view.js';
import { say } from './mismatch.words.js';

/** CI jobs of a module that count. */
export interface Jobs {
  readonly job?: BuildContext;
  /** Of all jobs, without patches, that of `job` first; none when one of them is not known. */
  readonly releases: ReadonlySet<string>;
}

/** The same for every image of a module, of which there may be hundreds. */
interface Counted {
  readonly known: WeakMap<readonly BuildContext[], Jobs>;
  counts(context: BuildContext): boolean;
}

/** All that run go. */
export const BUILT: Counted = { known: new WeakMap(), counts: c => c.builds };
/** Those of the module that the file lies in. */
export function jobsOf(workspace: WorkspaceView, path: string, { known, counts }: Counted): Jobs {
  const contexts = workspace.buildContexts(path);
  let jobs = known.get(contexts);
  if (!jobs) {
    const all = contexts.filter(c => c.kind === 'ci job' && counts(c));
    const versions = all.map(c => c.unit && releaseInForce(c.file, c.unit, workspace));
    const releases = versions.every(v => v !== undefined) ? versions.map(minor) : [];
    jobs = { ...(all[0] && { job: all[0] }), releases: new Set(releases) };
    known.set(contexts, jobs);
  }
  return jobs;
}

/** A program of the module. */
export function builds(unit: BuildUnit): boolean {
  return unit.commands.some(c => (c.verb === 'build' || c.verb === 'install') && !c.packages.some(p => p === undefined || p.includes('@')));
}

/** Where a job says which release it uses. */
export function stepTo(job: BuildContext, release: string) {
  const { at } = job.goVersion;
  return {
    message: say.stepJob({ name: job.name, release }),
    file: at?.file ?? job.file,
    span: at?.span ?? job.span,
  };
}

/** Without the patch. */
export function minor(v: GoVersion): string {
  return formatGoVersion({ major: v.major, minor: v.minor });
}
