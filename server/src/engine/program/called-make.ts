/** Commands that a Dockerfile runs by make or by a script: what the file that stands in the image says, as the stage's own steps. */

import { shareOf } from '../base/budgets.js';
import { baseName, joinPath, parentOf } from '../base/paths.js';
import { type Sliced, whole } from '../base/slices.js';
import type { DockerfileFacts, StageFacts } from '../builds/dockerfile/facts.js';
import type { BuildFileFacts } from '../builds/facts.js';
import { scriptCalled } from '../shell/script-call.js';
import type { Call, StageStep } from '../shell/shell-records.js';
import { CallFollower } from './followed-calls.js';
import { foldersAt } from './image-build.js';
import { MAKEFILES, makeCall } from './make-recipes.js';
import type { WorkspaceView } from './view.js';

/** Steps that are followed from one Dockerfile: its share of those from all that are known. */
const STEPS_OF_ALL = 30_000;
const STEPS = { least: 100, most: 2000 };

/** `isPartial`: it calls more than is followed. */
export type FollowedDockerfile = DockerfileFacts & { readonly isPartial?: true };

/** The same facts where nothing calls make. What a Makefile does not say for certain is left out. */
export function withMakeRecipes(facts: DockerfileFacts, workspace: WorkspaceView): DockerfileFacts {
  return whole(takingMakeRecipes(facts, workspace));
}

/** The same in slices. */
export function* takingMakeRecipes(facts: DockerfileFacts, workspace: WorkspaceView): Sliced<FollowedDockerfile> {
  if (!facts.stages.some(s => s.steps.some(callsAnother)) || facts.stages.some(s => s.steps.some(changesMakefile))) return facts;
  const budget = { left: shareOf(STEPS_OF_ALL, workspace.dockerfiles().length, STEPS) };
  const stages: StageFacts[] = [];
  for (const stage of facts.stages) {
    const foldersOf = once((cwd: string) => foldersAt(facts, stage, cwd, workspace));
    const place = {
      makefileAt: once((cwd: string) => makefileIn(foldersOf(cwd), workspace)),
      scriptAt: once(
        (path: string) => foldersOf(parentOf(path)).flatMap(folder => workspace.buildFacts(joinPath(folder, baseName(path))) ?? [])[0],
      ),
      environmentOf: (call: Call) => call.environment,
      seen: (asked: NonNullable<ReturnType<typeof makeCall>>) =>
        MAKE_SETTINGS.some(name => asked.call.environment.get(name) !== undefined) ? undefined : asked,
    };
    const follower = new CallFollower(place, budget);
    for (const step of stage.steps) yield* follower.taking(step);
    stages.push({ ...stage, steps: follower.steps });
  }
  return { ...facts, stages, ...(budget.left <= 0 && { isPartial: true }) };
}

/** Asked many times over of few paths. */
function once<T>(of: (path: string) => T): (path: string) => T {
  const known = new Map<string, T>();
  return path => {
    if (!known.has(path)) known.set(path, of(path));
    return known.get(path)!;
  };
}

/** A call of make, or of a script. */
export const callsAnother = (step: StageStep): boolean =>
  step.kind === 'run' &&
  (makeCall(step) !== undefined || (step.command.call !== undefined && scriptCalled(step.command.words) !== undefined));

/** The first that is known in one of the folders. */
function makefileIn(folders: readonly string[], workspace: WorkspaceView): BuildFileFacts | undefined {
  return folders.flatMap(folder => MAKEFILES.flatMap(name => workspace.buildFacts(joinPath(folder, name)) ?? []))[0];
}

/** True for a step that may leave another Makefile than the one of the context: a command that names one, a copy from another name. */
function changesMakefile(step: StageStep): boolean {
  const isOne = (path: string | undefined) => path !== undefined && MAKEFILES.includes(baseName(path));
  if (step.kind === 'copy') return isOne(step.copy.destination) && !step.copy.sources.every(isOne);
  return step.kind === 'run' && [...step.command.words, ...step.command.writes].some(w => w !== undefined && NAMES_MAKEFILE.test(w));
}

const NAMES_MAKEFILE = /makefile|\.mk\b/i;
/** Make reads them by itself. */
const MAKE_SETTINGS = ['MAKEFLAGS', 'GNUMAKEFLAGS', 'MAKEFILES'];
