/** What a call of make runs: the recipes of the targets it asks for and of what these ask for, as the caller's own steps. */

import { resolvePath, withoutSlash } from '../base/paths.js';
import type { MakeFacts } from '../builds/facts.js';
import type { Environment } from '../shell/environment.js';
import type { GoCommand } from '../shell/go-command.js';
import { fromOwnFolder, isOfScript } from '../shell/known-folders.js';
import type { Call, RunCommand, StageStep } from '../shell/shell-records.js';
import { within } from '../syntax/failing-commands.js';

/** Targets followed from one call: they may ask for each other in circles. */
const MAX_TARGETS = 100;
const MAX_STEPS = 2000;

export const MAKEFILES = ['GNUmakefile', 'makefile', 'Makefile'];

export interface MakeCall {
  readonly command: RunCommand;
  readonly call: Call;
  readonly directory: string;
  readonly targets: readonly string[];
  /** Variables that it gives to the Makefile. */
  readonly given: readonly string[];
}

export interface RecipeSteps {
  readonly steps: readonly StageStep[];
  /** False when it may run more than that. */
  readonly complete: boolean;
  /** Targets and steps that were looked at. */
  readonly looked: number;
}

/** The program's name. */
export const MAKE = /^g?make$/;

/** Undefined for what is no call of make, or one with flags that change recipes. */
export function makeCall(step: StageStep): MakeCall | undefined {
  if (step.kind !== 'run' || !step.command.call || !MAKE.test(step.command.name ?? '')) return undefined;
  const { command } = step;
  let directory = '.';
  const targets: string[] = [];
  const given: string[] = [];
  const words = command.words.slice(1);
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if (word === undefined) return undefined;
    const name = /^([A-Za-z_][\w.-]*)[:+?]?=/.exec(word)?.[1];
    if (name !== undefined) given.push(name);
    else if (word === '-C' || word === '--directory') directory = words[++i] ?? '.';
    else if (
      /^-(?:j\d*|s|k|B|w|r|R)$|^--(?:silent|always-make|(?:no-)?print-directory|warn-undefined-variables|no-builtin-(?:rules|variables)|trace)$/.test(
        word,
      )
    ) {
      // `-j 4` in two words.
      if (word === '-j' && /^\d+$/.test(words[i + 1] ?? '')) i++;
    } else if (word.startsWith('-') || word.includes('=')) return undefined;
    else targets.push(word);
  }
  return { command, call: step.command.call!, directory, targets, given };
}

/** Targets of each that are patterns. */
const patterns = new WeakMap<MakeFacts, readonly string[]>();

function patternsOf(make: MakeFacts): readonly string[] {
  const found = patterns.get(make) ?? [...make.targets.keys()].filter(name => name.includes('%'));
  patterns.set(make, found);
  return found;
}

/** A target of the file is a pattern that may make this one. What stands for a variable in it nobody knows. */
export function hasPatternFor(make: MakeFacts, name: string): boolean {
  return patternsOf(make).some(pattern => {
    if (name.includes('$')) return true;
    const first = pattern.search(/[%$]/);
    const last = Math.max(pattern.lastIndexOf('%'), pattern.lastIndexOf(')'), pattern.lastIndexOf('}'));
    return name.startsWith(pattern.slice(0, first)) && name.endsWith(pattern.slice(last + 1));
  });
}

