/** What a writer is told beside the result. */

import type { ExitCode } from '../outcome.js';

export interface WriteContext {
  /** Absolute, `/`-separated. */
  readonly cwd: string;
  readonly colour: boolean;
  /** Whether the text for people lists hints one by one or only counts them. */
  readonly hints: boolean;
  readonly version: string;
  /** What the run ends with, for formats that tell. */
  readonly code: ExitCode;
}
