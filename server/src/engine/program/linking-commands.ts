/** Commands of a Dockerfile that surely link a program with cgo, and what that one needs of it. */

import type { DockerfileFacts, StageFacts } from '../builds/dockerfile/facts.js';
import { baseImage, goCommands } from '../builds/dockerfile/stages.js';
import { type GoCommand, goFlag, goSetting, splitTags } from '../shell/go-command.js';
import type { ImageEntry } from '../tables/tables.js';
import type { CgoNeed } from './cgo-closure.js';
import { foldersBuilt } from './image-build.js';
import { cgoEnabled, isLinux } from './linkage.js';
import type { WorkspaceView } from './view.js';

export interface LinkingCommand {
  readonly stage: StageFacts;
  readonly image: ImageEntry;
  readonly command: GoCommand;
  /** What `-tags` gives. */
  readonly tags: readonly string[];
  readonly needs: readonly CgoNeed[];
}

/** `isAsked`: of which stages. */
export function linkingCommands(
  facts: DockerfileFacts,
  workspace: WorkspaceView,
  isAsked: (place: Pick<LinkingCommand, 'stage' | 'image'>) => boolean,
): LinkingCommand[] {
  return facts.stages.flatMap(stage => {
    const image = baseImage(facts, stage);
    if (!image || !isAsked({ stage, image })) return [];
    return goCommands(stage).flatMap((command): LinkingCommand[] => {
      const flag = goFlag(command, 'tags');
      const isBuild = (command.verb === 'build' || command.verb === 'install') && command.certain && isLinux(command);
      if (!isBuild || flag === 'unknown' || (flag && flag.text === undefined) || goSetting(command, 'CC') !== undefined) return [];
      const tags = splitTags(flag?.text ?? '');
      const cgo = cgoEnabled(facts, stage, command, image);
      if (cgo === 'unknown' || !cgo.on || cgo.native !== undefined) return [];
      const needs = foldersBuilt(facts, stage, command, workspace).flatMap(folder => workspace.cgoClosure(folder, tags).needs);
      return [{ stage, image, command, tags, needs }];
    });
  });
}
