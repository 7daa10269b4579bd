/** Makefiles: one unit for each target whose recipe runs go. Variables are taken as the file gives them; a caller may give others. */

import type { Sliced } from '../base/slices.js';
import type { BashParser } from '../syntax/bash.js';
import { containerUnits } from './container-units.js';
import type { BuildUnit, MakeFacts, MakeTarget } from './facts.js';
import { type Included, MakefileReader, type MakeRule } from './makefile-reader.js';
import { PATCHES } from './patches.js';
import { ANY_SCRIPT, mayBuild, runningScripts, shellState, substitute } from './shell-unit.js';
import { experimentsOf, openEnvironment } from './values.js';

/** Longer files are not read (UTF-16 units). */
const MAX_MAKEFILE = 256 * 1024;

interface MakefileFacts {
  readonly units: BuildUnit[];
  readonly includes?: readonly string[];
  readonly make?: MakeFacts;
  readonly complete: boolean;
  readonly isTooLong?: boolean;
}

/** `included`: texts of files that it includes, where they are known. */
export function* readMakefile(text: string, bash: BashParser, included?: Included): Sliced<MakefileFacts> {
  if (text.length > MAX_MAKEFILE) return { units: [], complete: false, isTooLong: true };
  const file = new MakefileReader(text, included);
  yield* file.reading();
  const settings = file.variables.exportedSettings();
  const shared = openEnvironment(settings);
  const sharedExperiments = experimentsOf(settings);
  const targets = new Map<string, MakeTarget | undefined>();
  let complete = true;
  const units: BuildUnit[] = [];
  for (const rule of file.rules) {
    yield;
    const own = file.variables.targetSettings(rule.target);
    const environment = shared.plus(own);
    const scripts = rule.lines.map(line => substitute(line, file.variables.holes(line.text, rule.target)));
    const outcome = yield* runningScripts(bash, scripts, shellState(environment, '/'), file.oneShell, ANY_SCRIPT);
    complete &&= outcome.complete;
    const target = targetOf(file, rule, outcome.steps);
    targets.set(rule.target, targets.has(rule.target) ? bothRules(targets.get(rule.target), target) : target);
    const inContainers = containerUnits(rule.target, outcome.steps);
    units.push(...inContainers);
    if (outcome.commands.length === 0) continue;
    const experiments = [...sharedExperiments, ...experimentsOf(own), ...outcome.experiments];
    const { commands, steps } = outcome;
    units.push({ kind: 'make target', name: rule.target, span: rule.span, environment, commands, steps, experiments });
  }
  const isTooLong = file.variables.isExhausted;
  complete &&= !isTooLong;
  const goal = file.rules.find(r => !r.target.includes('%') && !r.target.includes('$'))?.target;
  const shell = file.variables.expand(file.variables.get('SHELL')?.text ?? '');
  const make = { ...(shell && { shell }), targets, ...file.variables.variableNames(), ...(goal !== undefined && { goal }) };
  const isOfInterest = units.length > 0 || [...targets.values()].some(t => t?.steps.some(mayBuild));
  const includes = file.includes.length > 0 ? { includes: file.includes } : {};
  return {
    units,
    complete,
    isTooLong,
    ...includes,
    ...(file.selfContained && !isTooLong && isOfInterest && !PATCHES.test(text) && { make }),
  };
}

/** Undefined where it hangs on more than this file says. Prerequisites that nobody can tell are left out. */
function targetOf(file: MakefileReader, rule: MakeRule, steps: MakeTarget['steps']): MakeTarget | undefined {
  const own = file.variables.ownVariables(rule.target);
  if (rule.branched || own === 'weak') return undefined;
  const words = rule.prerequisites.replace('|', ' ').split(/\s+/);
  const prerequisites = words.flatMap(w => file.variables.names(w) ?? []);
  const uses = file.variables.namesIn(rule.lines);
  return { span: rule.span, prerequisites, handsDown: own === 'some', steps, uses };
}

/** A target may have several rules; one of them has the recipe. */
function bothRules(a: MakeTarget | undefined, b: MakeTarget | undefined): MakeTarget | undefined {
  if (!a || !b || (a.steps.length > 0 && b.steps.length > 0)) return undefined;
  return { ...(b.steps.length > 0 ? b : a), prerequisites: [...a.prerequisites, ...b.prerequisites] };
}
