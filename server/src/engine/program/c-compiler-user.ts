/** What makes the go command call the C compiler. */

import type { DockerfileFacts, StageFacts } from '../builds/dockerfile/facts.js';
import type { Setting } from '../shell/environment.js';
import { type GoCommand, goFlag, goSetting, splitTags } from '../shell/go-command.js';
import type { CgoNeed } from './cgo-closure.js';
import { decisive } from './cgo-needs.js';
import { foldersBuilt } from './image-build.js';
import { isLinux } from './linkage.js';
import type { WorkspaceView } from './view.js';

export type CompilerUser = CgoNeed | 'race detector';

/** An explicit CGO_ENABLED=1 of a command that links a linux program with the default compiler. */
export function cgoSwitchedOn(command: GoCommand): Setting | undefined {
  const setting = linksByDefault(command) ? goSetting(command, 'CGO_ENABLED') : undefined;
  return setting !== 'unknown' && setting?.text === '1' ? setting : undefined;
}

/** No line says anything of cgo, and it is a build for the machine's own architecture. */
export function isCgoByDefault(command: GoCommand): boolean {
  return linksByDefault(command) && ['CGO_ENABLED', 'GOARCH'].every(name => goSetting(command, name) === undefined);
}

/** A test is a program, too. */
function linksByDefault(command: GoCommand): boolean {
  const { verb, certain } = command;
  const isLinked = verb === 'build' || verb === 'install' || (verb === 'test' && isRaceDetected(command));
  return isLinked && certain && isLinux(command) && goSetting(command, 'CC') === undefined && goFlag(command, 'toolexec') === undefined;
}

function isRaceDetected(command: GoCommand): boolean {
  const race = goFlag(command, 'race');
  return race !== undefined && race !== 'unknown' && race.text === 'true';
}

/** Undefined when nothing surely does. `folders`: of the main packages. */
export function compilerUser(command: GoCommand, folders: () => readonly string[], workspace: WorkspaceView): CompilerUser | undefined {
  if (isRaceDetected(command)) return 'race detector';
  const tags = goFlag(command, 'tags');
  if (tags === 'unknown' || (tags && tags.text === undefined)) return undefined;
  const needs = folders().flatMap(folder => workspace.cgoClosure(folder, splitTags(tags?.text ?? ''))?.needs ?? []);
  return decisive(needs)[0];
}

/** The same for a command of a Dockerfile. */
export function compilerUserIn(
  facts: DockerfileFacts,
  stage: StageFacts,
  command: GoCommand,
  workspace: WorkspaceView,
): CompilerUser | undefined {
  return compilerUser(command, () => foldersBuilt(facts, stage, command, workspace), workspace);
}
