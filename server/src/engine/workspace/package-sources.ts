/** What packages for the resolver of types are made from. */

import type { GoVersion } from '../base/go-version.js';
import type { TargetSources } from '../program/target-in-force.js';
import type { GoParser } from '../syntax/go-parser.js';
import type { OwnFiles } from './own-folders.js';

/** The standard library, as a release has it. */
export interface StandardSources {
  get(path: string, release: GoVersion | undefined): { readonly text: string } | 'missing' | undefined;
}

export interface PackageSources {
  readonly own: OwnFiles;
  readonly parser: GoParser;
  readonly standard: StandardSources;
  /** What builds and the machine say of a folder's files. */
  around(dir: string): TargetSources;
  /** Another object will stand for the package of a file that somebody looks at. */
  replaced(path: string): void;
}
