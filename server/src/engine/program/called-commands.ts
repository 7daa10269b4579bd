/** Go commands that a job or a task runs through make or a script. */

import { type BuildFileFacts, type BuildSource, type BuildUnit, isBuildFile } from '../builds/facts.js';
import type { GoCommand } from '../shell/go-command.js';
import type { StageStep } from '../shell/shell-records.js';
import { callsAnother } from './called-make.js';
import { runsIn } from './runs.js';
import type { WorkspaceView } from './view.js';

/** By the list of files, which is another one when a file changes. */
const known = new WeakMap<readonly BuildFileFacts[], ReadonlyMap<BuildUnit, readonly GoCommand[]>>();
const NONE: readonly GoCommand[] = [];

/** Their place is that of the call; `recipe` says where they are written. Of a Dockerfile they are among its own. */
export function calledCommands(file: BuildSource, unit: BuildUnit, workspace: WorkspaceView): readonly GoCommand[] {
  if (!isBuildFile(file) || unit.kind === 'make target' || unit.kind === 'script' || !unit.steps?.some(callsAnother)) return NONE;
  const files = workspace.buildFiles();
  let commands = known.get(files);
  if (!commands) {
    commands = new Map(runsIn(files).flatMap(run => (run.unit ? [[run.unit, run.steps.flatMap(calledGo)] as const] : [])));
    known.set(files, commands);
  }
  return commands.get(unit) ?? NONE;
}

function calledGo(step: StageStep): GoCommand[] {
  return step.kind === 'go' && step.command.recipe ? [step.command] : [];
}
