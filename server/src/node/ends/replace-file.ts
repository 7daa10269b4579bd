/** Replaces a file in one step: the new one is written beside it and takes its place. */
import { chmodSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { TempFolder } from './temp-folder.js';

/**
 * `mode`: permissions, else those of any new file. `isStill` is asked when only the last step is left; false leaves the old file, and is
 * returned. Throws what the file system throws; then the old file is as it was.
 */
export function replaceFile(path: string, text: string, mode?: number, isStill = () => true): boolean {
  // No name that any tool takes for source.
  const beside = TempFolder.make(dirname(path));
  try {
    const file = join(beside.path, 'new');
    writeFileSync(file, text);
    if (mode !== undefined) chmodSync(file, mode);
    if (!isStill()) return false;
    renameSync(file, path);
    return true;
  } finally {
    beside.removeNow();
  }
}
