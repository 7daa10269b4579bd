/** Unsaved text for `go -overlay`: temporary copies outside of every module, gone after the run. */
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Replacements } from '../../engine/compiler/own-file.js';
import { MAX_TEXT } from '../../engine/syntax/go-parser.js';
import { TempFolder } from '../ends/temp-folder.js';
import { readTextLater } from '../host/bounded-reader.js';

export interface Overlay {
  /** Value of `-overlay`; undefined when every text equals its file. */
  readonly file: string | undefined;
  /** Temporary path -> the file it stands for: error messages of all releases name the former. */
  readonly replacements: Replacements;
  dispose(): Promise<void>;
}

/** `texts`: absolute path -> text in the editor, undefined of a file that is taken for gone. Rejects when the temporary folder cannot be written. */
export async function writeOverlay(texts: ReadonlyMap<string, string | undefined>): Promise<Overlay> {
  const changed: [string, string | undefined][] = [];
  for (const [path, text] of texts) if ((await readTextLater(path, 4 * MAX_TEXT)) !== text) changed.push([path, text]);
  if (changed.length === 0) return { file: undefined, replacements: new Map(), dispose: async () => {} };
  const temporary = TempFolder.make();
  const dir = temporary.path;
  const dispose = () => temporary.remove();
  try {
    const replacements = new Map<string, string>();
    const replace: Record<string, string> = {};
    for (const [i, [path, text]] of changed.entries()) {
      if (text === undefined) {
        replace[path] = '';
        continue;
      }
      // The compiler prints the last folder and the name of old releases' temporary files: both must stay unique.
      const folder = join(dir, `${basename(dir)}-${i}`);
      const copy = join(folder, basename(path));
      await mkdir(folder);
      await writeFile(copy, text);
      replacements.set(copy, path);
      replace[path] = copy;
    }
    const file = join(dir, 'overlay.json');
    await writeFile(file, JSON.stringify({ Replace: replace }));
    return { file, replacements, dispose };
  } catch (e) {
    await dispose();
    throw e;
  }
}
