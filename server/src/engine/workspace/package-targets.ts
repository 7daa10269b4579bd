/** What the packages of each folder were last told to be built for, so that they are replaced when that is something else. */

import type { BuildTarget } from '../go/package/build-target.js';
import { targetKey } from './package-folders.js';

export class PackageTargets {
  private readonly byDir = new Map<string, string>();
  /** A file that builds is another one than when these were told. */
  mayDiffer = false;

  /** `now`: what decides, asked anew. */
  constructor(private readonly now: (dir: string) => BuildTarget) {}

  /** A file that builds is another one now, came or went. */
  buildsChanged(): void {
    this.mayDiffer = this.byDir.size > 0;
  }

  told(dir: string, target: BuildTarget): void {
    this.byDir.set(dir, targetKey(target));
  }

  /** Folders whose packages are for something else now; each is said once. */
  *moved(): Generator<string> {
    if (!this.mayDiffer) return;
    this.mayDiffer = false;
    for (const [dir, before] of this.byDir) {
      const now = targetKey(this.now(dir));
      if (now === before) continue;
      this.byDir.set(dir, now);
      yield dir;
    }
  }
}
