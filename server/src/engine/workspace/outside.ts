/** What is known of the world outside of the workspaces of one thread, which may share it: the standard library's table, packages that were read, module files. */

import type { GoHome } from '../program/modules/go-home.js';
import type { KnownFile } from '../program/modules/known-files.js';
import type { GoParser } from '../syntax/go-parser.js';
import type { Sources } from './drive.js';
import { PackageFolders } from './package-folders.js';
import { SharedPackages } from './shared-packages.js';
import { StandardLibrary } from './standard-library.js';

export class Outside {
  readonly standard = new StandardLibrary();
  readonly folders: PackageFolders;
  /** go.mod, go.work and the like, by path. */
  readonly moduleFiles = new Map<string, KnownFile>();

  /** What is made of all that, when `host` answers at once. */
  readonly common: SharedPackages | undefined;

  constructor(parser: GoParser, host?: { readonly sources: Sources; readonly home: GoHome }) {
    this.folders = new PackageFolders(parser);
    this.common = host && new SharedPackages(parser, this, host.sources, host.home);
  }

  /** What a host knows of a module file before anybody asks; undefined where there is none. The first word holds. */
  tell(path: string, text: string | undefined): void {
    if (!this.moduleFiles.has(path)) this.moduleFiles.set(path, text === undefined ? 'absent' : { text });
  }
}
