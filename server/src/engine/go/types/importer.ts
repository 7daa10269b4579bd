/** What the resolver asks of the world outside of one package. */
import type { GoVersion } from '../../base/go-version.js';
import type { GoSyntax } from '../../syntax/go-parser.js';

/** One file of a package. Function bodies may be left out of files that belong to other packages than the one looked at. */
export interface SourceFile {
  readonly path: string;
  readonly syntax: GoSyntax;
}

/** The files that one build takes, as one package. The same object stands for the same package: types compare by it. */
export interface PackageSource {
  /** Unique in a build: the import path as `go list` prints it; of an external test the path and `_test`. */
  readonly path: string;
  readonly files: readonly SourceFile[];
  /** The language version of its module; undefined: the newest. */
  readonly language: GoVersion | undefined;
}

export interface Importer {
  /** The package that an import in `from` means; undefined when nobody knows, or not yet: all its names are unknown then. Never `unsafe` or `C`. */
  find(path: string, from: PackageSource): PackageSource | undefined;
}
