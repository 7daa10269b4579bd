/** What the go command says of itself in a directory. */

import type { GoVersion } from '../../engine/base/go-version.js';
import type { GoStatus } from './status.js';

export interface Probe {
  readonly status: GoStatus;
  /** Of the toolchain that go.mod and GOTOOLCHAIN select for the directory. */
  readonly version?: GoVersion;
  readonly goFlags: string;
}
