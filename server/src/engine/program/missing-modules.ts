/** Modules that go.mod or go.work names by their folder, where a Dockerfile downloads modules before it copies them. */

import { baseName, joinPath, parentOf, relativeTo, resolvePath, withoutSlash } from '../base/paths.js';
import type { DockerfileFacts, StageFacts } from '../builds/dockerfile/facts.js';
import { baseImage, goCommands, stepsOf } from '../builds/dockerfile/stages.js';
import { type GoModFacts, parseGoWork } from '../builds/go-mod.js';
import { type GoCommand, goSetting } from '../shell/go-command.js';
import type { CopyFacts, RunCommand, StageStep } from '../shell/shell-records.js';
import { contextsOf, foldersAt, moduleInImage } from './image-build.js';
import type { WorkspaceView } from './view.js';

export interface MissingModule {
  readonly command: GoCommand;
  readonly by: 'go.mod' | 'go.work';
  /** The file that names it. */
  readonly file: string;
  /** Of a replacement: the module that it stands for. */
  readonly module: string | undefined;
  /** The folder as it is written. */
  readonly target: string;
}

/** Commands that read the go.mod of each module that is replaced by a folder. */
const READERS = new Set(['download', 'verify']);
/** Programs that put no go.mod anywhere. */
const HARMLESS = new Set('mkdir echo update-ca-certificates set export true chmod adduser addgroup useradd groupadd'.split(' '));
/** What else may bring files: a bound folder, copies with their parents, text of the file itself. */
export const BRINGS_MORE = /--mount=(?!\S*type=(?:cache|secret|ssh|tmpfs))|--parents|<</;

/** The first command of each stage that surely fails. */
export function findMissingModules(facts: DockerfileFacts, workspace: WorkspaceView): MissingModule[] {
  if (BRINGS_MORE.test(workspace.text(facts.path) ?? '<<')) return [];
  return facts.stages.flatMap(stage => {
    if (!baseImage(facts, stage)?.go) return [];
    const steps = stepsOf(facts, stage);
    const at = steps.findIndex(step => step.kind === 'go' && readsModules(step.command));
    const step = steps[at];
    // What the parent runs is said there.
    if (step?.kind !== 'go' || !stage.steps.includes(step)) return [];
    const before = steps.slice(0, at);
    if (before.some(mayBringModule)) return [];
    const copies = before.flatMap(s => (s.kind === 'copy' ? [s.copy] : []));
    const module = moduleInImage(facts, step.command, workspace) ?? moduleBuilt(facts, stage, step.command, workspace);
    return [...replaced(module, step.command, copies, workspace), ...used(facts, step.command, copies, workspace)].slice(0, 1);
  });
}

const readsModules = ({ verb, packages, certain, onFailure }: GoCommand): boolean =>
  verb === 'mod' && READERS.has(packages[0] ?? '') && certain && onFailure !== 'goes on';

function mayBringModule(step: StageStep): boolean {
  if (step.kind === 'go') return step.command.verb === undefined || (step.command.verb !== 'env' && step.command.verb !== 'version');
  if (step.kind === 'run') return !isHarmless(step.command);
  return step.kind === 'copy' && (step.copy.inline || step.copy.destination === undefined || step.copy.sources.includes(undefined));
}

/** Puts no file of Go's anywhere. */
export const isHarmless = ({ name, installs, words }: RunCommand): boolean =>
  installs !== undefined || (name !== undefined && (HARMLESS.has(name) || isPreparing(words)));

/** Lists of packages are fetched, or git learns how to fetch. */
const isPreparing = ([name, verb]: RunCommand['words']): boolean =>
  name === 'git' ? verb === 'config' : /^(?:apk|apt|apt-get)$/.test(name ?? '') && /^(?:update|upgrade|clean)$/.test(verb ?? '');

/** The one module, of those that may be the command's, in which the program lies that the stage builds by a path of its own. */
function moduleBuilt(facts: DockerfileFacts, stage: StageFacts, { cwd }: GoCommand, workspace: WorkspaceView): GoModFacts | undefined {
  const built = goCommands(stage).flatMap(c => (c.verb === 'build' && c.cwd === cwd ? c.packages : []));
  const paths = built.flatMap(p => (p && /^\.\/\w[\w/-]*$/.test(p) ? [p] : []));
  if (cwd === undefined || paths.length === 0) return undefined;
  const modules = new Set(foldersAt(facts, stage, cwd, workspace).flatMap(folder => workspace.module(joinPath(folder, '_')) ?? []));
  const holds = ({ dir }: GoModFacts, path: string) => workspace.mainPackages(joinPath(dir, path)).includes(joinPath(dir, path));
  const [module, ...others] = [...modules].filter(m => paths.every(path => holds(m, path)));
  return others.length === 0 ? module : undefined;
}

