/** What is asked about when one site of a declaration is judged. */

import type { PackageNames } from '../go/names/package-names.js';
import type { Scopes } from '../go/names/scope.js';
import type { GoPackage } from '../go/package/go-package.js';
import type { TreeTypes } from '../go/types/checking.js';
import type { Type } from '../go/types/model.js';
import type { FlatTree } from '../syntax/flat-tree.js';

export interface SiteContext {
  readonly tree: FlatTree;
  readonly scopes: Scopes;
  readonly packages: PackageNames;
  readonly pkg: GoPackage;
  /** What the checker of types knows of the declaration; undefined where it has not looked. */
  readonly typed: TreeTypes | undefined;
  /** The type that the package declares under a name. */
  declared(name: string): Type | undefined;
  /** The release boxes literals of constants without an allocation: 1.25 and newer. */
  readonly boxesLiteralsForFree: boolean;
}
