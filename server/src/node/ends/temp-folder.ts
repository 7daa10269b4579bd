/** A temporary folder that does not outlive this process, whatever ends it. */
import { mkdtempSync, realpathSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { entryGone, folderGone } from './folder-gone.js';
import { holdFolder, releaseFolder } from './held.js';
import { ownOwner, prefixOf } from './owner.js';
import { sweep } from './sweep.js';

/** Folders that were swept when the first of ours was made in them. */
const swept = new Set<string>();

export class TempFolder {
  private constructor(readonly path: string) {}

  /** Throws when it cannot be made. Not asynchronous: there is no moment at which it is there and not held. */
  static make(base = tmpdir()): TempFolder {
    const real = realpathSync(resolve(base));
    const path = mkdtempSync(join(real, prefixOf(ownOwner())));
    holdFolder(path);
    if (!swept.has(real)) {
      swept.add(real);
      void sweep(real);
    }
    return new TempFolder(path);
  }

  /** Removes it. Never rejects. */
  async remove(): Promise<void> {
    entryGone(this.path);
    await rm(this.path, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 }).then(
      () => releaseFolder(this.path),
      // Held further on: the end of the process, or the next start, tries again.
      () => {},
    );
  }

  /** As above, before it returns. */
  removeNow(): void {
    folderGone(this.path);
    void releaseFolder(this.path);
  }
}
