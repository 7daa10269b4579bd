/** Whether an image surely has no shell (go-facts §6.4, §8.4). */

import { baseName, withoutSlash } from '../base/paths.js';
import { startedBy } from '../builds/dockerfile/artifacts.js';
import type { DockerfileFacts, StageFacts } from '../builds/dockerfile/facts.js';
import { baseImage, rootStage, stepsOf } from '../builds/dockerfile/stages.js';
import type { StageFiles } from '../builds/program-walk.js';
import type { CopyFacts, StageStep } from '../shell/shell-records.js';
import { artifactsIn } from './image-build.js';
import type { WorkspaceView } from './view.js';

/** Stages whose image has no shell, and gets none. */
export function stagesWithoutShell(facts: DockerfileFacts, workspace: WorkspaceView): StageFacts[] {
  const stages = facts.stages.filter(stage => isBuiltOnNoShell(facts, stage) && !setsPath(stage));
  if (stages.length === 0) return [];
  const files = artifactsIn(facts, workspace);
  return stages.filter(stage => !stepsOf(facts, stage).some(step => mayBringShell(step, files, startedBy(stage)?.words?.[0])));
}

/** True where no file of this name is copied into the image. */
export function surelyLacks(facts: DockerfileFacts, stage: StageFacts, name: string): boolean {
  const isIt = (path: string | undefined) => path === undefined || baseName(path) === name;
  return stepsOf(facts, stage).every(step => step.kind !== 'copy' || ![...step.copy.sources, step.copy.destination].some(isIt));
}

function isBuiltOnNoShell(facts: DockerfileFacts, stage: StageFacts): boolean {
  if (baseImage(facts, stage)?.shell !== false) return false;
  const { image } = rootStage(facts, stage).from;
  // A digest alone may name any variant; those for debugging and for development have a shell.
  return image?.tag === undefined ? image?.digest === undefined : !/debug|-dev\b/.test(image.tag);
}

/** Commands are then looked for in folders of its own. */
function setsPath({ environment }: StageFacts): boolean {
  const path = environment.get('PATH');
  return path !== undefined && path !== 'unknown' && path.origin !== 'base image';
}

/** Folders that hold a shell where one is, or folders that hold those; without a slash at the end. */
const SHELL_FOLDERS = /^\/?$|^\/usr(?:\/local)?$|^(?:\/usr(?:\/local)?)?\/s?bin$|^\/busybox(?:\/|$)/;
const SHELL_NAME = /^(?:(?:ba|da|a|k|z)?sh|busybox(?:\.static)?|toybox)$/;
/** What ends like this is a file, and no archive. */
const PLAIN_FILE = /^[^*?[]+\.(?:json|ya?ml|toml|conf|pem|crt|html|txt|sh)$/;

/** A step that may put a shell into the image. `started`: what the image starts, which is a file of that name and no folder. */
export function mayBringShell(step: StageStep, files: readonly StageFiles[], started?: string): boolean {
  if (step.kind === 'workdir') return false;
  // A command runs in a shell that is there, or may make one.
  if (step.kind !== 'copy') return true;
  const { sources, destination } = step.copy;
  if (destination === undefined || [...sources, destination].some(p => p !== undefined && SHELL_NAME.test(baseName(p)))) return true;
  const isStarted = (source: string) => started === `${destination.replace(/\/$/, '')}/${baseName(source)}` && !/[*?[]/.test(source);
  return (
    SHELL_FOLDERS.test(withoutSlash(destination)) &&
    sources.some(s => s === undefined || !(isPlain(s, step.copy, files) || (step.copy.keyword === 'COPY' && isStarted(s))))
  );
}

/** A program that another stage builds, or a file that is surely neither a folder nor an archive. */
function isPlain(source: string, { from }: CopyFacts, files: readonly StageFiles[]): boolean {
  return PLAIN_FILE.test(baseName(source)) || (from?.stage !== undefined && files[from.stage]?.has(source) === true);
}
