/** Go commands that a job or a task runs through make or a script. */

import { type BuildFileFacts, type BuildSource, type BuildUnit, isBuildFile } from '../builds/facts.js';
import type { GoCommand } from '../shell/go-command.js';
import type { StageStep } from '../shell/shell-records.js';
import { callsAnother } from './called-make.js';
import { runsIn } from './runs.js';
import type { WorkspaceView } from './view.js';

/** By the list of files, which is another one when a file changes. */
const known = new WeakMap<readonly BuildFileFacts[], ReadonlyMap<BuildUnit, readonly StageStep[]>>();
const NONE: readonly never[] = [];

/** Their place is that of the call; `recipe` says where they are written. Of a Dockerfile they are among its own. */
export const calledCommands = (file: BuildSource, unit: BuildUnit, workspace: WorkspaceView): readonly GoCommand[] =>
  stepsRun(file, unit, workspace).flatMap(calledGo);

/** All steps of a job or a task, with those of make and scripts in place of the calls; none where it calls nothing. */
export function stepsRun(file: BuildSource, unit: BuildUnit, workspace: WorkspaceView): readonly StageStep[] {
  if (!isBuildFile(file) || unit.kind === 'make target' || unit.kind === 'script' || !unit.steps?.some(callsAnother)) return NONE;
  const files = workspace.buildFiles();
  let steps = known.get(files);
  if (!steps) {
    steps = new Map(runsIn(files).flatMap(run => (run.unit ? [[run.unit, run.steps] as const] : [])));
    known.set(files, steps);
  }
  return steps.get(unit) ?? NONE;
}

function calledGo(step: StageStep): GoCommand[] {
  return step.kind === 'go' && step.command.recipe ? [step.command] : [];
}
