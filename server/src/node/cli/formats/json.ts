/** `--format json`: the contract in the README. Version 1: keys may be added, never changed or removed. */

import { relativePath } from '../../../engine/base/paths.js';
import { jsonText } from '../../../engine/base/printable.js';
import { plain } from '../../../engine/base/wording.js';
import type { CheckResult, Place } from '../model.js';
import { identity, remarksJson } from './message-json.js';
import type { WriteContext } from './write-context.js';

export function writeJson(result: CheckResult, { cwd }: WriteContext): string {
  const place = ({ file, range }: Place) => ({ file: relativePath(file, cwd), range });
  const findings = result.findings.map(f => ({
    rule: f.rule,
    severity: f.severity,
    confidence: f.confidence,
    ...place(f),
    message: plain(f.message),
    ...identity(f.message),
    steps: f.steps.map(s => ({ message: plain(s.message), ...identity(s.message), ...place(s) })),
    fixes: f.fixes.map(x => ({
      title: plain(x.title),
      ...identity(x.title),
      safe: x.safe,
      edits: x.edits.map(e => ({ ...place(e), newText: e.newText })),
    })),
    suppressed: f.suppressed,
    builds: f.builds?.map(({ programs, profile }) => ({ programs, profile: profile && relativePath(profile, cwd) })),
  }));
  return jsonText({ version: 1, findings, stats: result.stats, comparison: result.comparison, ...remarksJson(result) });
}
