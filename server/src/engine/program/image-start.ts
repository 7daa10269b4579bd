/** Which programs built in a Dockerfile the images of its stages start, and whether they find their C library there (go-facts §6.3). */

import { formatImageReference, type ImageReference, parseImageReference } from '../base/image-reference.js';
import { baseName, withoutSlash } from '../base/paths.js';
import { onlyProgram, type StartedFile, startedFile } from '../builds/dockerfile/artifacts.js';
import type { DockerfileFacts, StageFacts } from '../builds/dockerfile/facts.js';
import { baseImage, goInForce, lineage, mayBringFiles, rootStage, stepsOf } from '../builds/dockerfile/stages.js';
import { givenTo } from '../builds/image-arguments.js';
import { PATCHES } from '../builds/patches.js';
import type { StageFiles } from '../builds/program-walk.js';
import type { GoCommand } from '../shell/go-command.js';
import type { CopyFacts } from '../shell/shell-records.js';
import { glibcOf, isNewerGlibc } from '../tables/images.js';
import { type Obstacle, obstacle, type StartNeeds } from '../tables/start-table.js';
import type { ImageEntry } from '../tables/tables.js';
import { handsOutFiles, isOnlyCopiedFrom } from './handed-out.js';
import { artifactsIn, packageFolder } from './image-build.js';
import { type DynamicLinkage, linkageOf } from './linkage.js';
import { startedByScript } from './started-by-script.js';
import type { WorkspaceView } from './view.js';

/** A program that was built in the Dockerfile and that an image starts. */
export interface StartedProgram extends Start {
  readonly builder: StageFacts;
}

/** A program that the image of a stage starts. */
export interface Start {
  /** The stage whose image starts the program. */
  readonly stage: StageFacts;
  /** The stage that names its base image. */
  readonly root: StageFacts;
  readonly image: ImageEntry;
  readonly started: StartedFile;
}

/** A program that an image starts and that does not find its C library there. */
export interface Unstartable extends Start {
  readonly linkage: DynamicLinkage;
  readonly needs: StartNeeds;
  readonly lacking: Obstacle;
  /** Where the image's release tells it. */
  readonly imageGlibc?: string;
  /** Folder of the main package, when it was found. */
  readonly folder?: string;
}

export interface CannotStart extends Unstartable, StartedProgram {
  /** The stage that names the image it is built in. */
  readonly buildRoot: StageFacts;
  /** True when no other stage starts the same program. */
  readonly only: boolean;
}

/**
 * In the order of their stages, those in images that nobody checked left out. `files`: all programs in the image, by path. `withAssumed`: the
 * only program of an image that starts none is one, too.
 */
export function startedPrograms(
  facts: DockerfileFacts,
  workspace: WorkspaceView,
  withAssumed = false,
): (StartedProgram & { readonly files: StageFiles })[] {
  const all = artifactsIn(facts, workspace);
  return facts.stages.flatMap((stage, i) => {
    const files = all[i]!;
    const started =
      startedFile(stage, files) ??
      startedByScript(facts, stage, files, workspace) ??
      (withAssumed ? onlyProgram(facts, stage, files) : undefined);
    const image = baseImage(facts, stage);
    if (!started || !image) return [];
    const builder = facts.stages[started.artifact.stage ?? -1];
    return builder && !isImageGiven(facts, stage, workspace) && !isOnlyCopiedFrom(facts, stage, workspace)
      ? [{ stage, root: rootStage(facts, stage), image, builder, started, files }]
      : [];
  });
}

/** Each build that is known gives the ARG in FROM a value of its own, or one puts another image in its place: the line says nothing of it. */
export function isImageGiven(facts: DockerfileFacts, stage: StageFacts, workspace: WorkspaceView): boolean {
  const { args, image } = rootStage(facts, stage).from;
  const builds = workspace.imageBuilds(facts.path);
  if (builds.some(build => build.replaces?.some(name => isSameImage(name, image)))) return true;
  return args.length > 0 && builds.length > 0 && builds.every(build => args.some(name => givenTo(name, build.args ?? [])));
}

function isSameImage(name: string, image: ImageReference | undefined): boolean {
  const other = parseImageReference(name);
  return image !== undefined && other !== undefined && formatImageReference(other) === formatImageReference(image);
}

/** Programs that cannot start in the image that starts them, in the order of their stages. */
export function findCannotStart(facts: DockerfileFacts, workspace: WorkspaceView): CannotStart[] {
  if (facts.stages.length < 2 || facts.stages.some(patchesBinaries)) return [];
  const starts = startedPrograms(facts, workspace, !hasInitContainers(workspace) && !handsOutFiles(facts.path, workspace));
  return starts.flatMap(({ stage, root, image, builder, started, files }) => {
    const { artifact } = started;
    if (image.libc === 'unknown' || lineage(facts, stage).includes(builder) || isImageGiven(facts, builder, workspace)) return [];
    const folder = packageFolder(facts, artifact, workspace);
    const linkage = linkageOf(facts, builder, artifact.command, tags =>
      folder === undefined ? undefined : workspace.cgoClosure(folder, tags),
    );
    if (linkage.kind !== 'dynamic') return [];
    const needs: StartNeeds = { loader: linkage.libc, glibc: glibcAskedFor(facts, builder, started.artifact.command, linkage) };
    const imageGlibc = root.from.image && glibcOf(root.from.image);
    const lacking = obstacle(needs, image, imageGlibc);
    if (!lacking) return [];
    if (mayGetLoader(facts, stage, files, lacking === 'a newer glibc' ? LOADER_OR_RELEASE : LOADER)) return [];
    const only = starts.filter(s => s.started.artifact.command === artifact.command).length === 1;
    const buildRoot = rootStage(facts, builder);
    return [
      {
        ...{ stage, root, image, builder, buildRoot, started, linkage, only, needs, lacking },
        ...(imageGlibc !== undefined && { imageGlibc }),
        ...(folder !== undefined && { folder }),
      },
    ];
  });
}

