/** Types for rules: what the resolver knows of the files that somebody looks at. */

import { TypedFile, type TypeSources } from '../go/package/typed-file.js';
import type { PackageSource } from '../go/types/importer.js';
import type { PackageTypes } from '../go/types/package-types.js';
import { Resolver } from '../go/types/resolver.js';
import type { FunctionFacts } from '../tables/std/function-facts.js';
import type { FileTable } from './file-table.js';
import type { GoPackages } from './go-packages.js';

export class TypedFiles implements TypeSources {
  private readonly resolver: Resolver;
  /** As long as the file has these trees, and no package is another. */
  private readonly known = new Map<
    string,
    { readonly syntax: object; readonly generation: number; readonly file: TypedFile | undefined }
  >();

  constructor(
    private readonly files: FileTable,
    private readonly packages: GoPackages,
  ) {
    this.resolver = new Resolver(packages, source => packages.commonTypes(source));
  }

  /** Undefined for what is no Go file, or has no trees. */
  of(path: string): TypedFile | undefined {
    const syntax = this.files.trees(path);
    if (!syntax) return undefined;
    const { generation } = this.packages;
    const known = this.known.get(path);
    if (known && known.syntax === syntax && known.generation === generation) return known.file;
    const source = this.packages.of(path);
    const own = source?.files.find(file => file.path === path);
    const file = source && own && new TypedFile(source, own, this);
    this.known.set(path, { syntax, generation: this.packages.generation, file });
    return file;
  }

  forget(path: string): void {
    this.known.delete(path);
  }

  types(source: PackageSource): PackageTypes {
    return this.resolver.of(source);
  }

  find(path: string, from: PackageSource): PackageSource | undefined {
    return this.packages.find(path, from);
  }

  compiled(path: string, symbol: string, from: PackageSource): FunctionFacts | undefined {
    return this.packages.compiled(path, symbol, from);
  }

  asksBodies(source: PackageSource): void {
    this.packages.asksBodies(source);
  }
}
