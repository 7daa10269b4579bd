/** Which programs built outside of the image its stages start, and whether they find their C library there. */

import { followArtifacts, startedFile } from '../builds/dockerfile/artifacts.js';
import type { DockerfileFacts, StageFacts } from '../builds/dockerfile/facts.js';
import { baseImage, rootStage } from '../builds/dockerfile/stages.js';
import type { OutsideBuilder } from '../builds/program-walk.js';
import type { GoCommand } from '../shell/go-command.js';
import { obstacle } from '../tables/start-table.js';
import { asBuiltFor, worldsOf } from './context-programs.js';
import { programsIn } from './image-build.js';
import { LOADER, mayGetLoader, patchesBinaries, type Unstartable } from './image-start.js';
import { linkageOn } from './linkage.js';
import type { WorkspaceView } from './view.js';
import type { ContextWorld } from './world.js';

export interface OutsideCannotStart extends Unstartable {
  readonly outside: OutsideBuilder;
  /** Nobody says where it is built. */
  readonly isAssumed: boolean;
}

/** In the order of the stages; one for each stage whose program cannot start wherever it may come from. */
export function findOutsideCannotStart(facts: DockerfileFacts, workspace: WorkspaceView): OutsideCannotStart[] {
  if (!facts.stages.some(s => mayStartOutside(facts, s)) || facts.stages.some(patchesBinaries)) return [];
  const starts = worldsOf(facts, workspace)
    .map(world => ({ world, found: startsIn(asBuiltFor(facts, world, workspace), world, workspace) }))
    .filter(s => s.found.size > 0);
  const images = new Set(starts.map(s => s.world.image));
  return facts.stages.flatMap(stage => {
    const broken = [...images].flatMap(image => {
      const own = starts.filter(s => s.world.image === image && s.found.has(stage.index)).map(s => s.found.get(stage.index));
      return own.every(s => s !== undefined) ? own : [];
    });
    // What nobody assumed comes first.
    return broken.sort((a, b) => Number(a.isAssumed) - Number(b.isAssumed)).slice(0, 1);
  });
}

/** Its image is known, and files of the build context are put into it. */
export function mayStartOutside(facts: DockerfileFacts, stage: StageFacts): boolean {
  const image = baseImage(facts, stage);
  if (!image || image.libc === 'unknown' || image.go) return false;
  return facts.stages.some(s => s.steps.some(step => step.kind === 'copy' && !step.copy.from && !step.copy.inline));
}

/** By stage; undefined for one that may start. */
function startsIn(
  facts: DockerfileFacts,
  world: ContextWorld,
  workspace: WorkspaceView,
): ReadonlyMap<number, OutsideCannotStart | undefined> {
  const all = followArtifacts(facts, programsIn(facts, workspace), world.files);
  const found = new Map<number, OutsideCannotStart | undefined>();
  for (const [i, stage] of facts.stages.entries()) {
    const files = all[i]!;
    const started = startedFile(stage, files);
    const image = baseImage(facts, stage);
    if (!started?.artifact.outside || !image) continue;
    const { command } = started.artifact;
    const outside = builderOf(started.artifact.outside, command, workspace);
    const folder = world.folderOf(started.artifact);
    const closureOf = (tags: readonly string[]) => (folder === undefined ? undefined : workspace.cgoClosure(folder, tags));
    const { machine } = world;
    const linkage = machine && command.certain ? linkageOn(machine, command, closureOf) : undefined;
    const needs = linkage?.kind === 'dynamic' ? { loader: linkage.libc } : undefined;
    const lacking = needs && image.libc !== 'unknown' ? obstacle(needs, image, undefined) : undefined;
    const isBroken = lacking && !mayGetLoader(facts, stage, files, LOADER);
    const root = rootStage(facts, stage);
    found.set(
      i,
      isBroken && linkage?.kind === 'dynamic' && needs && machine
        ? {
            stage,
            root,
            image,
            started,
            linkage,
            needs,
            lacking,
            outside,
            isAssumed: machine.isAssumed,
            ...(folder !== undefined && { folder }),
          }
        : undefined,
    );
  }
  return found;
}

/** The unit that the command is written in: a target that another one asks for. */
export function builderOf(by: OutsideBuilder, command: GoCommand, workspace: WorkspaceView): OutsideBuilder {
  const { file, span } = command.recipe ?? { file: by.file, span: command.span };
  const unit = workspace.buildFacts(file)?.units.find(u => u.commands.some(c => c.span === span));
  return unit ? { file, kind: unit.kind, name: unit.name } : by;
}
