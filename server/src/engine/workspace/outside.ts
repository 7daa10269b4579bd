/** What is known of the world outside of the workspaces of one thread, which may share it: the standard library's table, packages that were read, module files. */

import type { KnownFile } from '../program/modules/known-files.js';
import type { GoParser } from '../syntax/go-parser.js';
import { PackageFolders } from './package-folders.js';
import { StandardLibrary } from './standard-library.js';

export class Outside {
  readonly standard = new StandardLibrary();
  readonly folders: PackageFolders;
  /** go.mod, go.work and the like, by path. */
  readonly moduleFiles = new Map<string, KnownFile>();

  constructor(parser: GoParser) {
    this.folders = new PackageFolders(parser);
  }
}
