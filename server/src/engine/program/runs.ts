/** What is run from one place to its end: a job, a target, a script, with the recipes of make that it calls. */

import { shareOf } from '../base/budgets.js';
import { joinPath } from '../base/paths.js';
import { SharedWork, type Sliced, whole } from '../base/slices.js';
import type { BuildFileFacts, BuildUnit, JobArtifact, UnitImage, UnitKind } from '../builds/facts.js';
import type { Call, StageStep } from '../shell/shell-records.js';
import { rootOf } from './build-contexts.js';
import { type Budget, CallFollower, isTired, type UnfollowedMake } from './followed-calls.js';
import { MAKEFILES, type MakeCall } from './make-recipes.js';

/** Paths of its steps begin at the folder that it starts in, which is `/` there. */
export interface Run {
  readonly file: BuildFileFacts;
  readonly kind: UnitKind;
  readonly name: string;
  /** Undefined for a target of make. */
  readonly unit?: BuildUnit;
  readonly steps: readonly StageStep[];
  readonly images: readonly UnitImage[];
  readonly artifacts?: readonly JobArtifact[];
  /** Other tasks come before: what it builds belongs to the run of them all. */
  readonly isPart?: true;
  /** Where it may run more than these steps. */
  readonly unfollowed: readonly UnfollowedMake[];
  /** Of a script that somebody runs by hand: the folder of the workspace, and those that are nearer to it. */
  readonly start?: { readonly folder: string; readonly nearer: readonly string[] };
}

/** Steps that are followed from one file: its share of those from all files, which may call each other. */
const STEPS_OF_ALL = 40_000;
const STEPS = { least: 200, most: 10_000 };
/** Steps that are followed from one script that is run by hand. */
export const STEPS_OF_SCRIPT = 200;
/** Targets that one asks for. */
const MAX_TARGETS = 100;

/** Files, targets or units, then their reading rests. */
const RUNS_PER_SLICE = 50;

export interface Followed {
  readonly runs: readonly Run[];
  /** Files of which not all steps are followed. */
  readonly partial: readonly string[];
}

const known = new WeakMap<readonly BuildFileFacts[], SharedWork<Followed>>();

/** Those of all these files, each target of make among them. */
export function runsIn(files: readonly BuildFileFacts[]): readonly Run[] {
  return whole(readingRuns(files)).runs;
}

/** The same in slices. */
export function readingRuns(files: readonly BuildFileFacts[]): Sliced<Followed> {
  let work = known.get(files);
  if (!work) {
    work = new SharedWork(() => followingAll(files));
    known.set(files, work);
  }
  return work.taking();
}

function* followingAll(files: readonly BuildFileFacts[]): Sliced<Followed> {
  const world = filesOf(files);
  const most = shareOf(STEPS_OF_ALL, files.length, STEPS);
  const found: { runs: readonly Run[]; left: number }[] = [];
  for (const [i, file] of files.entries()) {
    if (i % RUNS_PER_SLICE === RUNS_PER_SLICE - 1) yield;
    found.push(yield* following(file, world, most));
  }
  // What most files leave of their shares is for the others.
  const rest = found.reduce((n, { left }) => n + Math.max(0, left), 0);
  const more = most + shareOf(rest, found.filter(isPartial).length, { least: 0, most: STEPS.most - most });
  for (const [i, file] of files.entries()) if (isPartial(found[i]!)) found[i] = yield* following(file, world, more);
  return { runs: found.flatMap(({ runs }) => runs), partial: files.flatMap((file, i) => (isPartial(found[i]!) ? [file.path] : [])) };
}

const isPartial = ({ left }: { readonly left: number }): boolean => left <= 0;

function* following(file: BuildFileFacts, files: Files, steps: number): Sliced<{ runs: readonly Run[]; left: number }> {
  const budget = { left: steps };
  return { runs: yield* runsOf(file, files, budget), left: budget.left };
}

export const filesOf = (files: readonly BuildFileFacts[]): Files => ({
  byPath: new Map(files.map(file => [file.path, file])),
  makefiles: new Map(),
});

export interface Files {
  readonly byPath: ReadonlyMap<string, BuildFileFacts>;
  /** By the folder that make is called in. */
  readonly makefiles: Map<string, BuildFileFacts | undefined>;
}

function* runsOf(file: BuildFileFacts, files: Files, budget: Budget): Sliced<readonly Run[]> {
  if (file.kind === 'makefile') return yield* makeRuns(file, files, budget);
  const out: Run[] = file.kind === 'taskfile' ? [...(yield* taskRuns(file, files, budget))] : [];
  const joined = new Set(out.map(run => run.name));
  for (const [i, unit] of file.units.entries()) {
    if (i % RUNS_PER_SLICE === RUNS_PER_SLICE - 1) yield;
    if (unit.steps && (unit.steps.length > 0 || unit.artifacts))
      out.push({
        ...(yield* unitRun(unit, unit.steps, file, followerOf(file, files, budget))),
        ...(unit.kind === 'task' && joined.has(unit.name) && { isPart: true }),
      });
  }
  return out;
}

