/** The methods of a declared type, in the files of its package. */
import { declaredIn } from './declared-in-file.js';
import { fileDeclaringMethod } from './declaring-file.js';
import type { PackageSource, SourceDeclaration, SourceFile } from './importer.js';
import { type DeclaredMethods, type Func, idOf } from './model.js';

interface Declaring {
  readonly source: PackageSource;
  functionIn(file: SourceFile, method: SourceDeclaration): Func | undefined;
}

/** Nothing is made of a method before somebody asks for it: most have many, and few are called. */
export function declaredMethods(pkg: Declaring, type: string): DeclaredMethods {
  const { source } = pkg;
  const own = `${source.path}.`;
  const inFile = (file: SourceFile) => declaredIn(file).methods.get(type);
  return {
    ids: () => [...new Set(source.files.flatMap(file => [...(inFile(file)?.keys() ?? [])].map(name => idOf(source, name))))],
    byId: id => {
      const name = id.startsWith(own) ? id.slice(own.length) : id;
      const file = fileDeclaringMethod(source, type, name);
      const method = file && inFile(file)?.get(name);
      return method && pkg.functionIn(file, method);
    },
  };
}
