/** Shared C libraries that a program is linked against, and that the image which starts it does not have. */

import type { DockerfileFacts, StageFacts } from '../builds/dockerfile/facts.js';
import { installedIn, isPlainPackage, lineage, mayBringFiles, stepsOf } from '../builds/dockerfile/stages.js';
import type { StageFiles } from '../builds/program-walk.js';
import { goFlag, splitTags } from '../shell/go-command.js';
import type { CopyFacts, StageStep } from '../shell/shell-records.js';
import { type SharedLibrary, sharedLibraryOf } from '../tables/shared-libraries.js';
import type { CgoNeed } from './cgo-closure.js';
import { packageFolder } from './image-build.js';
import { isPlainFile, NO_LIBRARIES, type StartedProgram, startedPrograms } from './image-start.js';
import { linkageOf } from './linkage.js';
import type { WorkspaceView } from './view.js';

export interface MissingLibrary extends StartedProgram {
  readonly library: SharedLibrary;
  readonly need: CgoNeed;
  /** ARGs whose defaults this follows from. */
  readonly args: readonly string[];
}

/** In the order of the stages that start the programs. */
export function findMissingLibraries(facts: DockerfileFacts, workspace: WorkspaceView): MissingLibrary[] {
  if (facts.stages.length < 2) return [];
  return startedPrograms(facts, workspace).flatMap(({ files, ...program }) => {
    const { stage, root, image, builder, started } = program;
    const { artifact } = started;
    if (image.libc !== 'musl' && image.libc !== 'glibc') return [];
    if (lineage(facts, stage).includes(builder) || image.packages === 'rpm' || isPathSet(stage)) return [];
    // Images to build in hold libraries of many packages for development.
    if (image.go || image.compiler) return [];
    const folder = packageFolder(facts, artifact, workspace);
    if (folder === undefined) return [];
    const linkage = linkageOf(facts, builder, artifact.command, tags => workspace.cgoClosure(folder, tags));
    // With another loader the program does not even get this far.
    if (linkage.kind !== 'dynamic' || linkage.libc !== image.libc) return [];
    const tags = goFlag(artifact.command, 'tags');
    const given = tags === undefined || tags === 'unknown' ? [] : splitTags(tags.text ?? '');
    const seen = new Set<SharedLibrary>();
    return (linkage.closure?.needs ?? []).flatMap(need => {
      const library = sharedLibraryOf(need.importPath, given);
      if (!library || seen.has(library)) return [];
      seen.add(library);
      const isLinked = library.lacking ? library.lacking.test(root.from.image?.repository ?? '') : isPackaged(facts, builder, library);
      if (!isLinked || mayHave(facts, stage, library, files)) return [];
      return [{ ...program, library, need, args: [...linkage.args, ...root.from.args] }];
    });
  });
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
    return installs ? installs.some(p => p === undefined || !isPlainPackage(p)) : mayBringFiles(step.command, words);
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
