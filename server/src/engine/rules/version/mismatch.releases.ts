/** `version/mismatch` for jobs that build releases. */
import type { BuildFileFacts, BuildUnit } from '../../builds/facts.js';
import type { RuleContext } from '../report.js';
import { builds, jobsOf, minor, stepTo, TESTED } from './mismatch.jobs.js';
import { say } from './mismatch.words.js';

/** Words of jobs and files whose programs are handed out. */
const HANDS_OUT = /release|publish|deploy/i;

/** A program that is handed out, built by a release that no job tests with. */
export function checkReleases({ file, workspace, report }: RuleContext<BuildFileFacts>): void {
  for (const unit of file.units) {
    const version = unit.go?.version;
    if (unit.kind !== 'ci job' || !unit.go || !version || unit.go.written !== undefined || !handsOut(file, unit)) continue;
    const { job, releases } = jobsOf(workspace, file.path, TESTED);
    if (!job || releases.size === 0 || releases.has(minor(version))) continue;
    report({
      span: unit.go.span,
      message: say.untestedRelease({ release: minor(version), tested: [...releases].join(', ') }),
      steps: [stepTo(job, [...releases][0]!)],
    });
  }
}

/** It builds, and tests nothing. */
function handsOut({ path }: BuildFileFacts, unit: BuildUnit): boolean {
  if (!HANDS_OUT.test(path.split('/').at(-1)!) && !HANDS_OUT.test(unit.name)) return false;
  const runsGoreleaser = unit.steps?.some(s => s.kind === 'run' && s.command.name === 'goreleaser') === true;
  return (builds(unit) || runsGoreleaser) && !unit.commands.some(c => c.verb === 'test');
}
