/** Which packages of the standard library the table holds. */

import type { GoVersion } from '../../base/go-version.js';
import { firstRelease, holding, nearestRelease, withoutRange } from './std-lines.js';
import { STD_PACKAGES } from './std-packages.generated.js';

const LINES: ReadonlyMap<string, string> = new Map(STD_PACKAGES.map(line => [withoutRange(line), line]));

/** True when the table has a piece about a package, and the release has that package. `unsafe` and `C` have none. */
export function hasStdPackage(path: string, release: GoVersion | undefined): boolean {
  const line = LINES.get(path);
  return line !== undefined && holding(line, nearestRelease(release)) !== undefined;
}

/** The release in which a package appeared; undefined when the oldest one of the table has it, or none. */
export function stdPackageSince(path: string): number | undefined {
  const line = LINES.get(path);
  return line === undefined ? undefined : firstRelease(line);
}
