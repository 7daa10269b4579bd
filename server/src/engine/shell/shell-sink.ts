/** Where one shell run tells what it found. */
import type { BashParser } from '../syntax/bash.js';
import type { ContainerRun } from './container-run.js';
import type { Environment } from './environment.js';
import type { ExperimentSetting, StageStep } from './shell-records.js';

export interface ShellSink {
  readonly bash: BashParser;
  readonly stage: number;
  step(step: StageStep): void;
  experiment(setting: ExperimentSetting): void;
  /** What programs of a container see; undefined where what it runs is of no interest. */
  entered?(run: ContainerRun): Environment | undefined;
}
