/** Bodies of functions that a reader has looked into. What it found holds while each is the one that it was. */
import type { Sliced } from '../../base/slices.js';
import type { TreeTypes } from '../types/checking.js';
import type { PackageSource } from '../types/importer.js';
import type { Func } from '../types/model.js';
import type { PackageTypes } from '../types/package-types.js';
import { functionNow } from './function-now.js';
import type { BodySources } from './typed-file.js';

export class SeenBodies implements BodySources {
  private readonly seen = new Map<Func, TreeTypes | undefined>();

  constructor(private readonly sources: BodySources) {}

  types(source: PackageSource): PackageTypes {
    return this.sources.types(source);
  }

  asksBodies(source: PackageSource): void {
    this.sources.asksBodies(source);
  }

  saw(func: Func, body: TreeTypes | undefined): void {
    this.seen.set(func, body);
  }

  /** Nobody has changed one of them since. */
  *areSame(): Sliced<boolean> {
    for (const [func, body] of this.seen) if ((yield* functionNow(func, this.sources)) !== body) return false;
    return true;
  }
}
