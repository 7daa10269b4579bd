/** What every expression is: types across packages. Answers are worked out when asked for, and stay as long as the source of the package. */
import type { Importer, PackageSource } from './importer.js';
import type { Obj } from './model.js';
import { PackageTypes } from './package-types.js';
import { UNSAFE } from './universe.js';

export class Resolver {
  private readonly packages = new WeakMap<PackageSource, PackageTypes>();

  /** `elsewhere`: the types of packages that another resolver has. */
  constructor(
    private readonly importer: Importer,
    private readonly elsewhere: (source: PackageSource) => PackageTypes | undefined = () => undefined,
  ) {}

  /** The types of a package: the same object as long as its source is the same. */
  of(source: PackageSource): PackageTypes {
    let types = this.packages.get(source) ?? this.elsewhere(source);
    if (!types) {
      types = new PackageTypes(source, this);
      this.packages.set(source, types);
    }
    return types;
  }

  imported(path: string, name: string, from: PackageSource): Obj | undefined {
    if (path === 'unsafe') return UNSAFE.own(name);
    if (path === 'C') return undefined;
    const source = this.importer.find(path, from);
    return source && this.of(source).object(name);
  }

  nameOf(path: string, from: PackageSource): string | undefined {
    if (path === 'unsafe' || path === 'C') return path;
    return this.importer.find(path, from)?.name || undefined;
  }
}