function* unitRun(unit: BuildUnit, steps: readonly StageStep[], file: BuildFileFacts, follow: CallFollower): Sliced<Run> {
  // Where the steps of the unit end in the longer list.
  const ends = [0];
  for (const step of steps) {
    yield* follow.taking(step);
    ends.push(follow.steps.length);
  }
  const placed = <T extends { readonly after: number }>(all: readonly T[] = []) =>
    all.map(one => ({ ...one, after: ends[one.after] ?? follow.steps.length }));
  const handed = unit.artifacts && { artifacts: placed(unit.artifacts) };
  return runOf(follow, { file, kind: unit.kind, name: unit.name, unit, images: placed(unit.images), ...handed });
}

/** Tasks that other tasks come before, and those that run no go. */
function* taskRuns(file: BuildFileFacts, files: Files, budget: Budget): Sliced<readonly Run[]> {
  const units = new Set(file.units.map(unit => unit.name));
  const isOwn = (name: string) => (file.make?.targets.get(name)?.prerequisites.length ?? 0) === 0 && units.has(name);
  return yield* makeRuns(file, files, budget, 'task', isOwn);
}

function* makeRuns(
  file: BuildFileFacts,
  files: Files,
  budget: Budget,
  kind: UnitKind = 'make target',
  isLeftOut: (name: string) => boolean = () => false,
): Sliced<readonly Run[]> {
  const { make } = file;
  const out: Run[] = [];
  for (const [name, target] of make?.targets ?? []) {
    if (!make || !target || name.includes('%') || isLeftOut(name)) continue;
    const follow = followerOf(file, files, budget);
    const unread: UnfollowedMake[] = [];
    const seen = new Set<string>();
    const visit = function* (asked: string): Sliced<void> {
      const found = make.targets.get(asked);
      if (seen.has(asked) || seen.size > MAX_TARGETS || budget.left <= 0) return;
      if (isTired(budget)) yield;
      seen.add(asked);
      const isUnread = found ? found.handsDown && found.prerequisites.length > 0 : make.targets.has(asked);
      if (isUnread) unread.push({ after: follow.steps.length, cwd: '/', file, targets: [asked] });
      for (const p of found?.prerequisites ?? []) yield* visit(p);
      for (const step of found?.steps ?? []) yield* follow.taking(step);
    };
    yield* visit(name);
    out.push(runOf(follow, { file, kind, name, images: [] }, unread));
    if (out.length % RUNS_PER_SLICE === 0) yield;
  }
  return out;
}

/** What a follower has taken. */
export function runOf(follow: CallFollower, run: Omit<Run, 'steps' | 'unfollowed'>, unread: readonly UnfollowedMake[] = []): Run {
  return { ...run, steps: follow.steps.map(unset), unfollowed: [...unread, ...follow.unfollowed] };
}

const followerOf = (file: BuildFileFacts, files: Files, budget: Budget): CallFollower => followerFrom(rootOf(file.path), files, budget);

/** `root`: the folder that `/` stands for in the steps. */
export function followerFrom(root: string, files: Files, budget: Budget): CallFollower {
  const place = {
    makefileAt: (cwd: string) => makefileIn(joinPath(root, cwd), files),
    scriptAt: (path: string) => files.byPath.get(joinPath(root, path)),
    environmentOf: (call: Call) => call.environment.assumingUnset(),
    seen: unsetCall,
  };
  return new CallFollower(place, budget);
}

function makefileIn(folder: string, { byPath, makefiles }: Files): BuildFileFacts | undefined {
  if (!makefiles.has(folder)) makefiles.set(folder, MAKEFILES.flatMap(name => byPath.get(joinPath(folder, name)) ?? [])[0]);
  return makefiles.get(folder);
}

const unsetCall = (asked: MakeCall): MakeCall => ({
  ...asked,
  call: { ...asked.call, environment: asked.call.environment.assumingUnset() },
});

/** What no line sets is unset: nobody can tell what else a caller has in its environment. */
function unset(step: StageStep): StageStep {
  if (step.kind !== 'go') return step;
  return { kind: 'go', command: { ...step.command, environment: step.command.environment.assumingUnset() } };
}

/** The folder that `/` stands for in a run's steps. */
export const folderOf = ({ file, start }: Pick<Run, 'file' | 'start'>): string => start?.folder ?? rootOf(file.path);
