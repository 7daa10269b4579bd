/** What a package knows of one of its declarations. */
import type { Sliced } from '../../base/slices.js';
import type { Unit } from './checking.js';
import type { FileImports } from './file-imports.js';
import type { SourceDeclaration, SourceFile } from './importer.js';
import type { Obj } from './model.js';

/** A declaration; its tree is read when something is asked of it. */
export interface Entry {
  readonly file: SourceFile;
  readonly declaration: SourceDeclaration;
  readonly imports: FileImports;
  /** One for each of its names. */
  readonly objects: Obj[];
  readonly later: (() => void)[];
  unit: Unit | undefined;
  /** How many questions are being answered in its tree. */
  depth: number;
  /** What is left to do until all of its types are known. */
  finishing: Sliced<void> | undefined;
}

export function entryOf(file: SourceFile, declaration: SourceDeclaration, imports: FileImports): Entry {
  return { file, declaration, imports, objects: [], later: [], unit: undefined, depth: 0, finishing: undefined };
}
