/** What is run from one place to its end: a job, a target, a script, with the recipes of make that it calls. */

import { joinPath, resolvePath } from '../base/paths.js';
import type { BuildFileFacts, BuildUnit, UnitImage, UnitKind } from '../builds/facts.js';
import type { StageStep } from '../shell/shell-records.js';
import { rootOf } from './build-contexts.js';
import { MAKEFILES, makeCall, recipeSteps } from './make-recipes.js';

/** Paths of its steps begin at the folder that it starts in, which is `/` there. */
export interface Run {
  readonly file: BuildFileFacts;
  readonly kind: UnitKind;
  readonly name: string;
  /** Undefined for a target of make. */
  readonly unit?: BuildUnit;
  readonly steps: readonly StageStep[];
  readonly images: readonly UnitImage[];
  /** False when it calls something that nobody read. */
  readonly complete: boolean;
}

/** Recipes that call make. */
const MAX_DEPTH = 4;
/** Steps that are followed from one file: recipes may call each other many times over. */
const MAX_STEPS = 10_000;

interface Budget {
  left: number;
}

const known = new WeakMap<readonly BuildFileFacts[], readonly Run[]>();

/** Those of all these files, each target of make among them. */
export function runsIn(files: readonly BuildFileFacts[]): readonly Run[] {
  let runs = known.get(files);
  if (!runs) {
    const byPath = new Map(files.map(file => [file.path, file]));
    runs = files.flatMap(file => runsOf(file, byPath));
    known.set(files, runs);
  }
  return runs;
}

type ByPath = ReadonlyMap<string, BuildFileFacts>;

function runsOf(file: BuildFileFacts, byPath: ByPath): readonly Run[] {
  const budget = { left: MAX_STEPS };
  if (file.kind === 'makefile') return makeRuns(file, byPath, budget);
  return file.units.flatMap((unit): Run[] => {
    if (!unit.steps || unit.steps.length === 0) return [];
    const follow = new Follower(file, byPath, budget);
    const images = (unit.images ?? []).map(i => i.after);
    // Where the steps of the unit end in the longer list.
    const ends = [0];
    for (const step of unit.steps) {
      follow.take(step, 0);
      ends.push(follow.steps.length);
    }
    const placed = (unit.images ?? []).map((image, i) => ({ ...image, after: ends[images[i]!] ?? follow.steps.length }));
    return [{ file, kind: unit.kind, name: unit.name, unit, steps: follow.steps, images: placed, complete: follow.complete }];
  });
}

function makeRuns(file: BuildFileFacts, byPath: ByPath, budget: Budget): readonly Run[] {
  const { make } = file;
  if (!make) return [];
  return [...make.targets].flatMap(([name, target]): Run[] => {
    if (!target || name.includes('%')) return [];
    const follow = new Follower(file, byPath, budget);
    const seen = new Set<string>();
    const visit = (asked: string): void => {
      const found = make.targets.get(asked);
      if (seen.has(asked) || seen.size > 100 || budget.left-- <= 0) return;
      seen.add(asked);
      if (!found) {
        if (make.targets.has(asked)) follow.complete = false;
        return;
      }
      if (found.handsDown && found.prerequisites.length > 0) follow.complete = false;
      for (const p of found.prerequisites) visit(p);
      for (const step of found.steps) follow.take(step, 0);
    };
    visit(name);
    return [{ file, kind: 'make target', name, steps: follow.steps, images: [], complete: follow.complete }];
  });
}

class Follower {
  readonly steps: StageStep[] = [];
  complete = true;

  constructor(
    private readonly file: BuildFileFacts,
    private readonly byPath: ByPath,
    private readonly budget: Budget,
  ) {}

  take(step: StageStep, depth: number): void {
    if (this.budget.left-- <= 0) {
      this.complete = false;
      return;
    }
    const asked = makeCall(step);
    if (asked) this.make(asked, depth);
    else {
      // A call of make with words that nobody knows.
      if (step.kind === 'run' && /^g?make$/.test(step.command.name ?? '')) this.complete = false;
      this.steps.push(unset(step));
    }
  }

  private make(asked: NonNullable<ReturnType<typeof makeCall>>, depth: number): void {
    const cwd = resolvePath(asked.command.cwd, asked.directory);
    const folder = cwd === undefined ? undefined : joinPath(rootOf(this.file.path), cwd);
    const file = folder === undefined ? undefined : MAKEFILES.map(name => this.byPath.get(joinPath(folder, name))).find(f => f?.make);
    if (!file || depth >= MAX_DEPTH) {
      this.complete = false;
      return;
    }
    const call = { ...asked.call, environment: asked.call.environment.assumingUnset() };
    const { steps, complete } = recipeSteps(file.make!, { ...asked, call }, cwd!, file.path);
    this.complete &&= complete;
    this.budget.left -= steps.length;
    for (const step of steps) this.take(step, depth + 1);
  }
}

/** What no line sets is unset: nobody can tell what else a caller has in its environment. */
function unset(step: StageStep): StageStep {
  if (step.kind !== 'go') return step;
  return { kind: 'go', command: { ...step.command, environment: step.command.environment.assumingUnset() } };
}

/** The folder that `/` stands for in a run's steps. */
export const folderOf = ({ file }: Run): string => rootOf(file.path);
