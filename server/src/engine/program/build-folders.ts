/** Which folders of the workspace a go command of a build file builds: from the folder that the tool starts in. */

import { baseName, joinPath, leavesTree, parentOf } from '../base/paths.js';
import { CI_FORMATS } from '../builds/ci-formats.js';
import { type BuildFileFacts, type BuildFileKind, type BuildSource, type BuildUnit, isBuildFile } from '../builds/facts.js';
import type { GoModFacts } from '../builds/go-mod.js';
import { isIncludedMakefile } from '../builds/kinds.js';
import type { GoCommand } from '../shell/go-command.js';
import { rootOf } from './build-contexts.js';
import { mayLeaveModule } from './script-folders.js';
import type { WorkspaceView } from './view.js';

/** Folders (workspace paths) of the main packages; empty when one of them cannot be told. */
export function builtFolders(file: BuildFileFacts, unit: BuildUnit, command: GoCommand, workspace: WorkspaceView): readonly string[] {
  if (command.cwd === undefined || !startsInItsFolder(file, workspace)) return [];
  const dir = joinPath(rootOf(file.path), command.cwd);
  const module = workspace.module(`${dir}/_`);
  if (!module || unit.kind === 'script') return [];
  const folders = argumentsOf(command, dir, workspace).map(p => mainFolders(p, dir, command.cwd!, module, workspace));
  return folders.every(f => f.length > 0) ? folders.flat() : [];
}

/** Package arguments, `.` where there are none. What follows the package of `go run` is for the program. */
export function packagesBuilt({ verb, packages }: GoCommand): readonly (string | undefined)[] {
  const named = verb === 'run' ? packages.slice(0, 1) : packages;
  return named.length === 0 ? ['.'] : named;
}

/** The same with a folder in place of files that are all there is to it. */
function argumentsOf(command: GoCommand, dir: string, workspace: WorkspaceView): readonly (string | undefined)[] {
  const named = packagesBuilt(command);
  const folder = folderOfFiles(named);
  return folder !== undefined && areAllOf(named, joinPath(dir, folder), workspace) ? [folder] : named;
}

/** True where these files are all of a folder (workspace path) but its tests. */
export function areAllOf(named: readonly (string | undefined)[], folder: string, workspace: WorkspaceView): boolean {
  const names = named.map(file => baseName(file!));
  const all = workspace.packageDeclarations(folder).files.filter(f => !f.isTest);
  return names.includes('*.go') || (all.length > 0 && all.every(f => names.includes(baseName(f.path))));
}

/** `./cmd/app` for `cmd/app/main.go cmd/app/flags.go`; undefined where it is not files of one folder that are named. */
export function folderOfFiles(named: readonly (string | undefined)[]): string | undefined {
  const folders = new Set(named.map(file => (file?.endsWith('.go') && !file.startsWith('/') ? parentOf(`/./${file}`) : '')));
  const [folder = '', ...others] = folders;
  return folder === '' || others.length > 0 ? undefined : `.${folder.slice(2)}` || '.';
}

export interface NamedFolder {
  readonly folder: string;
  /** `./...`: all below. */
  readonly below: boolean;
}

/** Folders (workspace paths) that the package arguments name, whether or not a program is there; empty when one of them cannot be told. */
export function namedFolders(file: BuildFileFacts, command: GoCommand, workspace: WorkspaceView): readonly NamedFolder[] {
  const { cwd } = command;
  if (cwd === undefined || !startsInItsFolder(file, workspace)) return [];
  const dir = joinPath(rootOf(file.path), cwd);
  const module = workspace.module(`${dir}/_`);
  const named = argumentsOf(command, dir, workspace).map(argument => module && namedFolder(argument, dir, cwd, module));
  return named.flatMap(n => n ?? []).length === named.length ? named.flatMap(n => n ?? []) : [];
}

function namedFolder(argument: string | undefined, dir: string, cwd: string, module: GoModFacts): NamedFolder | undefined {
  // Files named one by one may be a part of their folder.
  if (argument === undefined || argument.endsWith('.go') || argument.includes('@')) return undefined;
  const folder = folderOf(argument.replace(/\/?\.\.\.$/, '') || '.', dir, cwd, module);
  return folder === undefined ? undefined : { folder, below: /(?:^|\/)\.\.\.$/.test(argument) };
}

/** Folders of the main packages that one package argument names. */
export function foldersNamed(file: BuildFileFacts, command: GoCommand, argument: string, workspace: WorkspaceView): readonly string[] {
  return startsInItsFolder(file, workspace) ? foldersFromRoot(rootOf(file.path), command, argument, workspace) : [];
}

