/** What a writer is told beside the result. */

import type { CheckedFinding } from '../model.js';
import type { ExitCode } from '../outcome.js';

export interface WriteContext {
  /** Absolute, `/`-separated. */
  readonly cwd: string;
  readonly colour: boolean;
  /** Whether what people read lists hints one by one. */
  readonly hints: boolean;
  /** Findings and nothing else: no summary. */
  readonly quiet: boolean;
  /** Whether the finding makes the run fail. */
  readonly fails: (finding: CheckedFinding) => boolean;
  readonly version: string;
  /** What the run ends with, for formats that tell. */
  readonly code: ExitCode;
}

/** What people are shown one by one. */
export function isListed({ suppressed, severity }: CheckedFinding, { hints }: Pick<WriteContext, 'hints'>): boolean {
  return !suppressed && (hints || severity !== 'hint');
}
