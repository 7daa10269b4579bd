/** Commands that a Dockerfile runs by make: the recipes of the Makefile that stands in the image, as the stage's own steps. */

import { baseName, joinPath, resolvePath } from '../base/paths.js';
import type { DockerfileFacts, StageFacts } from '../builds/dockerfile/facts.js';
import type { StageStep } from '../shell/shell-records.js';
import { foldersAt } from './image-build.js';
import { MAKEFILES, makeCall, recipeSteps } from './make-recipes.js';
import type { WorkspaceView } from './view.js';

/** Recipes that call make. */
const MAX_DEPTH = 4;
/** Steps that are followed from one Dockerfile: recipes may call each other many times over. */
const MAX_STEPS = 2000;

interface Budget {
  left: number;
}

/** The same facts where nothing calls make. What a Makefile does not say for certain is left out. */
export function withMakeRecipes(facts: DockerfileFacts, workspace: WorkspaceView): DockerfileFacts {
  if (!facts.stages.some(s => s.steps.some(makeCall)) || facts.stages.some(s => s.steps.some(changesMakefile))) return facts;
  const budget = { left: MAX_STEPS };
  const stages = facts.stages.map((stage): StageFacts => {
    const steps = stage.steps.flatMap(step => called(facts, stage, step, workspace, budget, 0));
    return { ...stage, steps };
  });
  return { ...facts, stages };
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

/** The call itself stays where it may do more than its recipes. */
function called(
  facts: DockerfileFacts,
  stage: StageFacts,
  step: StageStep,
  workspace: WorkspaceView,
  budget: Budget,
  depth: number,
): StageStep[] {
  const asked = depth < MAX_DEPTH && budget.left > 0 ? makeCall(step) : undefined;
  const cwd = asked && resolvePath(asked.command.cwd, asked.directory);
  if (!asked || cwd === undefined || MAKE_SETTINGS.some(name => asked.call.environment.get(name) !== undefined)) return [step];
  for (const folder of foldersAt(facts, stage, cwd, workspace)) {
    const file = MAKEFILES.map(name => joinPath(folder, name)).find(path => workspace.buildFacts(path));
    if (file === undefined) continue;
    const make = workspace.buildFacts(file)?.make;
    if (!make) return [step];
    const { steps, complete } = recipeSteps(make, asked, cwd, file);
    budget.left -= steps.length + 1;
    const inner = steps.flatMap(s => called(facts, stage, s, workspace, budget, depth + 1));
    return complete ? inner : [step, ...inner.filter(s => s.kind === 'go')];
  }
  return [step];
}