/** The go.mod of the command's own folder was copied as a file, or with its folder. */
function replaced(
  module: GoModFacts | undefined,
  command: GoCommand,
  copies: readonly CopyFacts[],
  workspace: WorkspaceView,
): MissingModule[] {
  const { cwd } = command;
  if (cwd === undefined || !module || module.isPartial || !copies.some(copy => brings(copy, cwd))) return [];
  return module.replaces.flatMap((r): MissingModule[] => {
    const place = /^\.{1,2}\//.test(r.target) ? resolvePath(cwd, r.target) : undefined;
    const isRequired = module.requires.some(q => q.path === r.path && (r.from === undefined || r.from === q.version));
    if (place === undefined || !isRequired || !isModule(joinPath(module.dir, r.target), workspace)) return [];
    if (copies.some(copy => brings(copy, withoutSlash(place)))) return [];
    return [{ command, by: 'go.mod', file: module.path, module: r.path, target: r.target }];
  });
}

/** The go.work was copied as a file. */
function used(facts: DockerfileFacts, command: GoCommand, copies: readonly CopyFacts[], workspace: WorkspaceView): MissingModule[] {
  const setting = goSetting(command, 'GOWORK');
  if (command.cwd === undefined || (setting !== undefined && (setting === 'unknown' || setting.text !== ''))) return [];
  for (const copy of copies) {
    const source = copy.from ? undefined : copy.sources.find(s => /^go\.(?:work|work\*|\*)$/.test(baseName(s ?? '')));
    const place = source === undefined ? undefined : folderOf(copy);
    if (source === undefined || place === undefined || relativeTo(place, command.cwd) === undefined) continue;
    const folder = source.includes('/') ? parentOf(source).replace(/^(?:\.?\/)+|^\.$/, '') : '';
    const files = contextsOf(facts.path).map(root => joinPath(joinPath(root, folder), 'go.work'));
    const [file, ...others] = files.filter(path => workspace.text(path) !== undefined);
    if (file === undefined || others.length > 0) continue;
    const dir = file.slice(0, -'/go.work'.length);
    const targets = parseGoWork(file, workspace.text(file)!).uses.filter(target => {
      const at = target.startsWith('/') ? undefined : resolvePath(place, target);
      return at !== undefined && isModule(joinPath(dir, target), workspace) && !copies.some(c => brings(c, withoutSlash(at)));
    });
    // The line of the first is what the go command prints.
    return targets.slice(0, 1).map(target => ({ command, by: 'go.work', file, module: undefined, target }));
  }
  return [];
}

const isModule = (folder: string, workspace: WorkspaceView): boolean => workspace.module(joinPath(folder, '_'))?.dir === folder;

/** A file of Go's by its name, or a pattern of such files. */
const GO_FILE = /^(?:go\.[\w*?]+|\*\.\w+|[\w.-]+\.(?:go|mod|sum|work)\*?)$/;

/** True where the copy may leave a go.mod in this folder of the image. */
const brings = (copy: CopyFacts, place: string): boolean => bringsFile(copy, place, /^(?:go\.(?:mod|\*|m\w*\*?)|\*\.mod)$/);

/** The same for a file that is named, or meant, by such words. */
export function bringsFile(copy: CopyFacts, place: string, named: RegExp): boolean {
  return copy.sources.some(source => {
    const name = baseName(source!);
    if (GO_FILE.test(name)) return named.test(name) && folderOf(copy) === place;
    return relativeTo(withoutSlash(copy.destination!), place) !== undefined;
  });
}

/** The folder that a file is copied into. */
function folderOf({ destination, sources }: CopyFacts): string | undefined {
  if (destination === undefined) return undefined;
  const isFile = sources.length === 1 && !destination.endsWith('/') && GO_FILE.test(baseName(destination));
  return withoutSlash(isFile ? parentOf(destination) : destination);
}
