/** The go.work file that a go command finds, and the release that it asks for. */

import type { Span } from '../base/finding.js';
import type { GoVersion } from '../base/go-version.js';
import { baseName, dirName, joinPath, parentOf, relativeTo, withoutSlash } from '../base/paths.js';
import type { DockerfileFacts, StageFacts } from '../builds/dockerfile/facts.js';
import { stepsOf } from '../builds/dockerfile/stages.js';
import type { BuildFileFacts, BuildSource, BuildUnit } from '../builds/facts.js';
import type { GoModFacts } from '../builds/go-mod.js';
import { type GoCommand, goSetting } from '../shell/go-command.js';
import type { CopyFacts, StageStep } from '../shell/shell-records.js';
import { rootOf } from './build-contexts.js';
import { stepsRun } from './called-commands.js';
import { contextsOf } from './image-build.js';
import { runImages } from './image-builds.js';
import type { WorkspaceView } from './view.js';

export interface GoWorkLine {
  readonly path: string;
  readonly version: GoVersion;
  readonly span: Span;
}

const NAME = 'go.work';

/** Of a job that runs in the repository. */
export function goWorkOf(file: BuildSource, unit: BuildUnit, command: GoCommand, workspace: WorkspaceView): GoWorkLine | undefined {
  // What nobody sets here may still be set by the service; that it is, some line would say.
  const isNamed = [file.path, command.recipe?.file ?? file.path].some(path => /GOWORK/.test(workspace.text(path) ?? ''));
  if (command.cwd === undefined || isNamed || [...(unit.steps ?? []), ...stepsRun(file, unit, workspace)].some(changesGoWork))
    return undefined;
  const setting = goSetting(command, 'GOWORK');
  if (setting !== undefined && setting !== 'unknown' && setting.text !== '') return undefined;
  const root = rootOf(file.path);
  for (let folder = joinPath(root, command.cwd); ; folder = dirName(folder)) {
    const found = lineIn(folder, workspace);
    // What lies above the folder that a service mounts is not there.
    if (found || folder === '' || folder === root || unit.kind === 'compose service') return found;
  }
}

/** Of a command of a Dockerfile, by what is copied before it; nothing for a file that version control leaves out. */
export function goWorkInImage(
  facts: DockerfileFacts,
  stage: StageFacts,
  command: GoCommand,
  module: GoModFacts,
  workspace: WorkspaceView,
): GoWorkLine | undefined {
  const { cwd } = command;
  const steps = stepsOf(facts, stage);
  if (cwd === undefined || isSwitchedOff(command) || steps.some(changesGoWork)) return undefined;
  if (namesIt(workspace.text(`${facts.path}.dockerignore`) ?? '')) return undefined;
  const text = workspace.text(facts.path) ?? '';
  const isPlain = ({ from, inline, span }: CopyFacts) => !from && !inline && !text.slice(span.start, span.end).includes('--exclude');
  const copies = steps.flatMap(step => (step.kind === 'copy' && isPlain(step.copy) ? foldersBrought(step.copy) : []));
  if (copies.length === 0) return undefined;
  const lineOf = (root: string) => broughtFrom(root, copies, cwd, module, workspace);
  const found = contextsOfBuilds(facts, module, workspace).map(root => (root === undefined ? undefined : lineOf(root)));
  return found.every(line => line !== undefined) ? found[0] : undefined;
}

/** Build contexts that the workspace knows of, else the likeliest; undefined members are folders that a tool makes. */
export const contextsOfBuilds = (facts: DockerfileFacts, module: GoModFacts, workspace: WorkspaceView): readonly (string | undefined)[] =>
  contextsGiven(facts, workspace) ?? [likeliest(facts, module)];

/** The nearest folder that holds the module. */
const likeliest = ({ path }: DockerfileFacts, { dir }: GoModFacts): string =>
  contextsOf(path).find(root => root === '' || relativeTo(root, dir) !== undefined) ?? '';

type Contexts = ReadonlyMap<string, readonly (string | undefined)[]>;

const written = new WeakMap<readonly BuildFileFacts[], Contexts>();

