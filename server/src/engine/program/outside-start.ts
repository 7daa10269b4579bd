/** Which programs built outside of the image its stages start, and whether they find their C library there. */

import type { DockerfileFacts } from '../builds/dockerfile/facts.js';
import type { OutsideBuilder } from '../builds/program-walk.js';
import { glibcOf } from '../tables/images.js';
import { obstacle } from '../tables/start-table.js';
import { glibcAsked, LOADER, LOADER_OR_RELEASE, mayGetLoader, patchesBinaries, type Unstartable } from './image-start.js';
import { linkageOn } from './linkage.js';
import { type OutsideProgram, outsidePrograms } from './outside-programs.js';
import type { WorkspaceView } from './view.js';

export interface OutsideCannotStart extends Unstartable {
  readonly outside: OutsideBuilder;
  /** Nobody says where it is built. */
  readonly isAssumed: boolean;
}

/** In the order of the stages; one for each stage whose program cannot start wherever it may come from. */
export function findOutsideCannotStart(facts: DockerfileFacts, workspace: WorkspaceView): OutsideCannotStart[] {
  if (facts.stages.some(patchesBinaries)) return [];
  const groups = outsidePrograms(facts, workspace);
  return facts.stages.flatMap(({ index }) => {
    const broken = groups
      .filter(([program]) => program!.stage.index === index)
      .flatMap(group => {
        const own = counting(group).map(program => cannotStart(program, workspace));
        return own.every(found => found !== undefined) ? own : [];
      });
    // What nobody assumed comes first.
    return broken.sort((a, b) => Number(a.isAssumed) - Number(b.isAssumed)).slice(0, 1);
  });
}

/** Without those of a target that a job calls: where it runs then is known. */
function counting(group: readonly OutsideProgram[]): readonly OutsideProgram[] {
  // What stands in an included file has the place of the line that includes it, so the record of the place tells.
  const placeOf = ({ started }: OutsideProgram) => started.artifact.command.recipe?.span ?? started.artifact.command.span;
  const known = new Set(group.filter(p => p.world.machine?.isAssumed === false).map(placeOf));
  return group.filter(p => p.world.machine?.isAssumed !== true || !known.has(placeOf(p)));
}

/** Undefined for one that may start. */
function cannotStart(program: OutsideProgram, workspace: WorkspaceView): OutsideCannotStart | undefined {
  const { stage, root, image, started, folder, outside, files, facts } = program;
  const { machine } = program.world;
  const { command } = started.artifact;
  const closureOf = (tags: readonly string[]) => (folder === undefined ? undefined : workspace.cgoClosure(folder, tags));
  const linkage = machine && command.certain ? linkageOn(machine, command, closureOf) : undefined;
  if (!machine || linkage?.kind !== 'dynamic' || image.libc === 'unknown') return undefined;
  const needs = { loader: linkage.libc, glibc: glibcAsked(machine.glibc, machine.compilesStd ?? false, linkage) };
  const imageGlibc = root.from.image && glibcOf(root.from.image);
  const lacking = obstacle(needs, image, imageGlibc);
  if (!lacking || mayGetLoader(facts, stage, files, lacking === 'a newer glibc' ? LOADER_OR_RELEASE : LOADER)) return undefined;
  const { isAssumed } = machine;
  const known = { ...(imageGlibc !== undefined && { imageGlibc }), ...(folder !== undefined && { folder }) };
  return { stage, root, image, started, linkage, needs, lacking, outside, isAssumed, ...known };
}
