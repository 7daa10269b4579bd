/**
 * What rules may ask about the files around the analysed one. Implemented by `Workspace`; unknown is a value here, and rules stay
 * silent about what is unknown.
 */
import type { DockerfileFacts } from '../builds/dockerfile/facts.js';
import type { BuildFileFacts } from '../builds/facts.js';
import type { GoModFacts } from '../builds/go-mod.js';
import type { GoFileFacts } from '../go/package/facts.js';
import type { FileNeed } from '../go/package/file-uses.js';
import type { GoPackage } from '../go/package/go-package.js';
import type { TypedFile } from '../go/package/typed-file.js';
import type { BuildContext } from './build-contexts.js';
import type { CgoClosure, Platform } from './cgo-closure.js';
import type { PlacedImageBuild } from './image-builds.js';
import type { MachineFacts } from './machine.js';
import type { KnownFile } from './modules/known-files.js';
import type { NeededFile } from './program-files.js';

export interface WorkspaceView {
  /** Grows with all that the workspace comes to know. */
  edition(): number;
  /** Facts of the nearest `go.mod` at or above `path`, or undefined when none is known. */
  module(path: string): GoModFacts | undefined;
  /** The package of the directory that holds the Go file `path`, from the files known so far. */
  goPackage(path: string): GoPackage;
  /**
   * The declarations of a Go file with their types; undefined where its trees are not known. What nobody knows yet of other packages is unknown, and
   * wanted from then on: the rules run again when it has come.
   */
  typed(path: string): TypedFile | undefined;
  /**
   * What the package in directory `dir` (workspace path, no trailing slash) needs of cgo, through its imports.
   * `complete` is false when an import could not be followed. `tags`: what `-tags` gives to the build.
   */
  cgoClosure(dir: string, tags?: readonly string[], platform?: Platform): CgoClosure;
  /** What the same program loses with CGO_ENABLED=0. */
  closureWithoutCgo(dir: string, tags?: readonly string[], platform?: Platform): CgoClosure;
  /**
   * Calls by which the program in a directory surely needs files of the machine it runs on, as far as its own code tells. Undefined until that
   * code has been read.
   */
  neededFiles(dir: string, tags: readonly string[], needs: readonly FileNeed[]): readonly NeededFile[] | undefined;
  /** The package of a directory with the top-level declarations of all its known files; asking makes later edits of them count. */
  packageDeclarations(dir: string): GoPackage;
  /** Facts of a known file of the kinds that build, such as a Makefile. */
  buildFacts(path: string): BuildFileFacts | undefined;
  /** All known Dockerfiles, in the order of their paths. */
  dockerfiles(): readonly DockerfileFacts[];
  /** Facts of a known Dockerfile. */
  dockerfileFacts(path: string): DockerfileFacts | undefined;
  /** The same as a build reads it that gives these values to ARGs. */
  dockerfileWith(path: string, given: ReadonlyMap<string, string | undefined>): DockerfileFacts | undefined;
  /** Text of a file the workspace knows, for messages that quote another file's line. */
  text(path: string): string | undefined;
  /** What is known of a file that has no kind of its own, such as go.sum: asking makes somebody look, and the rules run again then. */
  fileAside(path: string): KnownFile;
  /** Every known place that builds the module of `path`, in the order of their paths. Only files of the same module are compared. */
  buildContexts(path: string): readonly BuildContext[];
  /** Where compose files and workflows build an image from this Dockerfile, and say for which platforms or what is mounted there. */
  imageBuilds(dockerfile: string): readonly PlacedImageBuild[];
  /** All known files that build and are no Dockerfile, in the order of their paths; the same list until one of them changes. */
  buildFiles(): readonly BuildFileFacts[];
  /** Go files of the module of `path` that are known, generated ones and tests included. */
  moduleFiles(path: string): readonly GoFileFacts[];
  /** True when Go files of a directory may be written before the build: it has a //go:generate, or version control ignores Go files there. */
  mayLackGoFiles(dir: string): boolean;
  /** Go on the machine; undefined where no host may look. */
  readonly machine: MachineFacts | undefined;
  /** Directories (workspace paths) that hold a `package main`, below `dir`. */
  mainPackages(dir: string): readonly string[];
}
