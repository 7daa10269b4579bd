/**
 * `--format gitlab`: a Code Quality report, as GitLab reads it from `artifacts:reports:codequality` (docs.gitlab.com/ci/testing/code_quality).
 * Gaps and notes have no place in it: they are on stderr and in the exit code.
 */
import type { Severity } from '../../../engine/base/finding.js';
import { relativePath } from '../../../engine/base/paths.js';
import { jsonText } from '../../../engine/base/printable.js';
import { plain } from '../../../engine/base/wording.js';
import type { CheckResult } from '../model.js';
import { fingerprints } from './fingerprints.js';
import { isListed, type WriteContext } from './write-context.js';

/** GitLab's scale is info, minor, major, critical, blocker. */
const SEVERITIES: Readonly<Record<Severity, string>> = { error: 'critical', warning: 'major', information: 'minor', hint: 'info' };

export function writeGitlab(result: CheckResult, context: WriteContext): string {
  const listed = result.findings.filter(f => isListed(f, context));
  const names = fingerprints(listed, context.cwd);
  return jsonText(
    listed.map((f, i) => ({
      description: plain(f.message),
      check_name: f.rule,
      fingerprint: names[i],
      severity: SEVERITIES[f.severity],
      location: {
        path: relativePath(f.file, context.cwd),
        lines: { begin: f.range.start.line + 1, end: f.range.end.line + 1 },
      },
    })),
  );
}
