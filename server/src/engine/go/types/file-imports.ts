/** What the imports of a file are called there. */
import type { ImportFact } from '../names/imports.js';
import { PackageName } from './model.js';
import { UNIVERSE } from './universe.js';

export class FileImports {
  /** Paths whose names are the file's own: `import . "path"`. */
  readonly dots: readonly string[];
  private readonly named: readonly ImportFact[];
  private readonly known = new Map<string, PackageName | undefined>();

  constructor(imports: readonly ImportFact[]) {
    this.dots = imports.filter(i => i.alias === '.').map(i => i.path);
    this.named = imports.filter(i => i.alias !== '.' && i.alias !== '_');
  }

  /** The package that a name stands for; `nameOf`: the name in a package's own clause, undefined where nobody knows it. */
  packageNamed(name: string, nameOf: (path: string) => string | undefined): PackageName | undefined {
    if (this.known.has(name)) return this.known.get(name);
    const found = this.find(name, nameOf);
    const object = found && new PackageName(name, found.path);
    this.known.set(name, object);
    return object;
  }

  private find(name: string, nameOf: (path: string) => string | undefined): ImportFact | undefined {
    const renamed = this.named.find(i => i.alias === name);
    if (renamed) return renamed;
    const plain = this.named.filter(i => i.alias === undefined);
    const likely = plain.filter(i => i.name === name);
    for (const i of likely) if ((nameOf(i.path) ?? name) === name) return i;
    // Every other import would have to be read to know its name, and no package with a surprising name is called `string`.
    if (UNIVERSE.own(name)) return undefined;
    return plain.find(i => !likely.includes(i) && nameOf(i.path) === name);
  }
}
