/** Names of imported packages inside one declaration. */
import { type FlatTree, K, type Node } from '../../syntax/flat-tree.js';
import type { ImportTable } from './imports.js';
import type { Scopes } from './scope.js';

export class PackageNames {
  constructor(
    private readonly tree: FlatTree,
    private readonly scopes: Scopes,
    private readonly imports: ImportTable,
  ) {}

  /** Import path when the expression is a package name, else undefined. */
  of(operand: Node): string | undefined {
    if (this.tree.kind(operand) !== K.Identifier || this.scopes.variableOf(operand)) return undefined;
    return this.imports.get(this.tree.textOf(operand))?.path;
  }
}