/** An image may only carry a program that such a container copies into another one. */
const hasInitContainers = (workspace: WorkspaceView): boolean =>
  workspace.buildFiles().some(f => f.pods?.some(pod => pod.containers.some(c => c.isInit)));

/**
 * glibc 2.34 took libpthread in: what is linked against it or a newer one asks for `pthread_create@GLIBC_2.34`, and runtime/cgo calls that
 * in every program with cgo (run: net, cgo and -race programs built with glibc 2.36). Other differences of age depend on what is called.
 */
const PTHREAD_IN_LIBC = '2.34';

/** The glibc that the program asks for at least; undefined when that is not certain. */
function glibcAskedFor(facts: DockerfileFacts, builder: StageFacts, command: GoCommand, linkage: DynamicLinkage): string | undefined {
  const from = rootStage(facts, builder).from.image;
  const go = goInForce(facts, builder, command);
  const compilesStd = go !== undefined && (go.version === undefined || go.version.minor >= 20);
  return glibcAsked(from && glibcOf(from), compilesStd, linkage);
}

/** The same where it is linked with glibc `built`. Up to Go 1.19 net and os/user came compiled, against an older one: `compilesStd` is false. */
export function glibcAsked(built: string | undefined, compilesStd: boolean, linkage: DynamicLinkage): string | undefined {
  if (built === undefined || linkage.libc !== 'glibc' || linkage.why === 'pie' || isNewerGlibc(PTHREAD_IN_LIBC, built)) return undefined;
  return compilesStd || linkage.closure?.needs.some(n => n.from !== 'std') ? PTHREAD_IN_LIBC : undefined;
}

/** A step rewrites or wraps programs after they were linked. */
export function patchesBinaries(stage: StageFacts): boolean {
  return stage.steps.some(s => s.kind === 'run' && s.command.words.some(w => w !== undefined && PATCHES.test(w)));
}

/** Paths of loaders and libraries, and packages that bring another C library. */
export const LOADER = /^(?:\/usr(?:\/local)?)?\/lib(?:32|64|x32)?(?:\/|$)|ld-(?:linux|musl)|glibc|musl|\blibc(?:\.|6|-)|compat/;
/** Packages of another release of the distribution may bring its glibc. */
export const LOADER_OR_RELEASE = new RegExp(`${LOADER.source}|bookworm|trixie|forky|stable|\\bsid\\b|testing|jammy|noble|backports`);

/** Something in the image's stages may bring the missing loader along. */
export function mayGetLoader(facts: DockerfileFacts, stage: StageFacts, files: StageFiles, suspicious: RegExp): boolean {
  return stepsOf(facts, stage).some(step => {
    if (step.kind === 'run')
      return mayBringFiles(step.command, suspicious) || (step.command.installs?.some(p => p === undefined || suspicious.test(p)) ?? false);
    return step.kind === 'copy' && copyMayBringLoader(step.copy, files);
  });
}

/** Folders that hold no libraries. */
export const NO_LIBRARIES =
  /^\/(?:(?:usr\/)?(?:local\/)?s?bin|usr\/(?:local\/)?(?:share|etc|games|include|src)|etc|home|root|tmp|app|srv|var|data|config)(?:\/|$)/;

/** Where loaders and libraries lie, in folders that a copy may fill. */
const HOLDS_LIBRARIES = /^\/(?:lib(?:32|64|x32)?|etc\/apt)(?:\/|$)|^\/usr\/(?:.*\/)?lib/;

function copyMayBringLoader(copy: CopyFacts, files: StageFiles): boolean {
  const { destination, sources } = copy;
  if (destination === undefined) return true;
  const isAbove = /^\/(?:usr(?:\/local)?\/?)?$/.test(destination);
  if (isAbove) return sources.some(s => s === undefined || !isPlainFile(s, copy, files));
  if (HOLDS_LIBRARIES.test(destination)) return true;
  // A folder of its own below /usr: a loader there would have to be put into its place by a command that names it.
  return /^\/usr\//.test(destination) && [destination, ...sources].some(path => path === undefined || LOADER.test(path));
}

/** A program that is followed to where it is copied. */
function isProgram({ destination, sources }: CopyFacts, name: string, files: StageFiles): boolean {
  if (destination === undefined || sources.length !== 1) return false;
  return (!destination.endsWith('/') && files.has(destination)) || files.has(`${withoutSlash(destination)}/${name}`);
}

/** A followed program, or a name that looks like one file and no archive. */
export function isPlainFile(source: string, copy: CopyFacts, files: StageFiles): boolean {
  const name = baseName(source);
  if (files.has(`/${name}`) || isProgram(copy, name, files)) return true;
  if (copy.keyword === 'ADD' && /\.(?:tar|tgz|txz|gz|xz|bz2|zst)$/.test(name)) return false;
  // `build/*`: a folder with a program right in it is no root of a file system.
  if (copy.keyword === 'COPY' && !copy.from && name === '*' && source.includes('/') && files.size > 0)
    return [...files.keys()].some(path => path.lastIndexOf('/') === 0);
  return /^[^*?[]+\.[A-Za-z0-9]{1,5}$/.test(name) && !/\.d$/.test(name);
}
