/** Shared C libraries that a program is linked against, and that the image which starts it does not have. */

import type { DockerfileFacts, StageFacts } from '../builds/dockerfile/facts.js';
import { installedIn, isPlainPackage, lineage, mayBringFiles, stepsOf } from '../builds/dockerfile/stages.js';
import type { OutsideBuilder, StageFiles } from '../builds/program-walk.js';
import { goFlag, splitTags } from '../shell/go-command.js';
import type { CopyFacts, StageStep } from '../shell/shell-records.js';
import { librariesLinked, type SharedLibrary, sharedLibraryOf } from '../tables/shared-libraries.js';
import type { CgoNeed } from './cgo-closure.js';
import { packageFolder } from './image-build.js';
import { isPlainFile, NO_LIBRARIES, type Start, type StartedProgram, startedPrograms } from './image-start.js';
import { type Linkage, linkageOf, linkageOn } from './linkage.js';
import { type OutsideProgram, outsidePrograms } from './outside-programs.js';
import type { WorkspaceView } from './view.js';

export interface MissingLibrary extends Start {
  /** Where it is built when that is outside of the image. */
  readonly outside?: OutsideBuilder;
  readonly library: SharedLibrary;
  readonly need: CgoNeed;
  /** ARGs whose defaults this follows from. */
  readonly args: readonly string[];
}

/** In the order of the stages that start the programs. */
export function findMissingLibraries(facts: DockerfileFacts, workspace: WorkspaceView): MissingLibrary[] {
  const own = facts.stages.length < 2 ? [] : startedPrograms(facts, workspace);
  return [
    ...own.flatMap(program => missingInside(facts, program, workspace)),
    ...outsidePrograms(facts, workspace).flatMap(group => missingOutside(group, workspace)),
  ];
}

function missingInside(
  facts: DockerfileFacts,
  { files, ...program }: StartedProgram & { readonly files: StageFiles },
  workspace: WorkspaceView,
): MissingLibrary[] {
  const { stage, root, builder, started } = program;
  const { artifact } = started;
  if (!mayLackLibraries(program) || lineage(facts, stage).includes(builder)) return [];
  const folder = packageFolder(facts, artifact, workspace);
  if (folder === undefined) return [];
  const linkage = linkageOf(facts, builder, artifact.command, tags => workspace.cgoClosure(folder, tags));
  return linkedLibraries(linkage, program).flatMap(({ library, need, args }) => {
    const isLinked = library.lacking ? library.lacking.test(root.from.image?.repository ?? '') : isPackaged(facts, builder, library);
    return !isLinked || mayHave(facts, stage, library, files) ? [] : [{ ...program, library, need, args }];
  });
}

/** Missing wherever the program may come from. */
function missingOutside(group: readonly OutsideProgram[], workspace: WorkspaceView): MissingLibrary[] {
  // Whoever builds it by hand has the library from somewhere, too.
  const installed = group.flatMap(({ world }) => world.installed);
  const found = group.map(program => missingFrom(program, installed, workspace));
  const [first, ...others] = found;
  return first!.filter(({ library }) => others.every(other => other.some(o => o.library === library)));
}

function missingFrom(program: OutsideProgram, installed: readonly string[], workspace: WorkspaceView): MissingLibrary[] {
  const { facts, stage, root, image, started, outside, files, folder, world } = program;
  const { command } = started.artifact;
  if (folder === undefined || !world.machine || !command.certain || !mayLackLibraries(program)) return [];
  const linkage = linkageOn(world.machine, command, tags => workspace.cgoClosure(folder, tags));
  return linkedLibraries(linkage, program).flatMap(({ library, need, args }) => {
    const isLinked = library.lacking
      ? library.lacking.test(root.from.image?.repository ?? '')
      : installed.some(p => library.words.test(p)) && !installed.some(p => p.endsWith('-static'));
    if (!isLinked || mayHave(facts, stage, library, files)) return [];
    return [{ stage, root, image, started, outside, library, need, args }];
  });
}

/** Images to build in hold libraries of many packages for development, and those of another program what that one needs. */
function mayLackLibraries({ stage, image }: Start): boolean {
  const isBare = image.packages === undefined || (image.packages !== 'rpm' && image.compiler === false);
  return (image.libc === 'musl' || image.libc === 'glibc') && isBare && !isPathSet(stage) && !image.go;
}

/** Shared libraries of the table that a program surely asks for, each once. */
function linkedLibraries(linkage: Linkage, { image, root, started }: Start): Pick<MissingLibrary, 'library' | 'need' | 'args'>[] {
  // With another loader the program does not even get this far.
  if (linkage.kind !== 'dynamic' || linkage.libc !== image.libc) return [];
  const tags = goFlag(started.artifact.command, 'tags');
  const given = tags === undefined || tags === 'unknown' ? [] : splitTags(tags.text ?? '');
  const args = [...linkage.args, ...root.from.args];
  const found = new Map<SharedLibrary, CgoNeed>();
  for (const need of linkage.closure?.needs ?? [])
    for (const library of librariesOf(need, given)) if (!found.has(library)) found.set(library, need);
  return [...found]
    .filter(([library]) => !(library.inDebian && image.packages === 'apt'))
    .map(([library, need]) => ({ library, need, args }));
}

/** Of the table, what a package with cgo is linked against. */
export function librariesOf({ importPath, links = [] }: CgoNeed, tags: readonly string[]): readonly SharedLibrary[] {
  const library = sharedLibraryOf(importPath, tags);
  return library ? [library] : librariesLinked(links);
}

const isPathSet = ({ environment }: StageFacts) => environment.get('LD_LIBRARY_PATH') !== undefined && environment.closed;

/** The library of the build image is surely a shared one: it comes from a package, and nothing builds another. */
function isPackaged(facts: DockerfileFacts, builder: StageFacts, { words }: SharedLibrary): boolean {
  const installed = installedIn(facts, builder).filter(p => p !== undefined && words.test(p));
  if (installed.length === 0 || installed.some(p => p!.endsWith('-static'))) return false;
  return !stepsOf(facts, builder).some(step => {
    if (step.kind === 'copy') return step.copy.from !== undefined && copyNames(step.copy, words);
    return step.kind === 'run' && step.command.installs === undefined && step.command.words.some(w => w !== undefined && words.test(w));
  });
}

function mayHave(facts: DockerfileFacts, stage: StageFacts, { words }: SharedLibrary, files: StageFiles): boolean {
  return stepsOf(facts, stage).some(step => mayBring(step, words, files));
}

function mayBring(step: StageStep, words: RegExp, files: StageFiles): boolean {
  if (step.kind === 'run') {
    const { installs } = step.command;
    return installs ? installs.some(p => p === undefined || words.test(p) || !isPlainPackage(p)) : mayBringFiles(step.command, words);
  }
  return step.kind === 'copy' && copyMayBring(step.copy, words, files);
}

function copyNames({ sources, destination }: CopyFacts, words: RegExp): boolean {
  return [...sources, destination].some(path => path === undefined || words.test(path));
}

function copyMayBring(copy: CopyFacts, words: RegExp, files: StageFiles): boolean {
  const { destination, sources } = copy;
  if (copyNames(copy, words) || sources.some(s => /\.so\b|(?:^|\/)lib/.test(s!))) return true;
  if (NO_LIBRARIES.test(destination!)) return false;
  const name = destination!.replace(/^\//, '');
  // A file in the root, or what one cannot tell from it.
  return sources.some(s => !isPlainFile(s!, copy, files)) && (name === '' || /\//.test(name) || /^(?:lib|usr|opt)/.test(name));
}
