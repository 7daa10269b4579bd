/** What the resolver asks of the world outside of one package. */
import type { GoVersion } from '../../base/go-version.js';
import type { FlatTree } from '../../syntax/flat-tree.js';
import type { Declaration } from '../../syntax/go-parser.js';
import type { DeclarationKind } from '../../syntax/go-scan.js';
import type { ImportFact } from '../names/imports.js';

/** A top-level declaration: of one function, or of one or many names. What it declares is known before its tree is read. */
export interface SourceDeclaration extends Declaration {
  readonly kind: DeclarationKind;
  /** In their order, `_` and `init` among them. */
  readonly names: readonly string[];
  /** Of a method: the name of the type that it belongs to. */
  readonly receiver?: string;
  /** Its text; the body of a function is an empty block. */
  readonly outline: string;
  /** Of its text in the file, with the body. */
  readonly length: number;
  /** The text of a function with its body; undefined for other declarations, and where the body is not kept. */
  readonly code: string | undefined;
  /** The tree of that text. */
  readonly whole: FlatTree | undefined;
}

/** One file of a package, always as it is now. Of files that are not looked at themselves, bodies of functions are empty blocks. */
export interface SourceFile {
  readonly path: string;
  /** `name` is a guess where there is no alias: what the imported package is called its `PackageSource` says. */
  readonly imports: readonly ImportFact[];
  /** In their order. */
  readonly declarations: readonly SourceDeclaration[];
  /** The file imports sync and speaks of a `Pool`. */
  readonly namesPools: boolean;
}

/**
 * The files that one build takes, as one package. The same object stands for the same package: types compare by it. What stands in bodies of
 * functions may change below it; as soon as anything else does, in its files or in a package that it got by `find`, another object takes its
 * place, and the place of each package that imports it.
 */
export interface PackageSource {
  /** The import path as `go list` prints it; of an external test the path and `_test`. Tests in the package have the package's own path. */
  readonly path: string;
  /** What its package clauses say; empty when none can be read. */
  readonly name: string;
  readonly files: readonly SourceFile[];
  /** The language version of its module; undefined: the newest. */
  readonly language: GoVersion | undefined;
}

export interface Importer {
  /**
   * The package that an import in `from` means; undefined when nobody knows, or not yet: all its names are unknown then. What is not known yet
   * is wanted from then on, and once it has come another object stands in for `from`. Never `unsafe` or `C`.
   */
  find(path: string, from: PackageSource): PackageSource | undefined;
}