/** By Dockerfile, what files that build give as its context. All of them are looked through once, however many Dockerfiles ask. */
function contextsWritten(files: readonly BuildFileFacts[]): Contexts {
  const before = written.get(files);
  if (before) return before;
  const found = new Map<string, (string | undefined)[]>();
  for (const { path, images } of files) {
    for (const { dockerfile, context } of images) {
      const key = joinPath(dirName(path), dockerfile);
      const given = context === undefined ? undefined : joinPath(dirName(path), context);
      const contexts = found.get(key) ?? [];
      found.set(key, contexts);
      if (!contexts.includes(given)) contexts.push(given);
    }
  }
  written.set(files, found);
  return found;
}

/** Of the builds that the workspace knows; undefined where it knows none, as members are for a folder that the tool makes. */
export function contextsGiven({ path }: DockerfileFacts, workspace: WorkspaceView): readonly (string | undefined)[] | undefined {
  const files = workspace.buildFiles();
  const all = [...(contextsWritten(files).get(path) ?? []), ...(runImages(files).get(path) ?? []).map(image => image.context)];
  return all.length === 0 ? undefined : [...new Set(all)];
}

/** The file that stands above the folder of the command, where the context has this folder. */
function broughtFrom(
  root: string,
  copies: readonly (readonly [string, string])[],
  cwd: string,
  module: GoModFacts,
  workspace: WorkspaceView,
): GoWorkLine | undefined {
  for (const [folder, place] of copies) {
    const below = relativeTo(place, cwd);
    if (below === undefined) continue;
    // From the folder of the command up to the one that was copied.
    for (let path = joinPath(folder, below); ; path = dirName(path)) {
      const found = lineIn(joinPath(root, path), workspace);
      if (found && isFor(found, module)) return found;
      if (path === folder || path === '') break;
    }
  }
  return undefined;
}

/** It is removed, written anew or edited. */
function changesGoWork(step: StageStep): boolean {
  if (step.kind === 'go') return step.command.verb === 'work';
  return step.kind === 'run' && [...step.command.words, ...step.command.writes].some(w => w !== undefined && /\bgo\.(?:work|\*)/.test(w));
}

/** A module of the folder that the file stands in. */
const isFor = ({ path }: GoWorkLine, { dir }: GoModFacts): boolean => relativeTo(dirName(path), dir) !== undefined || dirName(path) === '';

/** Folders of the context whose go.work is copied along, with where they stand in the image. */
function foldersBrought({ sources, destination }: CopyFacts): (readonly [string, string])[] {
  if (destination === undefined) return [];
  return sources.flatMap((source): (readonly [string, string])[] => {
    if (source === undefined) return [];
    const path = withoutSlash(source.replace(/^(?:\.?\/)+|^\.$/, ''));
    const name = baseName(path);
    if (/^go\.(?:work|\*|w\w*\*)$/.test(name) || name === 'go.work*') {
      const place = baseName(destination) === NAME ? parentOf(destination) : withoutSlash(destination);
      return [[path.includes('/') ? parentOf(path) : '', place]];
    }
    return /[*?[]|\.\w+$/.test(name) ? [] : [[path === '/' ? '' : path, withoutSlash(destination)]];
  });
}

function isSwitchedOff(command: GoCommand): boolean {
  const setting = goSetting(command, 'GOWORK');
  return setting !== undefined && (setting === 'unknown' || setting.text !== '');
}

function lineIn(folder: string, workspace: WorkspaceView): GoWorkLine | undefined {
  const path = joinPath(folder, NAME);
  const line = workspace.buildFacts(path)?.goLine;
  if (!line || isLeftOut(folder, workspace)) return undefined;
  return { path, ...line };
}

/** Many keep it to themselves: whoever builds has none then. */
function isLeftOut(folder: string, workspace: WorkspaceView): boolean {
  for (let dir = folder; ; dir = dirName(dir)) {
    const names = ['.gitignore', '.dockerignore'];
    if (names.some(name => namesIt(workspace.text(joinPath(dir, name)) ?? ''))) return true;
    if (dir === '') return false;
  }
}

/** Says yes in doubt. */
const namesIt = (ignored: string): boolean =>
  ignored.split('\n').some(line => !/^[#!]/.test(line) && (/go\.work|go\.\*|\*\.work/.test(line) || /^[*/]+$/.test(line.trim())));
