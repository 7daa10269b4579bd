/** What a loop's header declares (Go spec, "For statements"). */
import { compareGoVersions, type GoVersion } from '../../base/go-version.js';

const FIRST: GoVersion = { major: 1, minor: 22 };

/** Variables of the header are new in each iteration: in modules that declare Go 1.22 or newer. Undefined: the newest. */
export const isNewEachIteration = (language: GoVersion | undefined): boolean =>
  language === undefined || compareGoVersions(language, FIRST) >= 0;
