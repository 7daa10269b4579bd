/** Where an image is built: by a line that says so, or by a command that somebody runs. */

import { baseName, dirName, joinPath, resolvePath, withoutSlash } from '../base/paths.js';
import { pace, SharedWork, type Sliced, whole } from '../base/slices.js';
import { imageBuildOf } from '../builds/docker-command.js';
import type { BuildFileFacts } from '../builds/facts.js';
import type { ImageBuild } from '../builds/image-builds.js';
import { seenByScript } from '../shell/known-folders.js';
import type { StageStep } from '../shell/shell-records.js';
import { filesOf, folderOf, type Run, readingRuns } from './runs.js';
import { scriptRuns } from './script-runs.js';

/** An image build with the path of its Dockerfile and the file that says so. */
export interface PlacedImageBuild extends ImageBuild {
  readonly file: string;
  /** Dockerfiles that it builds instead, where they are there. */
  readonly nearer?: readonly string[];
}

interface Placed {
  readonly all: readonly PlacedImageBuild[];
  readonly byDockerfile: ReadonlyMap<string, readonly PlacedImageBuild[]>;
}

/** By the list of files, which is another one when a file changes. */
const placed = new WeakMap<readonly BuildFileFacts[], Placed>();

/** All of them, in the order of the files. */
export const placedImageBuilds = (files: readonly BuildFileFacts[]): readonly PlacedImageBuild[] => placedIn(files).all;

/** Those from one Dockerfile, in the order of the files. */
export function imageBuildsOf(
  dockerfile: string,
  files: readonly BuildFileFacts[],
  isThere: (dockerfile: string) => boolean,
): readonly PlacedImageBuild[] {
  const builds = placedIn(files).byDockerfile.get(dockerfile) ?? [];
  return builds.some(b => b.nearer) ? builds.filter(b => !b.nearer?.some(isThere)) : builds;
}

/** The build of the one Dockerfile, and that of the other where the first is not there. */
function bothWays({ otherwise, ...build }: PlacedImageBuild): readonly PlacedImageBuild[] {
  if (otherwise === undefined) return [build];
  return [build, { ...build, dockerfile: otherwise, nearer: [...(build.nearer ?? []), build.dockerfile] }];
}

function placedIn(files: readonly BuildFileFacts[]): Placed {
  const before = placed.get(files);
  if (before) return before;
  const written = files.flatMap(({ path: file, images }) =>
    images.map(build => ({ ...build, dockerfile: joinPath(dirName(file), build.dockerfile), file })),
  );
  const run = [...runImages(files).values()].flat().filter(image => !image.isWritten && !image.run.start);
  const all = [...written, ...run.map(({ build }) => build)];
  const found = { all, byDockerfile: group([...all, ...files.flatMap(scriptBuilds)], build => build.dockerfile) };
  placed.set(files, found);
  return found;
}

/** What a script builds that is no unit: nobody says in which folder it runs, so its own and each one above may be the one. */
function scriptBuilds({ path: file, script = [], units }: BuildFileFacts): PlacedImageBuild[] {
  if (units.some(u => u.kind === 'script')) return [];
  const builds = script.flatMap(step => (step.kind === 'run' ? (imageBuildOf(step.command) ?? []) : []));
  const folders = builds.length === 0 ? [] : ancestors(dirName(file));
  return builds.flatMap(build => {
    const own = seenByScript(build.dockerfile);
    if (own !== undefined) return [{ ...build, dockerfile: joinPath(dirName(file), own), file }];
    const { otherwise, ...rest } = build;
    const names = [build.dockerfile, ...(otherwise === undefined ? [] : [otherwise])];
    const places = folders.flatMap(folder => names.map(name => joinPath(folder, name)));
    return places.map((dockerfile, i) => ({ ...rest, dockerfile, file, nearer: places.slice(0, i) }));
  });
}

/** The folder and those above it. */
function ancestors(folder: string): string[] {
  const names = folder.split('/');
  return names.map((_, i) => names.slice(0, names.length - i).join('/'));
}

/** One step of a run that builds an image. */
export interface RunImage {
  readonly run: Run;
  /** Steps of the run before it. */
  readonly after: number;
  readonly build: PlacedImageBuild;
  /** Folder of the workspace. */
  readonly context: string;
  /** A line of its own says it. */
  readonly isWritten: boolean;
  /** Where the command is written that builds it: several runs may come to one line. */
  readonly line?: string;
}

