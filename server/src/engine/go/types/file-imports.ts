/** What the imports of a file are called there. */
import type { ImportFact } from '../names/imports.js';
import { PackageName } from './model.js';
import { UNIVERSE } from './universe.js';

export class FileImports {
  /** Paths whose names are the file's own, `import . "path"`: each once, since names are looked for in all of them. */
  readonly dots: readonly string[];
  /** By the name that the file gives them. */
  private readonly renamed = new Map<string, ImportFact>();
  private readonly plain: readonly ImportFact[];
  /** Those, by the name that their paths suggest. */
  private readonly likely = new Map<string, ImportFact[]>();
  /** And by the name in their own clauses, as far as those are known. */
  private byClause: ReadonlyMap<string, ImportFact> | undefined;
  private readonly known = new Map<string, PackageName | undefined>();

  constructor(imports: readonly ImportFact[]) {
    this.dots = [...new Set(imports.filter(i => i.alias === '.').map(i => i.path))];
    this.plain = imports.filter(i => i.alias === undefined);
    for (const i of imports) {
      if (i.alias === undefined) {
        const alike = this.likely.get(i.name);
        if (alike) alike.push(i);
        else this.likely.set(i.name, [i]);
      } else if (i.alias !== '.' && i.alias !== '_' && !this.renamed.has(i.alias)) this.renamed.set(i.alias, i);
    }
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
    const renamed = this.renamed.get(name);
    if (renamed) return renamed;
    for (const i of this.likely.get(name) ?? []) if ((nameOf(i.path) ?? name) === name) return i;
    // Every other import would have to be read to know its name, and no package with a surprising name is called `string`.
    if (UNIVERSE.own(name)) return undefined;
    this.byClause ??= clauses(this.plain, nameOf);
    return this.byClause.get(name);
  }
}

function clauses(imports: readonly ImportFact[], nameOf: (path: string) => string | undefined): ReadonlyMap<string, ImportFact> {
  const found = new Map<string, ImportFact>();
  for (const i of imports) {
    const name = nameOf(i.path);
    if (name !== undefined && !found.has(name)) found.set(name, i);
  }
  return found;
}
