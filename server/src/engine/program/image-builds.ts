/** Where an image is built: by a line that says so, or by a command that somebody runs. */

import { dirName, joinPath } from '../base/paths.js';
import { imageBuildOf } from '../builds/docker-command.js';
import type { BuildFileFacts } from '../builds/facts.js';
import type { ImageBuild } from '../builds/image-builds.js';
import { folderOf, type Run, runsIn } from './runs.js';

/** An image build with the path of its Dockerfile and the file that says so. */
export interface PlacedImageBuild extends ImageBuild {
  readonly file: string;
}

/** By the list of files, which is another one when a file changes. */
const placed = new WeakMap<readonly BuildFileFacts[], readonly PlacedImageBuild[]>();

/** All of them, in the order of the files. */
export function placedImageBuilds(files: readonly BuildFileFacts[]): readonly PlacedImageBuild[] {
  const before = placed.get(files);
  if (before) return before;
  const written = files.flatMap(({ path: file, images }) =>
    images.map(build => ({ ...build, dockerfile: joinPath(dirName(file), build.dockerfile), file })),
  );
  const run = [...runImages(files).values()].flat().filter(({ isWritten }) => !isWritten);
  const all = [...written, ...run.map(({ build }) => build)];
  placed.set(files, all);
  return all;
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
}

const known = new WeakMap<readonly BuildFileFacts[], ReadonlyMap<string, readonly RunImage[]>>();

/** By the path of the Dockerfile. */
export function runImages(files: readonly BuildFileFacts[]): ReadonlyMap<string, readonly RunImage[]> {
  let images = known.get(files);
  if (!images) {
    images = group(runsIn(files).flatMap(imagesOf));
    known.set(files, images);
  }
  return images;
}

function imagesOf(run: Run): RunImage[] {
  const file = run.file.path;
  const ofActions = run.images.map(({ build, after }): RunImage => {
    const at = (path: string) => joinPath(dirName(file), path);
    return { run, after, context: at(build.context ?? '.'), build: { ...build, dockerfile: at(build.dockerfile), file }, isWritten: true };
  });
  const ofCommands = run.steps.flatMap((step, after): RunImage[] => {
    const build = step.kind === 'run' && step.command.call ? imageBuildOf(step.command) : undefined;
    if (!build) return [];
    const at = (path: string) => joinPath(folderOf(run), path);
    return [
      { run, after, context: at(build.context ?? '.'), build: { ...build, dockerfile: at(build.dockerfile), file }, isWritten: false },
    ];
  });
  return [...ofActions, ...ofCommands];
}

function group(images: readonly RunImage[]): ReadonlyMap<string, readonly RunImage[]> {
  const groups = new Map<string, RunImage[]>();
  for (const image of images) {
    const known = groups.get(image.build.dockerfile);
    if (known) known.push(image);
    else groups.set(image.build.dockerfile, [image]);
  }
  return groups;
}
