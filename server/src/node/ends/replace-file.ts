/** Replaces a file in one step: the new one is written beside it and takes its place. */
import { chmodSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { TempFolder } from './temp-folder.js';

/** `mode`: permissions, else those of any new file. Throws what the file system throws; then the old file is as it was. */
export function replaceFile(path: string, text: string, mode?: number): void {
  // No name that any tool takes for source.
  const beside = TempFolder.make(dirname(path));
  try {
    const file = join(beside.path, 'new');
    writeFileSync(file, text);
    if (mode !== undefined) chmodSync(file, mode);
    renameSync(file, path);
  } finally {
    beside.removeNow();
  }
}
