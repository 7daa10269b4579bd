/** Programs that something outside of the image builds and that its stages start, for each way in which they may come there. */

import { followArtifacts, startedFile } from '../builds/dockerfile/artifacts.js';
import type { DockerfileFacts, StageFacts } from '../builds/dockerfile/facts.js';
import { baseImage, rootStage } from '../builds/dockerfile/stages.js';
import type { OutsideBuilder, StageFiles } from '../builds/program-walk.js';
import type { GoCommand } from '../shell/go-command.js';
import { asBuiltFor, worldsOf } from './context-programs.js';
import { programsIn } from './image-build.js';
import { isImageGiven, type Start } from './image-start.js';
import { startedByScript } from './started-by-script.js';
import type { WorkspaceView } from './view.js';
import type { ContextWorld } from './world.js';

export interface OutsideProgram extends Start {
  /** The Dockerfile as this build reads it. */
  readonly facts: DockerfileFacts;
  /** All programs in the image, by path. */
  readonly files: StageFiles;
  readonly outside: OutsideBuilder;
  readonly world: ContextWorld;
  /** Of the main package, when it was found. */
  readonly folder?: string;
}

/** In the order of the stages; each member holds what may stand in one image of a stage: whatever is said must hold for all of it. */
export function outsidePrograms(facts: DockerfileFacts, workspace: WorkspaceView): readonly (readonly OutsideProgram[])[] {
  if (!facts.stages.some(s => mayStartOutside(facts, s))) return [];
  const all = worldsOf(facts, workspace).flatMap(world => programsOf(asBuiltFor(facts, world, workspace), world, workspace));
  const images = [...new Set(all.map(p => p.world.image))];
  return facts.stages.flatMap(({ index }) =>
    images.map(image => all.filter(p => p.stage.index === index && p.world.image === image)).filter(group => group.length > 0),
  );
}

/** Its image is known, and files of the build context are put into it. */
export function mayStartOutside(facts: DockerfileFacts, stage: StageFacts): boolean {
  const image = baseImage(facts, stage);
  if (!image || image.libc === 'unknown' || image.go) return false;
  return facts.stages.some(s => s.steps.some(step => step.kind === 'copy' && !step.copy.from && !step.copy.inline));
}

function programsOf(facts: DockerfileFacts, world: ContextWorld, workspace: WorkspaceView): OutsideProgram[] {
  const all = followArtifacts(facts, programsIn(facts, workspace), world.files);
  return facts.stages.flatMap((stage, i): OutsideProgram[] => {
    const files = all[i]!;
    const started = startedFile(stage, files) ?? startedByScript(facts, stage, files, workspace);
    const image = baseImage(facts, stage);
    if (!started?.artifact.outside || !image || isImageGiven(facts, stage, workspace)) return [];
    const outside = builderOf(started.artifact.outside, started.artifact.command, workspace);
    const folder = world.folderOf(started.artifact);
    const root = rootStage(facts, stage);
    return [{ facts, stage, root, image, started, files, outside, world, ...(folder !== undefined && { folder }) }];
  });
}

/** The unit that the command is written in: a target that another one asks for. */
function builderOf(by: OutsideBuilder, command: GoCommand, workspace: WorkspaceView): OutsideBuilder {
  const { file, span } = command.recipe ?? { file: by.file, span: command.span };
  const unit = workspace.buildFacts(file)?.units.find(u => u.commands.some(c => c.span === span));
  return unit ? { file, kind: unit.kind, name: unit.name } : by;
}
