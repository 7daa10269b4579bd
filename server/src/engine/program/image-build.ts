/** Which folder of the workspace a go command inside an image builds: the way back through WORKDIR and COPY to the build context. */

import type { Span } from '../base/finding.js';
import { baseName, dirName, isBelow, joinPath, leavesTree, parentOf, relativeTo, resolvePath, withoutSlash } from '../base/paths.js';
import { followArtifacts, type ProgramsOf } from '../builds/dockerfile/artifacts.js';
import type { DockerfileFacts, StageFacts } from '../builds/dockerfile/facts.js';
import { lineage, stepsOf } from '../builds/dockerfile/stages.js';
import type { GoModFacts } from '../builds/go-mod.js';
import type { Artifact, Program } from '../builds/program-walk.js';
import type { GoCommand } from '../shell/go-command.js';
import type { CopyFacts, RunCommand } from '../shell/shell-records.js';
import { areAllOf, folderOfFiles } from './build-folders.js';
import { kept } from './kept.js';
import type { WorkspaceView } from './view.js';

/** How many folders above the Dockerfile's own may be the build context. */
const MAX_LEVELS = 6;
const MAX_DEPTH = 8;
/** Programs of one pattern; which of more a command leaves in an image nobody asks, for each of a thousand Dockerfiles. */
const MAX_PROGRAMS = 100;

/** Folder (workspace path) of the main package an artifact is built from; undefined when it cannot be found. */
export function packageFolder(facts: DockerfileFacts, artifact: Artifact, workspace: WorkspaceView): string | undefined {
  const stage = artifact.stage === undefined ? undefined : facts.stages[artifact.stage];
  if (!stage) return undefined;
  const mains = mainFolders(facts, stage, artifact.command, artifact.package, workspace);
  return mains.length === 1 ? mains[0]!.folder : undefined;
}

/** Folders of the main packages that a command builds; empty when they cannot be found. */
export function foldersBuilt(facts: DockerfileFacts, stage: StageFacts, command: GoCommand, workspace: WorkspaceView): string[] {
  const packages = command.packages.length === 0 ? ['.'] : command.packages;
  if (packages.includes(undefined)) return [];
  const inPlace = folderOfFiles(packages);
  // Files named one by one may be a part of their folder.
  if (inPlace === undefined && packages.some(p => p!.endsWith('.go'))) return [];
  const folders = (inPlace === undefined ? packages : packages.slice(0, 1)).flatMap(p =>
    mainFolders(facts, stage, command, p!, workspace).map(m => m.folder),
  );
  return folders.filter(folder => inPlace === undefined || areAllOf(packages, folder, workspace));
}

/** For `followArtifacts`: names of programs whose package argument does not tell. */
export function programsIn(facts: DockerfileFacts, workspace: WorkspaceView): ProgramsOf {
  const known = new Map<string, readonly Program[]>();
  return (stage, command, argument): readonly Program[] => {
    const key = `${stage.index} ${command.cwd} ${argument}`;
    const programs =
      known.get(key) ??
      mainFolders(facts, stage, command, argument, workspace).map(({ folder, relative }) => ({
        name: programNameOf(folder, workspace),
        package: relative === '' ? '.' : `./${relative}`,
      }));
    known.set(key, programs);
    return programs;
  };
}

/** Programs by stage, as far as the Dockerfile alone says which there are. */
export const artifactsIn = kept((facts, workspace) => followArtifacts(facts, programsIn(facts, workspace)));

/** Folders of the workspace that may stand at a directory inside the stage, in modules that the build context holds; the likeliest first. */
export function foldersAt(facts: DockerfileFacts, stage: StageFacts, directory: string, workspace: WorkspaceView): string[] {
  return contextsOf(facts.path).flatMap(root =>
    contextPaths(facts, stage, directory, 0)
      .map(path => joinPath(root, path))
      .filter(folder => {
        const module = workspace.module(joinPath(folder, '_'));
        return module !== undefined && isInContext(root, module.dir);
      }),
  );
}

