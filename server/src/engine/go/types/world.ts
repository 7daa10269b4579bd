import type { PackageSource } from './importer.js';
import type { Obj } from './model.js';

/** What a package asks of all others. */
export interface World {
  /** What an exported name of an imported package means; undefined: unknown. */
  imported(path: string, name: string, from: PackageSource): Obj | undefined;
  /** The name in the clause of an imported package. */
  nameOf(path: string, from: PackageSource): string | undefined;
}
