/** A function of a file that is kept without its bodies, with the body that it has there. */
import type { FlatTree } from '../../syntax/flat-tree.js';
import type { SourceDeclaration } from './importer.js';

export class WithBody implements SourceDeclaration {
  readonly kind: SourceDeclaration['kind'];
  readonly names: readonly string[];
  readonly receiver?: string;
  readonly code: string;

  constructor(
    private readonly declaration: SourceDeclaration,
    readonly tree: FlatTree,
  ) {
    this.kind = declaration.kind;
    this.names = declaration.names;
    if (declaration.receiver !== undefined) this.receiver = declaration.receiver;
    this.code = tree.text;
  }

  get outline(): string {
    return this.declaration.outline;
  }

  get offset(): number {
    return this.declaration.offset;
  }

  get length(): number {
    return this.code.length;
  }

  get whole(): FlatTree {
    return this.tree;
  }
}
