/** What the verdicts on files that build want to know of the Go code around them. */

import { dirName, isBelow } from '../base/paths.js';
import { buildFileKind, languageOf } from '../builds/kinds.js';
import { ABOUT_LAMBDA } from '../builds/lambda.js';
import { rootOf } from '../program/build-contexts.js';
import { mayLackFiles } from '../program/image-files.js';
import type { WorkspaceView } from '../program/view.js';
import { mayImportExperimental } from '../tables/experimental-packages.js';
import type { ProgramDemand } from './steps.js';

/** A module with a file that builds, or the folder of one that lies in no module. */
export interface Region {
  readonly dir: string;
  /** What is wanted of its Go files: outlines of all, or of those that may need an experiment only. */
  readonly outlines: 'all' | 'experimental';
  /** A linker sets variables, so declarations will be asked for. */
  readonly declarations: boolean;
  /** An image may lack files, so what programs do will be asked for. */
  readonly parts: boolean;
}

/** Words of a file about the program whose Go files are needed then: linker variables, cgo, which other targets lack. */
const ABOUT_PROGRAMS = /-X[\s=]|CGO_ENABLED|GOOS|GOARCH|golang:[\w.-]{0,60}alpine/;
const SETS_VARIABLES = /-X/;

/** The regions of these files, which must be known with the go.mod files above them. */
export function regionsOf(
  files: Pick<WorkspaceView, 'module' | 'text' | 'dockerfileFacts'>,
  paths: readonly string[],
  programs: ProgramDemand,
): Region[] {
  const byDir = new Map<string, Region>();
  for (const path of paths) {
    const mod = files.module(path)?.path;
    // A job at the root of the repository may build modules below it.
    const dir = mod === undefined ? rootOf(path) : dirName(mod);
    const before = byDir.get(dir);
    const text = files.text(path) ?? '';
    const dockerfile = files.dockerfileFacts(path);
    const asks = programs === 'all' || saysOfPrograms(path, text);
    byDir.set(dir, {
      dir,
      outlines: asks || before?.outlines === 'all' ? 'all' : 'experimental',
      declarations: SETS_VARIABLES.test(text) || before?.declarations === true,
      parts: (dockerfile !== undefined && mayLackFiles(dockerfile)) || before?.parts === true,
    });
  }
  return [...byDir.values()];
}

/** ko switches cgo off by itself, and functions start a program wherever it is built. */
function saysOfPrograms(path: string, text: string): boolean {
  if (languageOf(path) === 'dockerfile') return true;
  const kind = buildFileKind(path);
  if (kind === 'lambda' || kind === 'helm') return ABOUT_LAMBDA.test(text) || ABOUT_PROGRAMS.test(text);
  return languageOf(path) === 'build' && (kind === 'ko' || ABOUT_PROGRAMS.test(text));
}

/** True when a Go file with this text tells a region something. */
export function tellsRegion({ dir, outlines }: Region, path: string, text: string): boolean {
  return isBelow(path, dir) && (outlines === 'all' || mayImportExperimental(text));
}
