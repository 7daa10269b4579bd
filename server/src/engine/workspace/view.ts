/**
 * What rules may ask about the files around the analysed one. Implemented by `Workspace`; unknown is a value here, and rules stay
 * silent about what is unknown.
 */
import type { GoModFacts } from '../facts/build/go-mod.js';
import type { CgoClosure } from './cgo-closure.js';
import type { GoPackage } from './go-package.js';

export interface WorkspaceView {
  /** Facts of the nearest `go.mod` at or above `path`, or undefined when none is known. */
  module(path: string): GoModFacts | undefined;
  /** The package of the directory that holds the Go file `path`, from the files known so far. */
  goPackage(path: string): GoPackage;
  /**
   * What the package in directory `dir` (workspace path, no trailing slash) needs of cgo, through its imports.
   * `complete` is false when an import could not be followed. `tags`: what `-tags` adds. `tags`: what `-tags` gives to the build.
   */
  cgoClosure(dir: string, tags?: readonly string[]): CgoClosure;
  /** Text of a file the workspace knows, for messages that quote another file's line. */
  text(path: string): string | undefined;
  /** Directories (workspace paths) that hold a `package main`, below `dir`. */
  mainPackages(dir: string): readonly string[];
}
