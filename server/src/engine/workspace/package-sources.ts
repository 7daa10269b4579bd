/** What packages for the resolver of types are made from. */

import type { KnownFile } from '../program/modules/known-files.js';
import type { TargetSources } from '../program/target-in-force.js';
import type { GoParser } from '../syntax/go-parser.js';
import type { OwnFiles } from './own-folders.js';
import type { PackageFolders } from './package-folders.js';
import type { StandardSources } from './standard-sources.js';

export interface PackageSources {
  readonly own: OwnFiles;
  readonly parser: GoParser;
  /** What others may share. */
  readonly outside: { readonly standard: StandardSources; readonly folders: PackageFolders; readonly moduleFiles: Map<string, KnownFile> };
  /** What builds and the machine say of a folder's files. */
  around(dir: string): TargetSources;
  /** Another object will stand for the package of a file that somebody looks at. */
  replaced(path: string): void;
}
