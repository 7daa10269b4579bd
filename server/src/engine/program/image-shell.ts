/** Whether an image surely has no shell (go-facts §6.4, §8.4). */

import { baseName } from '../base/paths.js';
import { followArtifacts } from '../builds/dockerfile/artifacts.js';
import type { DockerfileFacts, StageFacts } from '../builds/dockerfile/facts.js';
import { baseImage, rootStage, stepsOf } from '../builds/dockerfile/stages.js';
import type { StageFiles } from '../builds/program-walk.js';
import type { StageStep } from '../shell/shell-records.js';
import { programsIn } from './image-build.js';
import { isPlainFile } from './image-start.js';
import type { WorkspaceView } from './view.js';

/** Stages whose image has no shell, and gets none. */
export function stagesWithoutShell(facts: DockerfileFacts, workspace: WorkspaceView): StageFacts[] {
  const stages = facts.stages.filter(stage => isBuiltOnNoShell(facts, stage));
  if (stages.length === 0) return [];
  const files = followArtifacts(facts, programsIn(facts, workspace));
  return stages.filter(stage => !stepsOf(facts, stage).some(step => mayBringShell(step, files[stage.index]!)));
}

function isBuiltOnNoShell(facts: DockerfileFacts, stage: StageFacts): boolean {
  // The debug images of distroless have one.
  const tag = rootStage(facts, stage).from.image?.tag ?? '';
  return baseImage(facts, stage)?.shell === false && !/debug/.test(tag);
}

/** Folders that hold a shell where one is, or folders that hold those. */
const SHELL_FOLDERS = /^\/(?:(?:usr\/)?(?:bin\/?)?|usr\/?|busybox(?:\/.*)?|(?:usr\/)?bin\/(?:ba|da|a|k|z)?sh)$/;
const SHELL_NAME = /^(?:(?:ba|da|a|k|z)?sh|busybox(?:\.static)?|toybox)$/;

function mayBringShell(step: StageStep, files: StageFiles): boolean {
  if (step.kind === 'workdir') return false;
  // A command runs in a shell that is there, or may make one.
  if (step.kind !== 'copy') return true;
  const { sources, destination } = step.copy;
  if (destination === undefined || sources.some(s => s !== undefined && SHELL_NAME.test(baseName(s)))) return true;
  return SHELL_FOLDERS.test(destination) && sources.some(s => s === undefined || !isPlainFile(s, step.copy, files));
}
