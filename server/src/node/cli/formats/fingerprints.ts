/** What a finding is called from one run to the next, so that a dashboard tells a new one from one that has moved. */
import { createHash } from 'node:crypto';
import { relativePath } from '../../../engine/base/paths.js';
import type { CheckedFinding } from '../model.js';

/**
 * In the order of the findings, each of them different: 64 hexadecimal digits that hang on rule, file, and the site that allocates or the
 * source line, and on how many before it are alike. Moved lines leave them as they are, and so does the language of the run.
 */
export function fingerprints(findings: readonly CheckedFinding[], cwd: string): readonly string[] {
  const times = new Map<string, number>();
  return findings.map(f => {
    const key = JSON.stringify([f.rule, relativePath(f.file, cwd), ...subject(f)]);
    const before = times.get(key) ?? 0;
    times.set(key, before + 1);
    return createHash('sha256').update(`${key}${before}`).digest('hex');
  });
}

/** A site has an identity that survives edits (`base/site.ts`), but for its ordinal, which another site may move. */
function subject({ site, message, line }: CheckedFinding): readonly string[] {
  return site ? ['site', site.kind, site.declaration, site.text] : [message.id, line.trim()];
}
