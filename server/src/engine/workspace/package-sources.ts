/** What packages for the resolver of types are made from. */

import type { Importer, PackageSource } from '../go/types/importer.js';
import type { PackageTypes } from '../go/types/package-types.js';
import type { KnownFile } from '../program/modules/known-files.js';
import type { TargetSources } from '../program/target-in-force.js';
import type { GoParser } from '../syntax/go-parser.js';
import type { FunctionFacts } from '../tables/std/function-facts.js';
import type { KnownPackage } from './known-package.js';
import type { CommonBuilds } from './module-builds.js';
import type { OwnFiles } from './own-folders.js';
import type { PackageFolders } from './package-folders.js';
import type { StandardSources } from './standard-sources.js';

/** Packages that several workspaces have in common, with their types: none of them has files of its own there. */
export interface CommonPackages extends Importer, CommonBuilds {
  /** What an import means in a package, whoever has made that. */
  imported(path: string, from: KnownPackage): KnownPackage | 'unknown';
  compiled(path: string, symbol: string, from: KnownPackage): FunctionFacts | undefined;
  /** Of one of these packages. */
  types(source: PackageSource): PackageTypes;
}

export interface PackageSources {
  readonly own: OwnFiles;
  readonly parser: GoParser;
  /** What others may share. */
  readonly outside: {
    readonly standard: StandardSources;
    readonly folders: PackageFolders;
    readonly moduleFiles: Map<string, KnownFile>;
    readonly common?: CommonPackages | undefined;
  };
  /** What builds and the machine say of a folder's files. */
  around(dir: string): TargetSources;
  /** Another object will stand for the package of a file that somebody looks at. */
  replaced(path: string): void;
}