/** The same where `/` stands for this folder of the workspace. */
export function foldersFromRoot(root: string, command: GoCommand, argument: string, workspace: WorkspaceView): readonly string[] {
  if (command.cwd === undefined) return [];
  const dir = joinPath(root, command.cwd);
  const module = workspace.module(`${dir}/_`);
  const files = argument.split(' ');
  // Files that are named one by one: their folder holds the program, or a part of it.
  const path = files.every(f => f.endsWith('.go')) ? `./${files[0]!.replace(/[^/]*$/, '')}` : argument;
  return module ? mainFolders(path, dir, command.cwd, module, workspace) : [];
}

/** A folder that a command names has no Go file here: what its program declares is not known. */
export function buildsWhatIsNotHere(file: BuildFileFacts, command: GoCommand, workspace: WorkspaceView): boolean {
  const { cwd } = command;
  if (cwd === undefined || !startsInItsFolder(file, workspace)) return false;
  const folders = packagesBuilt(command).filter(p => p !== undefined && /^\.\/?(?:[\w/-]*[\w-])?$/.test(p));
  return folders.some(p => workspace.packageDeclarations(joinPath(joinPath(rootOf(file.path), cwd), p!)).files.length === 0);
}

/** The module of the folder that the command runs in; undefined where nobody knows it. */
export function moduleRunIn(file: BuildSource, command: GoCommand, workspace: WorkspaceView): GoModFacts | undefined {
  const { cwd } = command;
  if (cwd === undefined) return isBuildFile(file) && file.kind === 'shell' ? moduleOfScript(file, command, workspace) : undefined;
  const own = rootOf(file.path);
  const roots = isBuildFile(file) && isOfService(file.kind) ? foldersFrom(own) : [own];
  const [module, ...others] = new Set(roots.flatMap(root => workspace.module(`${joinPath(root, cwd)}/_`) ?? []));
  return others.length === 0 ? module : undefined;
}

/** Scripts that may leave their module: each of their commands asks. */
const leaving = new WeakMap<BuildFileFacts, boolean>();

/** A script may be called in any folder: it builds programs of its own module where they lie just as it names them from there. */
function moduleOfScript(file: BuildFileFacts, command: GoCommand, workspace: WorkspaceView): GoModFacts | undefined {
  const { path } = file;
  const leaves = leaving.get(file) ?? mayLeaveModule(workspace.text(path) ?? '');
  leaving.set(file, leaves);
  if (leaves) return undefined;
  const module = workspace.module(path);
  const isHere = (p: string | undefined) => {
    const folder = module && p?.startsWith('./') ? joinPath(module.dir, p) : undefined;
    return folder !== undefined && workspace.mainPackages(folder).includes(folder);
  };
  return packagesBuilt(command).every(isHere) ? module : undefined;
}

/** Their jobs start in the folder of the repository, wherever in it the file lies. */
const isOfService = (kind: BuildFileKind) => Object.hasOwn(CI_FORMATS, kind);

/** The folder, and all that it lies in. */
function foldersFrom(folder: string): readonly string[] {
  const names = folder === '' ? [] : folder.split('/');
  return [...names.keys(), names.length].map(n => names.slice(0, n).join('/')).reverse();
}

/** Included files run where the file that includes them stands, and scripts wherever somebody calls them. */
function startsInItsFolder({ kind, path }: BuildFileFacts, workspace: WorkspaceView): boolean {
  const name = baseName(path);
  if (kind === 'makefile') return !isIncludedMakefile(path);
  if (kind === 'gitlab-ci') return name === '.gitlab-ci.yml';
  return (
    kind === 'github-actions' ||
    kind === 'github-composite' ||
    kind === 'compose' ||
    kind === 'taskfile' ||
    kind === 'goreleaser' ||
    kind === 'ko' ||
    // Without a module above there is nothing else to build.
    (isOfService(kind) &&
      foldersFrom(rootOf(path))
        .slice(1)
        .every(folder => !workspace.module(`${folder}/_`)))
  );
}

function mainFolders(
  argument: string | undefined,
  dir: string,
  cwd: string,
  module: GoModFacts,
  workspace: WorkspaceView,
): readonly string[] {
  const named = namedFolder(argument, dir, cwd, module);
  if (named === undefined) return [];
  const inModule = (d: string) => workspace.module(`${d}/_`) === module;
  return workspace.mainPackages(named.folder).filter(d => (named.below || d === named.folder) && inModule(d));
}

function folderOf(path: string, dir: string, cwd: string, module: GoModFacts): string | undefined {
  if (/^\.{1,2}(?:\/|$)/.test(path)) return leavesTree(cwd, path) ? undefined : joinPath(dir, path);
  if (path === module.module) return module.dir;
  return path.startsWith(`${module.module}/`) ? joinPath(module.dir, path.slice(module.module.length + 1)) : undefined;
}