/** In the order of their running. `cwd`: where the Makefile stands for the caller. `most`: steps that may be followed. */
export function recipeSteps(make: MakeFacts, asked: MakeCall, cwd: string, file: string, most: number): RecipeSteps {
  const { command: run, call } = asked;
  if (make.weak.some(name => call.environment.get(name) !== undefined)) return { steps: [], complete: false, looked: 1 };
  const base = withoutFileValues(call.environment, make);
  const seen = new Set<string>();
  const steps: StageStep[] = [];
  let [complete, looked] = [true, 0];
  const visit = (name: string, isHandedDown: boolean, isAsked: boolean): void => {
    const target = make.targets.get(name);
    if (!target && (isAsked || make.targets.has(name))) complete = false;
    // What has no recipe of its own may get one of a pattern.
    if ((target?.steps.length ?? 0) === 0 && hasPatternFor(make, name)) complete = false;
    if (!target || seen.has(name)) return;
    seen.add(name);
    if (seen.size > MAX_TARGETS || isHandedDown) complete = false;
    if (seen.size > MAX_TARGETS) return;
    for (const p of target.prerequisites) visit(p, isHandedDown || target.handsDown, false);
    if (isHandedDown) return;
    looked += target.steps.length + 1;
    // What the caller gives comes before the file's own value.
    if (asked.given.some(variable => target.uses.has(variable) || SETTINGS.test(variable)) || steps.length > MAX_STEPS || looked > most)
      complete = false;
    else steps.push(...stepsCalled(target.steps, { run, call, base, cwd, file }));
  };
  const targets = asked.targets.length > 0 || make.goal === undefined ? asked.targets : [make.goal];
  for (const name of targets) visit(name, false, true);
  return { steps, complete, looked };
}

/** Make hands down what its caller gives, also to commands that read it by themselves. */
const SETTINGS = /^(?:GO|CGO_|CC$|CXX$)/;

/** Who calls what another file says. */
export interface Caller {
  readonly run: RunCommand;
  readonly call: Call;
  /** What the commands see of the caller's environment. */
  readonly base: Environment;
  readonly cwd: string;
  /** Where a script lies for the caller. */
  readonly folder?: string;
  /** The file that the steps stand in. */
  readonly file: string;
}

/** Steps of another file as the caller's own. */
export function stepsCalled(steps: readonly StageStep[], { run, call, base, cwd, file, folder }: Caller): StageStep[] {
  const placed = (own: string | undefined) => {
    const ofScript = own === undefined || folder === undefined ? undefined : fromOwnFolder(own, folder);
    if (own === undefined || (ofScript === undefined && isOfScript(own))) return undefined;
    return withoutSlash(ofScript ?? resolvePath(cwd, `.${own}`)!);
  };
  return steps.map((step): StageStep => {
    if (step.kind === 'go') return { kind: 'go', command: goCommand(step.command) };
    if (step.kind !== 'run') return step;
    const { command } = step;
    const inner = command.call && calledFrom(command.call);
    const recipe = command.recipe ?? { file, span: command.span };
    const own = { ...command, ...failing(command), span: run.span, cwd: placed(command.cwd), ...(inner && { call: inner }), recipe };
    return { kind: 'run', command: own };
  });
  function failing({ certain, onFailure }: RunCommand | GoCommand): Pick<GoCommand, 'certain' | 'onFailure'> {
    return { certain: run.certain && certain, onFailure: within(run.onFailure, onFailure) };
  }
  /** The place where a setting may be put is the caller's, too. */
  function calledFrom({ environment, written }: Call): Call {
    return { environment: environment.over(base), written, ...(call.prefixAt !== undefined && { prefixAt: call.prefixAt }) };
  }
  function goCommand({ prefixAt: _, ...command }: GoCommand): GoCommand {
    return {
      ...command,
      span: run.span,
      ...(call.prefixAt !== undefined && { prefixAt: call.prefixAt }),
      ...failing(command),
      environment: command.environment.over(base),
      written: new Map([...call.written, ...command.written]),
      cwd: placed(command.cwd),
      flags: { ...command.flags, written: [] },
      recipe: command.recipe ?? { file, span: command.span },
    };
  }
}

/** Make hands a variable of the file down only when its caller had it; with which value then is not worked out here. */
function withoutFileValues(environment: Environment, make: MakeFacts): Environment {
  return environment.forgotten(make.unexported.filter(name => environment.get(name) !== undefined));
}
