/** Shapes of the generated tables. The sources stand in `server/data`, `npm run generate` writes the `*.generated.ts` files. */
import type { Table } from '../base/table.js';

export interface ExperimentRelease {
  readonly known: readonly string[];
  /** On by default, by GOARCH on linux. */
  readonly baseline: Table<readonly string[]>;
  /** Names that stand for several experiments. */
  readonly aliases: Table<readonly string[]>;
}

export interface ExperimentLife {
  /** `1.N`; `<=1.18` when older than the oldest release looked at. */
  readonly first: string;
  readonly last: string;
  readonly what: string;
}

export interface CgoPackage {
  /** Import path or module path prefix, without `/vN`. */
  readonly import: string;
  readonly why: string;
  readonly alternative?: string;
  /** What a build with CGO_ENABLED=0 does (go-facts §6.5). */
  readonly withoutCgo: 'excluded' | 'undefined-inside' | 'undefined-in-importer' | 'runtime-error' | 'reduced' | 'not-run';
  /** `all`, or the operating systems where it uses cgo. */
  readonly on: string;
}

export interface ImageEntry {
  /** Patterns that match the whole registry, repository and tag. */
  readonly registry: string;
  readonly repository: string;
  readonly tag: string;
  readonly name: string;
  readonly libc: 'glibc' | 'musl' | 'none' | 'unknown';
  /** A dynamic loader of that libc is in the image. */
  readonly loader: boolean;
  readonly certificates?: boolean;
  readonly tzdata?: boolean;
  readonly shell?: boolean;
  /** The image holds the Go release its tag names. */
  readonly go?: boolean;
  /** Its Go is a distribution with experiments of its own. */
  readonly ownExperiments?: boolean;
  /** A C compiler and the C library's headers are in the image; undefined when nobody checked. */
  readonly compiler?: boolean;
  readonly packages?: 'apk' | 'apt' | 'rpm';
  readonly environment?: Readonly<Record<string, string>>;
  readonly workdir?: string;
}

export interface GlibcRelease {
  /** Patterns that match the whole repository and tag of an image of the table. */
  readonly repository: string;
  readonly tag: string;
  /** Its glibc at least; older than that it never was. */
  readonly version: string;
}
