/** Packages of its own module, and files that they embed, which a program needs and which a Dockerfile does not have where it builds it. */

import type { Location } from '../base/finding.js';
import { joinPath, relativeTo, withoutSlash } from '../base/paths.js';
import type { DockerfileFacts, StageFacts } from '../builds/dockerfile/facts.js';
import { baseImage, stepsOf } from '../builds/dockerfile/stages.js';
import { dockerignoreOf } from '../builds/dockerignore.js';
import type { GoModFacts } from '../builds/go-mod.js';
import { takesHead } from '../go/package/package-files.js';
import { type GoCommand, goFlag, splitTags } from '../shell/go-command.js';
import type { CopyFacts, StageStep } from '../shell/shell-records.js';
import { embedsOf } from './embedded-files.js';
import { contextsOfBuilds } from './go-work-in-force.js';
import { contextsOf, foldersAt, foldersBuilt, moduleInImage } from './image-build.js';
import { isLinux } from './linkage.js';
import { BRINGS_MORE, bringsFile, isHarmless } from './missing-modules.js';
import { GO_MOD } from './missing-sums.js';
import { type NeededPackage, neededPackages } from './needed-packages.js';
import type { WorkspaceView } from './view.js';

export interface MissingPackage {
  readonly command: GoCommand;
  readonly importPath: string;
  /** Folder from the module; of an embedded file, its path. */
  readonly path: string;
  /** The pattern of a `//go:embed`, where that is what finds nothing. */
  readonly embed?: string;
  /** Where the program asks for it. */
  readonly at?: Location;
  /** The line of a .dockerignore that leaves it out; undefined where nothing copies it. */
  readonly ignore?: Location;
}

const VERBS = new Set(['build', 'install']);
/** Nobody writes more by hand, and what comes out of a template forgets none. */
const MAX_COPIES = 60;

/** The first that each stage lacks at the first program it builds. */
export function findMissingPackages(facts: DockerfileFacts, workspace: WorkspaceView): MissingPackage[] {
  if (BRINGS_MORE.test(workspace.text(facts.path) ?? '<<')) return [];
  return facts.stages.flatMap(stage => {
    if (!baseImage(facts, stage)?.go) return [];
    const steps = stepsOf(facts, stage);
    const at = steps.findIndex(step => step.kind === 'go' && VERBS.has(step.command.verb ?? ''));
    const step = steps[at];
    if (step?.kind !== 'go' || !stage.steps.includes(step)) return [];
    const before = steps.slice(0, at);
    const place = before.some(mayBringSources) ? undefined : placeOf(facts, stage, step.command, workspace);
    if (!place) return [];
    return lackedBy(facts, stage, { ...place, command: step.command, before }, workspace).slice(0, 1);
  });
}

interface Place {
  readonly command: GoCommand;
  readonly before: readonly StageStep[];
  readonly module: GoModFacts;
  /** Its folder in the image. */
  readonly root: string;
}

/** The command runs where go.mod lies, of a module that nothing else can stand for. */
function placeOf(facts: DockerfileFacts, stage: StageFacts, command: GoCommand, workspace: WorkspaceView) {
  const { cwd } = command;
  const isSure = command.certain && command.onFailure !== 'goes on' && isLinux(command);
  if (cwd === undefined || !isSure || command.flags.values.has('overlay') || command.flags.values.has('C')) return undefined;
  const module = moduleInImage(facts, command, workspace);
  const isRoot = module && foldersAt(facts, stage, cwd, workspace).every(folder => folder === module.dir);
  return isRoot && !module.isPartial ? { module, root: withoutSlash(cwd) } : undefined;
}

function* packagesBuilt(facts: DockerfileFacts, stage: StageFacts, { command, module }: Place, workspace: WorkspaceView) {
  const flag = goFlag(command, 'tags');
  if (flag === 'unknown' || (flag && flag.text === undefined)) return;
  const tags = splitTags(flag?.text ?? '');
  for (const folder of foldersBuilt(facts, stage, command, workspace))
    for (const found of neededPackages(folder, module, tags, workspace)) yield { ...found, tags };
}