/** Steps of runs, and steps that build, then looking for images rests: a run of thousands of `docker build` held the thread for 200 ms. */
const STEPS_PER_SLICE = 1000;
const BUILDS_PER_SLICE = 10;

type RunImages = ReadonlyMap<string, readonly RunImage[]>;

const known = new WeakMap<readonly BuildFileFacts[], SharedWork<RunImages>>();

/** By the path of the Dockerfile; `nearer` of a build may be what is built instead. */
export function runImages(files: readonly BuildFileFacts[]): RunImages {
  return whole(readingRunImages(files));
}

/** The same in slices. */
export function readingRunImages(files: readonly BuildFileFacts[]): Sliced<RunImages> {
  let work = known.get(files);
  if (!work) {
    work = new SharedWork(() => lookingForImages(files));
    known.set(files, work);
  }
  return work.taking();
}

function* lookingForImages(files: readonly BuildFileFacts[]): Sliced<RunImages> {
  const runs = [...(yield* readingRuns(files)).runs, ...(yield* scriptRuns(files, filesOf(files)))];
  const [restsAtStep, restsAtBuild] = [pace(STEPS_PER_SLICE), pace(BUILDS_PER_SLICE)];
  const found: RunImage[] = [];
  for (const run of runs) {
    if (run.isPart) continue;
    found.push(...ofActions(run));
    for (const [after, step] of run.steps.entries()) {
      const images = ofCommand(run, after, step);
      found.push(...images);
      if (restsAtStep() || (images.length > 0 && restsAtBuild())) yield;
    }
    if (restsAtStep()) yield;
  }
  return group(found, image => image.build.dockerfile);
}

function ofActions(run: Run): RunImage[] {
  const file = run.file.path;
  const at = (path: string) => joinPath(dirName(file), path);
  return run.images.map(({ build, after }) => ({
    ...{ run, after, context: at(build.context ?? '.'), isWritten: true },
    build: { ...build, dockerfile: at(build.dockerfile), file },
  }));
}

function ofCommand(run: Run, after: number, step: StageStep): readonly RunImage[] {
  const build = step.kind === 'run' && step.command.call ? imageBuildOf(step.command) : undefined;
  if (step.kind !== 'run' || !build) return [];
  const file = run.file.path;
  const at = (path: string) => joinPath(folderOf(run), path);
  const before = run.steps.slice(Math.max(0, after - MAX_BEFORE), after);
  const named = (path: string) => at(copiedTo(path, before) ?? path);
  const { otherwise } = build;
  const nearer = run.start?.nearer.map(folder => joinPath(folder, build.dockerfile));
  const other = { ...(nearer && { nearer }), ...(otherwise !== undefined && { otherwise: named(otherwise) }) };
  const placed = { ...build, dockerfile: named(build.dockerfile), ...other, file };
  const { file: writtenIn, span } = step.command.recipe ?? { file, span: build.span };
  const line = `${writtenIn} ${span.start}`;
  return bothWays(placed).map(one => ({ run, after, context: at(build.context ?? '.'), build: one, isWritten: false, line }));
}

/** Steps before a build that are looked at. */
const MAX_BEFORE = 100;

/** The file that a command before has copied to this path, from the same folder; undefined where none has. */
function copiedTo(path: string, before: readonly StageStep[]): string | undefined {
  for (const step of before.toReversed()) {
    if (step.kind !== 'run' || step.command.name !== 'cp') continue;
    const { cwd } = step.command;
    const [from, to, ...more] = step.command.words.slice(1).filter(word => !word?.startsWith('-'));
    const [source, target] = [from, to].map(word => (word === undefined ? undefined : resolvePath(cwd, word)));
    if (source === undefined || target === undefined || more.length > 0) continue;
    const written = [target, `${withoutSlash(target)}/${baseName(source)}`].map(p => p.replace(/^\//, ''));
    if (written.includes(path)) return source.replace(/^\//, '');
  }
  return undefined;
}

function group<T>(builds: readonly T[], dockerfileOf: (build: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const build of builds) {
    const known = groups.get(dockerfileOf(build));
    if (known) known.push(build);
    else groups.set(dockerfileOf(build), [build]);
  }
  return groups;
}
