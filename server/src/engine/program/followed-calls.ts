/** Steps of a place with recipes of make and scripts in place of the calls, as far as these files say what they run. */

import { parentOf, resolvePath } from '../base/paths.js';
import type { Sliced } from '../base/slices.js';
import type { BuildFileFacts } from '../builds/facts.js';
import type { Environment } from '../shell/environment.js';
import { scriptCalled } from '../shell/script-call.js';
import type { Call, RunCommand, StageStep } from '../shell/shell-records.js';
import { MAKE, type MakeCall, makeCall, recipeSteps, stepsCalled } from './make-recipes.js';

/** Recipes that call make, and scripts that call scripts. */
const MAX_DEPTH = 4;

/** Then following rests. */
const STEPS_PER_SLICE = 100;

/** Steps that are followed from one file: recipes may call each other many times over. */
export interface Budget {
  left: number;
}

/** Takes steps. True when it is time to rest, whichever place of the file the steps before belonged to. */
export function isTired(budget: Budget, steps = 1): boolean {
  const before = budget.left;
  budget.left -= steps;
  return Math.ceil(before / STEPS_PER_SLICE) !== Math.ceil(budget.left / STEPS_PER_SLICE);
}

/** A call of make that may run more than is known. */
export interface UnfollowedMake {
  /** Steps up to it; the call itself counts where it is one. */
  readonly after: number;
  /** The folder that it looks for its Makefile in; undefined: unknown. */
  readonly cwd: string | undefined;
  /** The Makefile, where it is read. */
  readonly file?: BuildFileFacts;
  /** Undefined: any. */
  readonly targets?: readonly string[];
}

/** How the steps of one place are followed. */
export interface CallPlace {
  /** The Makefile that make reads in a folder of the place. */
  makefileAt(cwd: string): BuildFileFacts | undefined;
  /** What a script runs that is called by this path. */
  scriptAt(path: string): BuildFileFacts | undefined;
  /** The call as make sees it; undefined where make may read more than its words. */
  seen(asked: MakeCall): MakeCall | undefined;
  /** What a called program sees of its caller's environment. */
  environmentOf(call: Call): Environment;
}

export class CallFollower {
  readonly steps: StageStep[] = [];
  readonly unfollowed: UnfollowedMake[] = [];

  constructor(
    private readonly place: CallPlace,
    private readonly budget: Budget,
  ) {}

  /** Takes one step, or those behind it. */
  *taking(step: StageStep, depth = 0): Sliced<void> {
    if (isTired(this.budget)) yield;
    if (step.kind === 'run' && (yield* this.script(step.command, depth))) return;
    if (step.kind !== 'run' || !MAKE.test(step.command.name ?? '')) {
      this.steps.push(step);
      return;
    }
    const call = makeCall(step);
    const asked = call && this.place.seen(call);
    const cwd = call ? resolvePath(call.command.cwd, call.directory) : undefined;
    const file = cwd === undefined ? undefined : this.place.makefileAt(cwd);
    const after = this.steps.length + 1;
    const known = { after, cwd, ...(file && { file }), ...(call && { targets: call.targets }) };
    if (!asked || cwd === undefined || !file?.make || depth >= MAX_DEPTH || this.budget.left <= 0) {
      this.unfollowed.push(known);
      this.steps.push(step);
      return;
    }
    const { steps, complete, looked } = recipeSteps(file.make, asked, cwd, file.path, this.budget.left);
    if (isTired(this.budget, looked)) yield;
    if (!complete) {
      this.unfollowed.push(known);
      // The call itself stays: it may do more than its recipes.
      this.steps.push(step);
    }
    for (const inner of steps)
      if (complete || inner.kind === 'go' || (inner.kind === 'run' && inner.command.call)) yield* this.taking(inner, depth + 1);
  }

  /** True where the command runs a script that is read to its end. */
  private *script(run: RunCommand, depth: number): Sliced<boolean> {
    const { call, cwd, words } = run;
    const name = call && scriptCalled(words);
    const path = name === undefined ? undefined : resolvePath(cwd, name);
    const file = path === undefined ? undefined : this.place.scriptAt(path);
    if (!call || cwd === undefined || !file?.script || !file.complete || depth >= MAX_DEPTH || this.budget.left <= 0) return false;
    const caller = { run, call, base: this.place.environmentOf(call), cwd, folder: parentOf(path!), file: file.path };
    if (isTired(this.budget, file.script.length)) yield;
    if (this.budget.left < 0) return false;
    for (const inner of stepsCalled(file.script, caller)) yield* this.taking(inner, depth + 1);
    return true;
  }
}