/** The module that a command of a Dockerfile runs in; undefined where nobody knows, or where it may be another. */
export function moduleInImage(facts: DockerfileFacts, { span, cwd }: GoCommand, workspace: WorkspaceView): GoModFacts | undefined {
  const stage = stageAt(facts, span);
  if (!stage || cwd === undefined || isFetched(facts, stage, cwd, span)) return undefined;
  const [module, ...others] = new Set(foldersAt(facts, stage, cwd, workspace).map(folder => workspace.module(joinPath(folder, '_'))));
  return others.length === 0 ? module : undefined;
}

/** True where what a command builds comes from one of several folders of the workspace, or may: a folder or a copy is unknown. */
export function mayBeContext(facts: DockerfileFacts, { span, cwd }: GoCommand, workspace: WorkspaceView): boolean {
  const stage = stageAt(facts, span);
  if (!stage || (cwd !== undefined && isFetched(facts, stage, cwd, span))) return false;
  if (cwd !== undefined && foldersAt(facts, stage, cwd, workspace).length > 0) return true;
  const copies = lineage(facts, stage).flatMap(s => s.steps.flatMap(step => (step.kind === 'copy' ? [step.copy] : [])));
  const isUnknown = ({ sources, destination, from }: CopyFacts) =>
    (!from || from.stage !== undefined) && [...sources, destination].includes(undefined);
  return copies.some(copy => (cwd === undefined ? !copy.from : isUnknown(copy)));
}

/** A command before has cloned a repository into the folder, or into one above it. */
function isFetched(facts: DockerfileFacts, stage: StageFacts, cwd: string, { start }: Span): boolean {
  return stepsOf(facts, stage).some(step => {
    const into = step.kind === 'run' && step.command.span.start < start ? folderCloned(step.command) : undefined;
    return into !== undefined && relativeTo(into, cwd) !== undefined;
  });
}

/** An address, or what nobody knows. */
const isRepository = (word: string | undefined): boolean =>
  word === undefined || word.endsWith('.git') || word.includes('://') || word.startsWith('git@') || word.startsWith('/');

/** The folder that `git clone` makes. */
function folderCloned({ name, words, cwd }: RunCommand): string | undefined {
  if (name !== 'git' || !words.includes('clone')) return undefined;
  const at = words.findIndex(isRepository);
  const to = words[at + 1] ?? baseName(words[at] ?? '').replace(/\.git$/, '');
  return at < 0 ? cwd : resolvePath(cwd, to);
}

/** True where the programs that a command of a Dockerfile builds lie in this module. */
export function buildsIn(facts: DockerfileFacts, command: GoCommand, module: GoModFacts, workspace: WorkspaceView): boolean {
  const stage = stageAt(facts, command.span);
  if (!stage) return false;
  const folders = foldersBuilt(facts, stage, command, workspace);
  return folders.length > 0 && folders.every(folder => workspace.module(joinPath(folder, '_')) === module);
}

/** The stage that a place of the file stands in. */
export const stageAt = ({ stages }: DockerfileFacts, { start, end }: Span): StageFacts | undefined =>
  stages.find(s => s.span.start <= start && end <= s.span.end);

interface MainFolder {
  readonly folder: string;
  /** From the command's directory. */
  readonly relative: string;
}

function mainFolders(
  facts: DockerfileFacts,
  stage: StageFacts,
  command: GoCommand,
  argument: string,
  workspace: WorkspaceView,
): readonly MainFolder[] {
  const { cwd } = command;
  if (cwd === undefined || argument.includes('@')) return [];
  const pattern = argument.endsWith('...');
  const inside = insideImage(cwd, pattern ? argument.replace(/\/?\.\.\.$/, '') || '.' : argument);
  for (const root of contextsOf(facts.path)) {
    const folders: string[] = [];
    if (inside === undefined) folders.push(...byImportPath(argument.replace(/\/?\.\.\.$/, ''), root, workspace));
    else for (const path of contextPaths(facts, stage, inside, 0)) folders.push(joinPath(root, path));
    for (const folder of folders) {
      const module = workspace.module(joinPath(folder, '_'));
      // The build needs its go.mod in the context as well.
      if (!module || !isInContext(root, module.dir)) {
        // A file needs no go.mod: the nearer one of that name is meant.
        if (argument.endsWith('.go') && hasFile(folder, argument, workspace)) return [];
        continue;
      }
      const below = workspace.mainPackages(folder);
      if (pattern && below.length > MAX_PROGRAMS) return [];
      const mains = below.filter(d => (pattern ? workspace.module(joinPath(d, '_')) === module : d === folder));
      if (mains.length > 0) return mains.map(m => ({ folder: m, relative: relativeTo(cwd, joinUnder(inside ?? cwd, folder, m)) ?? '' }));
    }
  }
  return [];
}

