/**
 * Lines of the table of std and the releases for which they hold: `24- LINE` from Go 1.24 on, `-23 LINE` up to 1.23, `22-24 LINE` for those
 * three, and `LINE` for all that the table has.
 */

import type { GoVersion } from '../../base/go-version.js';
import { STD_TOOLCHAINS } from './std-packages.generated.js';

const MINORS = STD_TOOLCHAINS.map(toolchain => Number(toolchain.split('.')[1]));
const OLDEST = MINORS[0]!;
const NEWEST = MINORS.at(-1)!;

/** The release of the table that is nearest to this one, as its second number: 26 for 1.26.8. Undefined means the newest. */
export function nearestRelease(release: GoVersion | undefined): number {
  return release === undefined || release.major > 1 ? NEWEST : Math.min(Math.max(release.minor, OLDEST), NEWEST);
}

/** The first release that a line holds for; undefined when that is the oldest one in the table. */
export function firstRelease(line: string): number | undefined {
  return isDigit(line, 0) ? Number.parseInt(line, 10) : undefined;
}

/** What a line says in a release; undefined when it does not hold for it. */
export function holding(line: string, release: number): string | undefined {
  if (!isDigit(line, 0) && !line.startsWith('-')) return line;
  const space = line.indexOf(' ');
  const dash = line.indexOf('-');
  const from = dash === 0 ? OLDEST : Number.parseInt(line, 10);
  const to = dash + 1 === space ? NEWEST : Number.parseInt(line.slice(dash + 1, space), 10);
  return release < from || release > to ? undefined : line.slice(space + 1);
}

/** What the line says, whatever the release. */
export function withoutRange(line: string): string {
  return isDigit(line, 0) || line.startsWith('-') ? line.slice(line.indexOf(' ') + 1) : line;
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}
