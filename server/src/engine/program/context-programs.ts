/**
 * What builds of images find in their context: programs that something outside of the image has built there.
 */

import { joinPath, relativeTo } from '../base/paths.js';
import type { DockerfileFacts } from '../builds/dockerfile/facts.js';
import { hasOwnDefault } from '../builds/dockerfile/platforms.js';
import { type Artifact, ProgramWalk, type StageFiles } from '../builds/program-walk.js';
import type { GoCommand } from '../shell/go-command.js';
import type { StageStep } from '../shell/shell-records.js';
import { foldersFromRoot, foldersNamed } from './build-folders.js';
import { builderOf, buildingContainer, entered } from './building-containers.js';
import { type FetchedPrograms, fetchedFor } from './fetched-programs.js';
import { programNameOf } from './image-build.js';
import { type RunImage, runImages } from './image-builds.js';
import { kept } from './kept.js';
import { releaseWorlds } from './release-worlds.js';
import { folderOf, type Run } from './runs.js';
import { mayBeBuiltOtherwise } from './unfollowed-images.js';
import type { WorkspaceView } from './view.js';
import { type ContextWorld, installedBy, machineOf } from './world.js';

/** Those that surely belong to the Dockerfile; none where anything that builds its image may bring other programs. */
export const worldsOf = kept(findWorlds);

function findWorlds(facts: DockerfileFacts, workspace: WorkspaceView): readonly ContextWorld[] {
  const files = workspace.buildFiles();
  const isBuilt = ({ build }: RunImage) => !build.nearer?.some(path => workspace.dockerfileFacts(path) !== undefined);
  const images = (runImages(files).get(facts.path) ?? []).filter(isBuilt);
  if (images.some(({ run, after }) => run.unfollowed.some(u => u.after <= after))) return [];
  if (images.length > 0 && mayBeBuiltOtherwise(facts.path, workspace)) return [];
  if (images.some(({ run, after }) => run.kind === 'ci job' && firstOf(run).unusual < after)) return [];
  if (images.some(({ run, after }) => firstOf(run).bringing < after)) return [];
  const leftBy = (run: Run, after: number) => left(run, after, workspace);
  const all = images.flatMap(image => {
    const fetched = fetchedFor(image, leftBy, workspace);
    if (fetched === undefined) return { image, world: worldOf(image, image.run, leftBy(image.run, image.after), workspace) };
    // What the other job runs before counts as what this one does.
    const isKnown = fetched !== 'unknown' && fetched.by.steps.every(step => isPlain(step) && !bringsFiles(step));
    return isKnown ? { image, world: worldOf(image, fetched.by, moved(image, fetched, workspace), workspace) } : [];
  });
  if (all.length < images.length) return [];
  const chains = all.filter(({ image, world }) => world.files.size > 0 || !isPartOfAnother(image, all)).map(({ world }) => world);
  const worlds = [...chains, ...releaseWorlds(facts.path, workspace)];
  return worlds.every(w => w.files.size > 0) ? worlds : [];
}

/** Somebody runs the same line with programs that are built before: by itself, the target or script needs them from there, too. */
function isPartOfAnother({ run, line }: RunImage, all: readonly { readonly image: RunImage; readonly world: ContextWorld }[]): boolean {
  if (run.kind === 'ci job' || line === undefined) return false;
  return all.some(({ image, world }) => image.run !== run && image.line === line && world.files.size > 0);
}

interface FirstSteps {
  /** That may change what is built. */
  readonly unusual: number;
  readonly bringing: number;
  readonly go: number;
}

/** A run may build thousands of images, each of which asks for what comes before it. */
const firsts = new WeakMap<Run, FirstSteps>();

function firstOf(run: Run): FirstSteps {
  const known = firsts.get(run);
  if (known) return known;
  const first = (is: (step: StageStep) => boolean) => {
    const i = run.steps.findIndex(is);
    return i < 0 ? Number.POSITIVE_INFINITY : i;
  };
  const found = {
    unusual: first(step => !isPlain(step)),
    bringing: first(bringsFiles),
    go: first(step => step.kind === 'go' || buildingContainer(step) !== undefined),
  };
  firsts.set(run, found);
  return found;
}

