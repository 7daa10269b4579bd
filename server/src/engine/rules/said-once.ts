/** What a file says alike in several places is one finding: a line that was copied is one mistake. */

import type { Message } from '../base/message.js';
import type { Report } from './report.js';

/** In the order of the first of each. `again`: what a step says of the other places. Fixes change all of them. */
export function saidOnce(reports: readonly Report[], again: Message): Report[] {
  const groups = new Map<string, Report[]>();
  for (const report of reports) {
    const key = JSON.stringify([report.message, report.severity]);
    groups.set(key, [...(groups.get(key) ?? []), report]);
  }
  return [...groups.values()].map(([first, ...others]) => {
    if (others.length === 0) return first!;
    const steps = [...(first!.steps ?? []), ...others.map(o => ({ message: again, span: o.span }))];
    const fixes = (first!.fixes ?? []).map((fix, i) => ({
      ...fix,
      edits: [...fix.edits, ...others.flatMap(o => o.fixes?.[i]?.edits ?? [])],
    }));
    return { ...first!, steps, fixes };
  });
}
