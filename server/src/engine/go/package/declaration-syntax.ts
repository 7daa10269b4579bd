/** One declaration as its readers share it. */

import type { Faults } from '../../base/faults.js';
import type { FlatTree } from '../../syntax/flat-tree.js';
import type { ImportTable } from '../names/imports.js';
import type { PackageNames } from '../names/package-names.js';
import type { Scopes } from '../names/scope.js';
import type { WrittenTypes } from '../names/written-types.js';

/** What the readers of one declaration share. */
export interface DeclarationSyntax {
  readonly tree: FlatTree;
  readonly scopes: Scopes;
  readonly types: WrittenTypes;
  readonly packages: PackageNames;
  readonly imports: ImportTable;
  /** Where readers of parts say what they could not read. */
  readonly faults: Faults;
}