function lackedBy(facts: DockerfileFacts, stage: StageFacts, place: Place, workspace: WorkspaceView): MissingPackage[] {
  const { command, module, root, before } = place;
  const copies = before.flatMap(step => (step.kind === 'copy' ? [step.copy] : []));
  // Each package asks all of them. Without go.mod, go may build a file of another folder by itself.
  if (copies.length > MAX_COPIES || !copies.some(copy => !copy.from && bringsFile(copy, root, GO_MOD))) return [];
  const ignore = ignoreFileOf(facts, module, workspace);
  const out: MissingPackage[] = [];
  for (const { importPath, dir, tags } of packagesBuilt(facts, stage, place, workspace)) {
    const path = relativeTo(module.dir, dir)!;
    const inImage = withoutSlash(`${root}/${path}`);
    const common = { command, importPath };
    const isGenerated = workspace.mayLackGoFiles(dir);
    if (path !== '' && !isGenerated && !copies.some(copy => bringsFolder(copy, inImage, facts, workspace))) {
      out.push({ ...common, path, ...importOf(importPath, module, workspace) });
    } else if (path !== '' && !isGenerated && isLeftOut(copies, inImage)) {
      const line = ignore?.by(path);
      if (line) out.push({ ...common, path, ignore: { file: ignore!.file, span: line.span } });
    }
    for (const embed of embedded({ importPath, dir }, tags, workspace)) {
      const file = path === '' ? embed.path : `${path}/${embed.path}`;
      const target = withoutSlash(`${root}/${file}`);
      const at = { file: embed.file, span: embed.span };
      const found = { ...common, path: file, embed: embed.pattern, at };
      const line = isLeftOut(copies, target) ? ignore?.by(file) : undefined;
      if (!copies.some(copy => mayBringFile(copy, target))) out.push(found);
      else if (line) out.push({ ...found, ignore: { file: ignore!.file, span: line.span } });
    }
    if (out.length > 0) break;
  }
  return out;
}

function* embedded({ dir }: NeededPackage, tags: readonly string[], workspace: WorkspaceView) {
  for (const file of workspace.packageDeclarations(dir).files) {
    const isTaken = [true, false].every(cgo => ['amd64', 'arm64'].every(arch => takesHead(file, { os: 'linux', arch, cgo, tags })));
    if (!file.isTest && isTaken) yield* embedsOf(file);
  }
}

/** The import that asks for a package, in some file of the module. */
function importOf(importPath: string, module: GoModFacts, workspace: WorkspaceView): { readonly at?: Location } {
  for (const file of workspace.moduleFiles(module.path)) {
    const import_ = file.isTest ? undefined : file.imports.find(i => i.path === importPath);
    if (import_) return { at: { file: file.path, span: import_.span } };
  }
  return {};
}

/** All that leaves it there comes from the context. */
const isLeftOut = (copies: readonly CopyFacts[], target: string): boolean =>
  copies.every(copy => !copy.from || !mayBringFile(copy, target));

/** The .dockerignore of each build there is. */
function ignoreFileOf({ path, ...facts }: DockerfileFacts, module: GoModFacts, workspace: WorkspaceView) {
  if (!contextsOfBuilds({ path, ...facts }, module, workspace).every(root => root === module.dir)) return undefined;
  const own = `${path}.dockerignore`;
  const file = workspace.text(own) === undefined ? joinPath(module.dir, '.dockerignore') : own;
  const text = workspace.text(file);
  return text === undefined ? undefined : { file, by: dockerignoreOf(text) };
}

const LEAVES_SOURCES = new Set(['env', 'version', 'build', 'install', 'test', 'vet', 'list', 'fmt', 'tool']);

function mayBringSources(step: StageStep): boolean {
  if (step.kind === 'go') {
    const { verb, packages } = step.command;
    return !(LEAVES_SOURCES.has(verb ?? '') || (verb === 'mod' && /^(?:download|verify|tidy)$/.test(packages[0] ?? '')));
  }
  if (step.kind === 'run') return !isHarmless(step.command);
  return step.kind === 'copy' && (step.copy.inline || step.copy.destination === undefined || step.copy.sources.includes(undefined));
}

const isPattern = (source: string): boolean => /[*?[]/.test(source);
/** Go files, which bring nothing else. */
const GO_FILES = /(?:^|\/)(?:go\.(?:mod|sum|work)|go\.\*|[\w.*-]+\.go)$/;

/** True where the copy may leave the package in this folder of the image. */
function bringsFolder(copy: CopyFacts, place: string, { path }: DockerfileFacts, workspace: WorkspaceView): boolean {
  if (copy.from || copy.sources.some(s => isPattern(s!) && !GO_FILES.test(s!))) return mayBringFile(copy, place);
  const destination = withoutSlash(copy.destination!);
  return copy.sources.some(source => {
    if (GO_FILES.test(source!)) return bringsFile(copy, place, /\.go$/);
    const rest = relativeTo(destination, place);
    if (rest === undefined) return false;
    const folders = contextsOf(path).map(root => joinPath(joinPath(root, source!.replace(/^(?:\.?\/)+|^\.$/, '')), rest));
    return folders.some(folder => workspace.packageDeclarations(folder).files.length > 0);
  });
}

/** Anything but a Go file may be, or hold, what lies there. */
function mayBringFile(copy: CopyFacts, place: string): boolean {
  const destination = withoutSlash(copy.destination!);
  if (!copy.from && copy.sources.every(source => GO_FILES.test(source!))) return false;
  return relativeTo(destination, place) !== undefined || relativeTo(place, destination) !== undefined;
}
