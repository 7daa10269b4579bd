/** A package as the resolver of types sees it, with what it takes to find what it imports. */

import type { GoVersion } from '../base/go-version.js';
import type { BuildTarget } from '../go/package/build-target.js';
import type { Importer, PackageSource, SourceFile } from '../go/types/importer.js';
import type { ModuleBuild } from '../program/modules/module-build.js';
import { targetKey } from './package-folders.js';

/** What a package is part of. */
export interface PackageWorld {
  readonly target: BuildTarget;
  /** `std`: of the standard library's table. `none`: outside of all modules. */
  readonly build: ModuleBuild | 'std' | 'none';
  /** The folder whose tests import this, through however many packages: there the package under test has its tests. */
  readonly underTest: string | undefined;
}

export interface PackageFacts extends PackageSource {
  readonly dir: string;
  readonly world: PackageWorld;
  /** What tells it from other packages of the folder: `plain`, `tests`, `external`, or the path of a file that is alone. */
  readonly part: string;
}

export class KnownPackage implements PackageFacts {
  readonly dir: string;
  readonly world: PackageWorld;
  readonly part: string;
  readonly path: string;
  readonly name: string;
  readonly files: readonly SourceFile[];
  readonly language: GoVersion | undefined;
  /** By import path, what `find` has told. */
  readonly found = new Map<string, KnownPackage | 'unknown'>();
  /** Packages that have found this one. */
  readonly importers = new Set<KnownPackage>();
  /** Folders in which it looked for a package and found none. */
  readonly missed = new Set<string>();
  /** Files of it that somebody looks at. */
  readonly lookedAt = new Set<string>();
  /** Somebody has looked into bodies of its functions. */
  hasAskedBodies = false;

  /** `importer`: finds what it imports. */
  constructor(
    facts: PackageFacts,
    readonly importer: Importer,
  ) {
    this.dir = facts.dir;
    this.world = facts.world;
    this.part = facts.part;
    this.path = facts.path;
    this.name = facts.name;
    this.files = facts.files;
    this.language = facts.language;
  }
}

/** What a package is looked at in: the target in force, or one that takes the file for which it was asked. */
export function targetOf(source: PackageSource | undefined): BuildTarget | undefined {
  return source instanceof KnownPackage ? source.world.target : undefined;
}

/** Equal for the same package of the same build. */
export function packageKey({ dir, part, world }: Pick<PackageFacts, 'dir' | 'part' | 'world'>): string {
  const { target, build, underTest = '' } = world;
  return [part, dir, targetKey(target), typeof build === 'string' ? build : build.key, underTest].join('\n');
}
