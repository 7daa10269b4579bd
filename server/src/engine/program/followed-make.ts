/** Steps of a place with the recipes of make in place of the calls, as far as the Makefiles say what they run. */

import { resolvePath } from '../base/paths.js';
import type { BuildFileFacts } from '../builds/facts.js';
import type { StageStep } from '../shell/shell-records.js';
import { MAKE, type MakeCall, makeCall, recipeSteps } from './make-recipes.js';

/** Recipes that call make. */
const MAX_DEPTH = 4;

/** Steps that are followed from one file: recipes may call each other many times over. */
export interface Budget {
  left: number;
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
export interface MakePlace {
  /** The Makefile that make reads in a folder of the place. */
  makefileAt(cwd: string): BuildFileFacts | undefined;
  /** The call as make sees it; undefined where make may read more than its words. */
  seen(asked: MakeCall): MakeCall | undefined;
}

export class MakeFollower {
  readonly steps: StageStep[] = [];
  readonly unfollowed: UnfollowedMake[] = [];

  constructor(
    private readonly place: MakePlace,
    private readonly budget: Budget,
  ) {}

  take(step: StageStep, depth = 0): void {
    this.budget.left--;
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
    const { steps, complete } = recipeSteps(file.make, asked, cwd, file.path);
    if (!complete) {
      this.unfollowed.push(known);
      // The call itself stays: it may do more than its recipes.
      this.steps.push(step);
    }
    for (const inner of steps)
      if (complete || inner.kind === 'go' || (inner.kind === 'run' && inner.command.call)) this.take(inner, depth + 1);
  }
}
