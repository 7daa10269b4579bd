/** Where one shell run tells what it found. */
import type { BashParser } from '../syntax/bash.js';
import type { ExperimentSetting, StageStep } from './shell-records.js';

export interface ShellSink {
  readonly bash: BashParser;
  readonly stage: number;
  step(step: StageStep): void;
  experiment(setting: ExperimentSetting): void;
}
