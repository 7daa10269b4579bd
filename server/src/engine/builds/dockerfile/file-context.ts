/** What the readers of one Dockerfile share. */

import type { Setting } from '../../shell/environment.js';
import type { ExperimentSetting } from '../../shell/shell-records.js';
import type { BashParser } from '../../syntax/bash.js';
import type { StageFacts } from './facts.js';

/** What stages share while a file is read. */
export type BuildArguments = ReadonlyMap<string, string | undefined>;

export interface FileContext {
  readonly bash: BashParser;
  readonly escapeChar: string;
  readonly globals: ReadonlyMap<string, Setting>;
  /** Values that the build gives to ARGs, by name; undefined: one that nobody knows. */
  readonly given: BuildArguments;
  readonly stages: readonly StageFacts[];
  experiment(setting: ExperimentSetting): void;
  /** Steps that may still be kept, over all stages. */
  readonly budget: { steps: number };
}
