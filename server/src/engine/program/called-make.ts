/** Commands that a Dockerfile runs by make: the recipes of the Makefile that stands in the image, as the stage's own steps. */

import { baseName, joinPath } from '../base/paths.js';
import type { DockerfileFacts, StageFacts } from '../builds/dockerfile/facts.js';
import type { BuildFileFacts } from '../builds/facts.js';
import type { StageStep } from '../shell/shell-records.js';
import { MakeFollower } from './followed-make.js';
import { foldersAt } from './image-build.js';
import { MAKEFILES, makeCall } from './make-recipes.js';
import type { WorkspaceView } from './view.js';

/** Steps that are followed from one Dockerfile. */
const MAX_STEPS = 2000;

/** The same facts where nothing calls make. What a Makefile does not say for certain is left out. */
export function withMakeRecipes(facts: DockerfileFacts, workspace: WorkspaceView): DockerfileFacts {
  if (!facts.stages.some(s => s.steps.some(makeCall)) || facts.stages.some(s => s.steps.some(changesMakefile))) return facts;
  const budget = { left: MAX_STEPS };
  const stages = facts.stages.map((stage): StageFacts => {
    const makefiles = new Map<string, BuildFileFacts | undefined>();
    const place = {
      makefileAt: (cwd: string) => {
        if (!makefiles.has(cwd)) makefiles.set(cwd, makefileIn(foldersAt(facts, stage, cwd, workspace), workspace));
        return makefiles.get(cwd);
      },
      seen: (asked: NonNullable<ReturnType<typeof makeCall>>) =>
        MAKE_SETTINGS.some(name => asked.call.environment.get(name) !== undefined) ? undefined : asked,
    };
    const follower = new MakeFollower(place, budget);
    for (const step of stage.steps) follower.take(step);
    return { ...stage, steps: follower.steps };
  });
  return { ...facts, stages };
}

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
