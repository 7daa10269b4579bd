/** Which packages a program pulls in that need cgo, and by which import path. The reading of imports lives in facts; this joins them. */
import type { GoModFacts } from '../facts/build/go-mod.js';
import type { GoFileFacts } from '../facts/go/facts.js';


/** One package that needs cgo and how the program reaches it. */
export interface CgoNeed {
  /** Import path of the package with `import "C"`. */
  readonly importPath: string;
  /** From the program to that package: `["example.com/app", "example.com/app/store", "github.com/mattn/go-sqlite3"]`. */
  readonly chain: readonly string[];
  /** `std`: net and os/user, which have a pure Go twin. `table`: from the list of known packages. `source`: its files import "C". */
  readonly from: 'std' | 'source' | 'table';
}

export interface CgoClosure {
  /** False when an import could not be followed to its sources: then the absence of a need proves nothing. */
  readonly complete: boolean;
  readonly needs: readonly CgoNeed[];
  /** Import paths that could not be followed. */
  readonly unknown: readonly string[];
}

/** What the closure asks of the workspace. */
export interface ClosureSources {
  /** Facts of the Go files of a directory known to the workspace; empty when there are none. */
  packageFiles(dir: string): readonly GoFileFacts[];
  /** Files of a package outside the workspace; undefined while the host has not answered, `missing` when it has no sources. */
  externalPackage(importPath: string): readonly GoFileFacts[] | 'missing' | undefined;
  module(dir: string): GoModFacts | undefined;
}

/** PLACEHOLDER until DOCKER's closure lands. */
export function cgoClosure(_dir: string, _sources: ClosureSources): CgoClosure {
  return { complete: false, needs: [], unknown: [] };
}
