/** What a host is asked while an analysis goes on, and what it may be asked to look into. */

import type { Sliced } from '../base/slices.js';
import type { Language } from '../builds/kinds.js';
import type { PackagePlace } from '../program/modules/module-build.js';

/**
 * One step towards final verdicts. What is needed is answered before the next step is taken, with undefined for what is not there; a need
 * without an answer is not repeated. `step`: one slice of work was done, short enough to hold a thread for it.
 */
export type AnalysisStep = NeededFile | NeededFolder | NeededPackage | NeededTable | { readonly kind: 'step' } | { readonly kind: 'done' };

export interface NeededFile {
  readonly kind: 'need file';
  readonly path: string;
  /** It is read for what it says of modules alone; the file itself may be asked for as well, and both want their answers. */
  readonly isAside?: true;
  answer(text: string | undefined): void;
}

/** Paths of the files of these kinds directly in a folder, or below it too when `deep`; a folder that is not there is empty. */
export interface NeededFolder {
  readonly kind: 'need folder';
  readonly dir: string;
  readonly kinds: readonly Language[];
  readonly deep: boolean;
  answer(paths: readonly string[]): void;
}

/**
 * Go files of a package that lies in the first of these folders that has any, under whatever name. A module that should be in the module cache and
 * is not ends the search: nobody knows what it has.
 */
export interface NeededPackage {
  readonly kind: 'need package';
  readonly importPath: string;
  readonly places: readonly PackagePlace[];
  /** Which of the names of its files are to be read. */
  wants(name: string): boolean;
  answer(found: FoundPackage | undefined): void;
}

/** The piece of the standard library's table about one package, as it lies in `server/data/std`. Only of packages that the table has. */
export interface NeededTable {
  readonly kind: 'need table';
  readonly importPath: string;
  answer(piece: string | undefined): void;
}

export interface FoundPackage {
  /** That of the place. */
  readonly dir: string;
  readonly files: readonly PackageText[];
}

/** One Go file, its path a key of the workspace. */
export interface PackageText {
  readonly path: string;
  readonly text: string;
}

/** One slice of work was done. */
export const STEP: AnalysisStep = { kind: 'step' };

/** What an analysis reads before it works off what the verdicts wait for. */
export type Interest =
  /** A package that is looked at whole: the nearest go.mod, not above `root`, and the Go files of the folder. */
  | { readonly kind: 'package'; readonly dir: string; readonly root: string | undefined }
  /** Everything below a folder that builds, and outlines of the Go files there. */
  | { readonly kind: 'folder'; readonly dir: string }
  /** Files below a folder that build, for what they say of the Go code there: no verdict on them is worked out. */
  | { readonly kind: 'build files'; readonly dir: string }
  /** Files that changed, or may have gone. More may be added to `paths` meanwhile. */
  | { readonly kind: 'files'; readonly paths: Iterable<string> }
  /** Files that build, each with the nearest go.mod, as far as they are not known. */
  | { readonly kind: 'builds'; readonly paths: readonly string[] }
  /** What decides over files that build and stands in their modules, as far as it is not known. */
  | { readonly kind: 'surroundings'; readonly paths: readonly string[]; readonly programs: ProgramDemand }
  /** The packages that a Go file imports: read ahead of a question about its types, which would find out about one after the other. */
  | { readonly kind: 'imports'; readonly path: string }
  /** A question to the workspace, put again as long as its answer waits for packages. */
  | { readonly kind: 'question'; ask(): void }
  /** One whose answer takes long. */
  | { readonly kind: 'work'; readonly ask: Ask };

/** Puts a question once; its answer is worked out in slices. */
export type Ask = () => Sliced<unknown> | undefined;

/** Whose Go files tell something: `all`, or those around files that say something about programs. */
export type ProgramDemand = 'all' | 'asked for';
