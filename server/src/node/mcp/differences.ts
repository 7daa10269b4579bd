/** What a change does to findings: those that it removes, those that it adds, and how many stay. */
import { isAllocation } from '../../engine/base/finding.js';
import { messageKey } from '../../engine/base/message.js';
import { fingerprints } from '../cli/formats/fingerprints.js';
import type { CheckedFinding } from '../cli/model.js';

export interface Differences {
  readonly went: readonly CheckedFinding[];
  readonly came: readonly CheckedFinding[];
  readonly stay: readonly CheckedFinding[];
}

/** Without confirmed allocations, which are compared as such, and without what somebody has suppressed. */
export function differences(before: readonly CheckedFinding[], after: readonly CheckedFinding[], cwd: string): Differences {
  const [then, now] = [named(before, cwd), named(after, cwd)];
  const went = [...then].flatMap(([name, f]) => (now.has(name) ? [] : [f]));
  const came: CheckedFinding[] = [];
  const stay = [...now].flatMap(([name, f]) => (then.has(name) ? [f] : []));
  for (const [name, f] of now) {
    if (then.has(name)) continue;
    // The same is said of a line that the change has rewritten.
    const same = went.findIndex(old => saysOf(old) === saysOf(f));
    if (same < 0) came.push(f);
    else {
      went.splice(same, 1);
      stay.push(f);
    }
  }
  return { went, came, stay };
}

const saysOf = ({ rule, file, message }: CheckedFinding) => JSON.stringify([rule, file, messageKey(message)]);

function named(findings: readonly CheckedFinding[], cwd: string): Map<string, CheckedFinding> {
  const own = findings.filter(f => !f.suppressed && !isAllocation(f));
  const names = fingerprints(own, cwd);
  return new Map(own.map((f, i) => [names[i]!, f]));
}
