/** Packages that bring static libraries for glibc, in stages where the C compiler links against musl. */

import type { DockerfileFacts, StageFacts } from '../builds/dockerfile/facts.js';
import { baseImage, goCommands } from '../builds/dockerfile/stages.js';
import { type GoCommand, goFlag, goSetting, splitTags } from '../shell/go-command.js';
import type { CgoNeed } from './cgo-closure.js';
import { foldersBuilt } from './image-build.js';
import { cgoEnabled, isLinux } from './linkage.js';
import { compareModuleVersions } from './modules/module-version.js';
import type { WorkspaceView } from './view.js';

export interface GlibcOnly {
  readonly stage: StageFacts;
  readonly command: GoCommand;
  readonly need: CgoNeed;
}

/** With these tags it links another library. */
const OTHER_TAGS = ['musl', 'dynamic'];
const KAFKA = /^(?:github\.com\/confluentinc|gopkg\.in\/confluentinc)\/confluent-kafka-go(?:[/.]v\d+)?\/kafka$/;

/** Commands that surely link one. */
export function findGlibcOnly(facts: DockerfileFacts, workspace: WorkspaceView): GlibcOnly[] {
  return facts.stages.flatMap(stage => {
    const image = baseImage(facts, stage);
    if (image?.libc !== 'musl') return [];
    return goCommands(stage).flatMap((command): GlibcOnly[] => {
      const tags = goFlag(command, 'tags');
      const isBuild = (command.verb === 'build' || command.verb === 'install') && command.certain && isLinux(command);
      if (!isBuild || tags === 'unknown' || (tags && tags.text === undefined) || goSetting(command, 'CC') !== undefined) return [];
      const given = splitTags(tags?.text ?? '');
      const cgo = cgoEnabled(facts, stage, command, image);
      if (cgo === 'unknown' || !cgo.on || cgo.native !== undefined || given.some(tag => OTHER_TAGS.includes(tag))) return [];
      const needs = foldersBuilt(facts, stage, command, workspace).flatMap(folder => workspace.cgoClosure(folder, given).needs);
      return needs
        .filter(need => bringsGlibc(need, facts.path, workspace))
        .slice(0, 1)
        .map(need => ({ stage, command, need }));
    });
  });
}

/** From this release on the package brings the library; before, it links that of the image. */
const FIRST = 'v1.4.0';

/** The release that go.mod asks for has one. */
function bringsGlibc({ importPath, at }: CgoNeed, dockerfile: string, workspace: WorkspaceView): boolean {
  const module = KAFKA.test(importPath) ? workspace.module(at?.file ?? dockerfile) : undefined;
  const required = module?.requires.find(r => importPath === r.path || importPath.startsWith(`${r.path}/`));
  return required !== undefined && compareModuleVersions(required.version, FIRST) >= 0;
}
