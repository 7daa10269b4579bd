/** Which file of a package declares a name. A package may have thousands of files, and each name is asked for by itself. */
import { declaredIn } from './declared-in-file.js';
import type { PackageSource, SourceFile } from './importer.js';

/** What files declare stays while a package is the same object. Files are read as far as names ask for. */
class DeclaringFiles {
  private readonly found = new Map<string, SourceFile>();
  private read = 0;

  /** The first file in this order that declares a name counts. */
  constructor(
    private readonly files: readonly SourceFile[],
    private readonly namesIn: (file: SourceFile) => Iterable<string>,
  ) {}

  of(name: string): SourceFile | undefined {
    for (; !this.found.has(name) && this.read < this.files.length; this.read++) {
      const file = this.files[this.read]!;
      for (const declared of this.namesIn(file)) if (!this.found.has(declared)) this.found.set(declared, file);
    }
    return this.found.get(name);
  }
}

const byName = new WeakMap<PackageSource, DeclaringFiles>();
const byMethod = new WeakMap<PackageSource, DeclaringFiles>();

/** Where files declare a name twice, which is an error, the last counts. */
export function fileDeclaring(source: PackageSource, name: string): SourceFile | undefined {
  const known = byName.get(source) ?? new DeclaringFiles(source.files.toReversed(), file => declaredIn(file).names.keys());
  byName.set(source, known);
  return known.of(name);
}

/** Of a method, where the first counts. */
export function fileDeclaringMethod(source: PackageSource, type: string, name: string): SourceFile | undefined {
  const known = byMethod.get(source) ?? new DeclaringFiles(source.files, methodsIn);
  byMethod.set(source, known);
  return known.of(`${type}.${name}`);
}

function* methodsIn(file: SourceFile): Generator<string> {
  for (const [type, methods] of declaredIn(file).methods) for (const name of methods.keys()) yield `${type}.${name}`;
}