const hasFile = (folder: string, file: string, workspace: WorkspaceView): boolean =>
  workspace.packageDeclarations(folder).files.some(f => file.includes('*') || baseName(f.path) === baseName(file));

/** Directory inside the image that a relative or absolute argument names; undefined for an import path. */
function insideImage(cwd: string, argument: string): string | undefined {
  const first = argument.split(' ')[0]!;
  if (first.endsWith('.go')) return resolvePath(cwd, parentOf(first.includes('/') ? first : `./${first}`).replace(/^\/$/, '.'));
  if (!/^\.{0,2}(?:\/|$)/.test(first) && first !== '.' && first !== '..') return undefined;
  const path = resolvePath(cwd, first);
  return path === undefined ? undefined : withoutSlash(path);
}

function byImportPath(importPath: string, root: string, workspace: WorkspaceView): string[] {
  const module = workspace.module(joinPath(root, '_'));
  if (!module || !isInContext(root, module.dir)) return [];
  if (importPath === module.module) return [module.dir];
  return importPath.startsWith(`${module.module}/`) ? [joinPath(module.dir, importPath.slice(module.module.length + 1))] : [];
}

/** Paths in the build context whose content may stand at `path` in the stage, the likeliest first. */
function contextPaths(facts: DockerfileFacts, stage: StageFacts, path: string, depth: number): string[] {
  if (depth > MAX_DEPTH) return [];
  const out: string[] = [];
  for (const step of [...stepsOf(facts, stage)].reverse()) {
    if (step.kind !== 'copy' || step.copy.inline) continue;
    for (const source of originOf(step.copy, path)) {
      const { from } = step.copy;
      const origin = from?.stage === undefined ? undefined : facts.stages[from.stage];
      if (!from) out.push(...inContext(source));
      else if (origin) out.push(...contextPaths(facts, origin, source, depth + 1));
    }
  }
  return [...new Set(out)];
}

/** A source of COPY, relative to the build context; one that climbs out of it is nowhere. */
function inContext(source: string): string[] {
  const path = source.replace(/^(?:\.?\/)+|^\.$/, '');
  return leavesTree('', path) ? [] : [path];
}

const GO_FILE = /\.(?:go|mod|sum)$/;

/** Where a path below the copy's destination comes from. */
function originOf(copy: CopyFacts, path: string): string[] {
  if (copy.destination === undefined) return [];
  const { destination } = copy;
  return copy.sources.flatMap(source => {
    if (source === undefined) return [];
    // A file, or a pattern of files: its folder is what the destination shows, or the folder of the destination where that is a file, too.
    const isFile = /[*?[]/.test(source) || GO_FILE.test(source);
    const rest = relativeTo(isFile && GO_FILE.test(destination) ? parentOf(destination) : destination, path);
    if (rest === undefined) return [];
    const folder = isFile ? (source.includes('/') ? parentOf(source) : '.') : withoutSlash(source);
    return [rest === '' ? folder : `${folder}/${rest}`];
  });
}

/** Folders that may be the build context: that of the Dockerfile and those above it. */
export function contextsOf(dockerfile: string): string[] {
  const out: string[] = [];
  let dir = dirName(dockerfile);
  for (let i = 0; i <= MAX_LEVELS; i++) {
    out.push(dir);
    if (dir === '' || dir.endsWith(':')) break;
    dir = dirName(dir);
  }
  return out;
}

/** The last element of the import path that is no major version. */
export function programNameOf(folder: string, workspace: WorkspaceView): string {
  const module = workspace.module(joinPath(folder, '_'));
  const name = module && module.dir === folder ? module.module : folder;
  const base = baseName(name);
  return /^v\d+$/.test(base) ? baseName(parentOf(name)) : base;
}

/** Folder of the workspace that a build context holds; the root '' holds all. */
const isInContext = (context: string, dir: string): boolean => context === '' || isBelow(dir, context);

function joinUnder(inside: string, folder: string, below: string): string {
  return below === folder ? inside : `${withoutSlash(inside)}${below.slice(folder.length)}`;
}
