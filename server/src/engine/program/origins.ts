/** Of which types the variables, fields and results of a program are, by the names in its files. */
import type { NamedOrigin, ValueOrigin } from '../go/package/value-origin.js';

/** Longer ways from a variable to the next are not followed: they may lead in a circle. */
const MAX_DEPTH = 10;

export class Origins {
  private readonly known = new Map<string, { readonly origin: ValueOrigin; readonly importPath: string }>();

  add(origins: readonly NamedOrigin[], importPath: string): void {
    for (const [name, origin] of origins) this.known.set(`${importPath} ${name}`, { origin, importPath });
  }

  /** `import/path T` of a type, or the name of what a package outside of the program declares; empty where nobody knows. */
  typeOf({ name, members }: ValueOrigin, importPath: string, depth = 0): string {
    if (depth > MAX_DEPTH) return '';
    const key = name.startsWith(' ') ? importPath + name : name;
    const of = (declared: string) => {
      const found = this.known.get(declared);
      return found && this.typeOf(found.origin, found.importPath, depth + 1);
    };
    let type = of(key) ?? key;
    for (const member of members) type = of(`${type}.${member}`) ?? '';
    return type;
  }
}