/** A copy whose source the builder fills in. */
const COPIES_BY_PLATFORM = /^[ \t]*(?:COPY|ADD)\b[^\n]*\$\{?TARGET/im;

/** The Dockerfile as a build for one platform reads it. */
export function asBuiltFor(facts: DockerfileFacts, { platforms }: ContextWorld, workspace: WorkspaceView): DockerfileFacts {
  const [platform, ...others] = platforms;
  if (platform === undefined || others.length > 0 || !COPIES_BY_PLATFORM.test(workspace.text(facts.path) ?? '')) return facts;
  const [os, arch, variant = ''] = platform.split('/');
  const given = Object.entries({ TARGETPLATFORM: platform, TARGETOS: os, TARGETARCH: arch, TARGETVARIANT: variant });
  // A default in the stage overrides what the builder fills in (go-facts E23).
  const filled = given.filter(([name]) => !facts.stages.some(stage => hasOwnDefault(stage, name)));
  return workspace.dockerfileWith(facts.path, new Map(filled)) ?? facts;
}

/** False for a command that may change what is built, or how: a path, a script, a program that nobody knows. */
function isPlain(step: StageStep): boolean {
  if (step.kind !== 'run') return true;
  const { name, words, installs } = step.command;
  if (installs) return installs.every(p => p !== undefined && !OTHER_TOOLS.test(p));
  if (words[0] === 'sudo') return /^apt(?:-get)?$/.test(words[1] ?? '');
  return name !== undefined && PLAIN.has(name) && words[0] === name;
}

/** Packages with another Go, or another C compiler. */
const OTHER_TOOLS = /^go(?:lang|$)|gccgo|musl|zig|clang|^gcc|mingw/;

const UNPACKS = /^(?:unzip|rsync|scp|curl|wget|gh|aws|gsutil)$/;

/** A command that may put other programs in place of those that are built. */
function bringsFiles(step: StageStep): boolean {
  if (step.kind !== 'run' || buildingContainer(step)) return false;
  const { name = '', words } = step.command;
  if (name === 'tar') return /^-*[a-z]*x|^--extract$/.test(words[1] ?? '');
  return UNPACKS.test(name) || (/^(?:docker|podman|nerdctl)$/.test(name) && /^(?:run|cp)$/.test(words[1] ?? ''));
}

const PLAIN = new Set([
  ...['echo', 'printf', 'ls', 'pwd', 'mkdir', 'cat', 'set', 'date', 'git', 'true', 'test', '[', 'cp', 'mv', 'chmod', 'export', 'tar'],
  ...['docker', 'podman', 'buildah', 'nerdctl', 'goreleaser', 'golangci-lint'],
]);

/** Programs that the steps leave, by path from the folder that the run starts in. */
function left(run: Run, after: number, workspace: WorkspaceView): StageFiles {
  return firstOf(run).go < after ? walkOf(run, new Map(), workspace).take(run.steps.slice(0, after).flatMap(entered)).files : new Map();
}

function walkOf(run: Run, files: StageFiles, workspace: WorkspaceView): ProgramWalk {
  return new ProgramWalk({
    files,
    directories: ['/'],
    builder: { outside: { file: run.file.path, kind: run.kind, name: run.name } },
    programsOf: (command, argument) =>
      foldersRun(run, command, argument, workspace).map(folder => ({ name: programNameOf(folder, workspace), package: argument })),
    filesOf: () => undefined,
  });
}

const foldersRun = (run: Run, command: GoCommand, argument: string, workspace: WorkspaceView): readonly string[] =>
  run.start ? foldersFromRoot(run.start.folder, command, argument, workspace) : foldersNamed(run.file, command, argument, workspace);

/** What the job makes of the programs that it brings. */
function moved({ run, after }: RunImage, { files }: FetchedPrograms, workspace: WorkspaceView): StageFiles {
  return walkOf(run, files, workspace).take(run.steps.slice(0, after)).files;
}

/** `by`: what builds the programs. */
function worldOf({ run, after, context, build }: RunImage, by: Run, programs: StageFiles, workspace: WorkspaceView): ContextWorld {
  const builder = by === run ? builderOf(run, after) : by;
  const arch = builder?.unit?.image ? undefined : builder?.unit?.arch;
  const files = new Map<string, Artifact>();
  for (const [path, artifact] of programs) {
    const place = joinPath(folderOf(run), path);
    const below = context === '' ? place : relativeTo(context, place);
    if (below) files.set(`/${below}`, artifact);
  }
  return {
    files,
    machine: builder && machineOf(builder),
    installed: installedBy(by.steps),
    image: '',
    platforms: build.platforms,
    ...(arch !== undefined && { arch }),
    folderOf: artifact => {
      const folders = foldersRun(run, artifact.command, artifact.package, workspace);
      return folders.length === 1 ? folders[0] : undefined;
    },
  };
}
