/** bash, where a script that RUN calls by its path, or the Makefile of a `make`, asks for it and the image does not have it. */

import { baseName, joinPath, parentOf, resolvePath } from '../base/paths.js';
import type { DockerfileFacts, StageFacts } from '../builds/dockerfile/facts.js';
import { baseImage, stepsOf } from '../builds/dockerfile/stages.js';
import type { MakeFacts } from '../builds/facts.js';
import type { RunCommand, StageStep } from '../shell/shell-records.js';
import { programsLacking } from '../tables/image-programs.js';
import { contextsOf, foldersAt } from './image-build.js';
import { mayBring, mayFindElsewhere, setsPath } from './lacking-programs.js';
import { MAKEFILES, makeCall } from './make-recipes.js';
import { lastCopy, mayWrite } from './started-script.js';
import type { WorkspaceView } from './view.js';

export interface LackingInterpreter {
  readonly stage: StageFacts;
  readonly command: RunCommand;
  readonly by: 'script' | 'makefile';
  /** As the command names it, or as the Makefile is called. */
  readonly name: string;
  /** The file that asks for it. */
  readonly file: string;
}

const BASH = /^(?:#!\s*)?(?:\/usr)?(?:\/local)?(?:\/bin\/bash|\/bin\/env\s+(?:-S\s+)?bash|bash)(?:\s|$)/;

/** Steps of a stage that are looked at: the way back to the file of each takes a walk over all copies. */
const MAX_STEPS = 100;

/** The first of each stage, in its order. */
export function lackingInterpreters(facts: DockerfileFacts, workspace: WorkspaceView): LackingInterpreter[] {
  return facts.stages.flatMap(stage => {
    const image = baseImage(facts, stage);
    if (!image || !programsLacking(image).includes('bash') || setsPath(stage)) return [];
    const all = stepsOf(facts, stage);
    const inherited = all.length - stage.steps.length;
    for (const [i, step] of stage.steps.slice(0, MAX_STEPS).entries()) {
      const asked = step.kind === 'run' && step.command.certain ? askedBy(step, facts, stage, workspace) : undefined;
      if (!asked || step.kind !== 'run') continue;
      const before = all.slice(0, inherited + i);
      const isOther = before.some(s => mayBring(s, 'bash') || mayWrite(s, asked.file));
      return isOther || mayFindElsewhere(step.command, 'bash') ? [] : [{ stage, command: step.command, ...asked }];
    }
    return [];
  });
}

type Asked = Pick<LackingInterpreter, 'by' | 'name' | 'file'>;

function askedBy(
  step: Extract<StageStep, { kind: 'run' }>,
  facts: DockerfileFacts,
  stage: StageFacts,
  workspace: WorkspaceView,
): Asked | undefined {
  const [word] = step.command.words;
  const call = makeCall(step);
  if (call) {
    const folder = resolvePath(step.command.cwd, call.directory);
    const file = folder === undefined || call.given.includes('SHELL') ? undefined : makefileIn(folder, facts, stage, workspace);
    const make = file === undefined ? undefined : workspace.buildFacts(file)?.make;
    const isAsked = make?.shell !== undefined && BASH.test(make.shell) && hasRecipe(make, call.targets);
    return isAsked && file !== undefined ? { by: 'makefile', name: baseName(file), file } : undefined;
  }
  const path = word?.includes('/') ? resolvePath(step.command.cwd, word) : undefined;
  if (path === undefined) return undefined;
  const files = filesAt(path, facts, stage, workspace);
  const lines = files.flatMap(file => {
    const line = workspace.text(file)?.split('\n', 1)[0];
    return line === undefined ? [] : [{ file, line }];
  });
  const [first] = lines;
  return first && lines.every(({ line }) => line.startsWith('#!') && BASH.test(line))
    ? { by: 'script', name: word!, file: first.file }
    : undefined;
}

/** Of a path in the image; none where the last copy to it takes another file. */
function filesAt(path: string, facts: DockerfileFacts, stage: StageFacts, workspace: WorkspaceView): string[] {
  const files = foldersAt(facts, stage, parentOf(path), workspace).map(folder => joinPath(folder, baseName(path)));
  const last = lastCopy(facts, stage, path);
  if (!last || (last.copy.from && !last.copy.inline)) return files;
  if (last.copy.inline || last.origin === '') return [];
  const taken = contextsOf(facts.path).map(context => joinPath(context, last.origin));
  return files.filter(file => taken.includes(file));
}

function makefileIn(folder: string, facts: DockerfileFacts, stage: StageFacts, workspace: WorkspaceView): string | undefined {
  const files = MAKEFILES.flatMap(name => filesAt(resolvePath(folder, name) ?? name, facts, stage, workspace));
  return files.find(file => workspace.buildFacts(file) !== undefined);
}

/** A target that is asked for, or one that it asks for, runs something: make starts its shell for each line. */
function hasRecipe({ goal, targets }: MakeFacts, asked: readonly string[]): boolean {
  const names = asked.length > 0 || goal === undefined ? asked : [goal];
  const found = names.flatMap(name => targets.get(name) ?? []);
  return found.some(t => t.steps.length > 0 || t.prerequisites.some(p => (targets.get(p)?.steps.length ?? 0) > 0));
}
