/** Go commands that a Dockerfile runs by make: the recipes of the Makefile that stands in the image, as the stage's own commands. */

import { resolvePath, withoutSlash } from '../base/paths.js';
import type { DockerfileFacts, StageFacts } from '../builds/dockerfile/facts.js';
import type { MakeFacts, MakeTarget } from '../builds/facts.js';
import type { Environment } from '../shell/environment.js';
import type { GoCommand } from '../shell/go-command.js';
import type { Call, RunCommand, StageStep } from '../shell/shell-records.js';
import { foldersAt } from './image-build.js';
import type { WorkspaceView } from './view.js';

/** Targets followed from one call: they may ask for each other in circles. */
const MAX_TARGETS = 100;

const MAKEFILES = ['GNUmakefile', 'makefile', 'Makefile'];

/** The same facts where nothing calls make. What a Makefile does not say for certain is left out. */
export function withMakeRecipes(facts: DockerfileFacts, workspace: WorkspaceView): DockerfileFacts {
  const callsMake = facts.stages.some(s => s.steps.some(step => step.kind === 'run' && step.command.call));
  if (!callsMake) return facts;
  const stages = facts.stages.map((stage): StageFacts => {
    const steps = stage.steps.flatMap((step): StageStep[] => [step, ...called(facts, stage, step, workspace)]);
    return { ...stage, steps };
  });
  return { ...facts, stages };
}

function called(facts: DockerfileFacts, stage: StageFacts, step: StageStep, workspace: WorkspaceView): StageStep[] {
  if (step.kind !== 'run' || !step.command.call) return [];
  const { command } = step;
  const asked = readArguments(command.words.slice(1));
  const cwd = asked && resolvePath(command.cwd, asked.directory);
  if (!asked || cwd === undefined) return [];
  for (const folder of foldersAt(facts, stage, cwd, workspace)) {
    const file = MAKEFILES.map(name => (folder === '' ? name : `${folder}/${name}`)).find(path => workspace.buildFacts(path));
    if (file === undefined) continue;
    const make = workspace.buildFacts(file)?.make;
    const targets = asked.targets.length > 0 || make?.goal === undefined ? asked.targets : [make.goal];
    return make ? commandsOf(make, targets, command, command.call!, cwd, file).map(c => ({ kind: 'go', command: c })) : [];
  }
  return [];
}

interface MakeArguments {
  readonly directory: string;
  readonly targets: readonly string[];
}

/** Undefined for anything but targets, a folder and flags that change no recipe. */
function readArguments(words: readonly (string | undefined)[]): MakeArguments | undefined {
  let directory = '.';
  const targets: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if (word === undefined || word.includes('=')) return undefined;
    if (word === '-C' || word === '--directory') directory = words[++i] ?? '.';
    else if (/^-(?:j\d*|s|k|B)$|^--(?:silent|always-make|no-print-directory)$/.test(word)) {
      // `-j 4` in two words.
      if (word === '-j' && /^\d+$/.test(words[i + 1] ?? '')) i++;
    } else if (word.startsWith('-')) return undefined;
    else targets.push(word);
  }
  return { directory, targets };
}

/** The commands of the targets' recipes and of what these ask for, in the order of their running. */
function commandsOf(
  make: MakeFacts,
  targets: readonly string[],
  run: RunCommand,
  call: Call,
  cwd: string,
  file: string,
): readonly GoCommand[] {
  if (make.weak.some(name => call.environment.get(name) !== undefined)) return [];
  const base = withoutFileValues(call.environment, make);
  const seen = new Set<string>();
  const out: GoCommand[] = [];
  const visit = (name: string, isHandedDown: boolean): void => {
    const target = make.targets.get(name);
    if (!target || seen.has(name) || seen.size > MAX_TARGETS) return;
    seen.add(name);
    for (const p of target.prerequisites) visit(p, isHandedDown || target.handsDown);
    if (!isHandedDown) out.push(...recipeOf(target, run, call, base, cwd, file));
  };
  for (const name of targets) visit(name, false);
  return out;
}

function recipeOf(target: MakeTarget, run: RunCommand, call: Call, base: Environment, cwd: string, file: string): GoCommand[] {
  return (target.recipe?.commands ?? []).map(command => {
    const { prefixAt: _, ...rest } = command;
    const below = command.cwd === undefined ? undefined : withoutSlash(resolvePath(cwd, `.${command.cwd}`)!);
    return {
      ...rest,
      span: run.span,
      ...(call.prefixAt !== undefined && { prefixAt: call.prefixAt }),
      certain: run.certain && command.certain,
      environment: command.environment.over(base),
      written: new Map([...call.written, ...command.written]),
      cwd: below,
      flags: { ...command.flags, written: [] },
      recipe: { file, span: command.span },
    };
  });
}

/** Make hands a variable of the file down only when its caller had it; with which value then is not worked out here. */
function withoutFileValues(environment: Environment, make: MakeFacts): Environment {
  return environment.forgotten(make.unexported.filter(name => environment.get(name) !== undefined));
}
