/** Types for rules: what the resolver knows of the files that somebody looks at. */

import { TooMuchWork } from '../base/faults.js';
import { TypedFile, type TypeSources } from '../go/package/typed-file.js';
import { fileIn } from '../go/types/file-in.js';
import type { PackageSource, SourceFile } from '../go/types/importer.js';
import type { PackageTypes } from '../go/types/package-types.js';
import { Resolver } from '../go/types/resolver.js';
import type { FunctionFacts } from '../tables/std/function-facts.js';
import type { FaultLog } from './fault-log.js';
import type { FileTable } from './file-table.js';
import type { GoPackages } from './go-packages.js';

export class TypedFiles implements TypeSources {
  private readonly resolver: Resolver;
  /** As long as this is what was read of the file, and no package is another. */
  private readonly known = new Map<
    string,
    { readonly reading: object; readonly generation: number; readonly file: TypedFile | undefined }
  >();

  constructor(
    private readonly files: FileTable,
    private readonly packages: GoPackages,
    private readonly faults: FaultLog,
  ) {
    this.resolver = new Resolver(packages, source => packages.commonTypes(source));
  }

  get edition(): number {
    return this.packages.edition;
  }

  /** Undefined for what is no Go file, or has no trees. Trees are read when somebody asks about a declaration. */
  of(path: string): TypedFile | undefined {
    const reading = this.files.readingOf(path);
    if (!reading) return undefined;
    const { generation } = this.packages;
    const known = this.known.get(path);
    if (known && known.reading === reading && known.generation === generation) return known.file;
    const file = this.read(path);
    this.known.set(path, { reading, generation: this.packages.generation, file });
    return file;
  }

  private read(path: string): TypedFile | undefined {
    const source = this.packages.of(path);
    const own = source && fileIn(source, path);
    const text = this.files.text(path);
    if (!source || !own || text === undefined) return undefined;
    let read: SourceFile | undefined;
    const withTrees = () => {
      const now = !read && this.files.trees(path) ? this.packages.of(path) : undefined;
      read ??= now && fileIn(now, path);
      return read;
    };
    return new TypedFile(path, source, text, own.imports, withTrees, this);
  }

  forget(path: string): void {
    this.known.delete(path);
  }

  get filesEdition(): number {
    return this.files.folders.edition;
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

  leaveOut(path: string, part: string): void {
    this.faults.tell(path, { part, error: new TooMuchWork() });
  }

  asksBodies(source: PackageSource): void {
    this.packages.asksBodies(source);
  }
}
