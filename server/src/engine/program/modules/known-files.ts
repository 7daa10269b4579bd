/** Files that say what imports mean, as far as they are known. */

import { type GoModFacts, type GoWorkFacts, parseGoMod, parseGoWork } from '../../builds/go-mod.js';

/** What is known of a file: its text, that there is none, or not yet anything; asking for it makes somebody bring it. */
export type KnownFile = { readonly text: string } | 'absent' | undefined;

export interface ModuleFiles {
  file(path: string): KnownFile;
}

const parsed = new WeakMap<object, GoModFacts>();
const parsedWork = new WeakMap<object, GoWorkFacts>();

/** A go.mod file, read once: those of a large graph are asked for often. */
export function knownGoMod(files: ModuleFiles, path: string): GoModFacts | 'absent' | undefined {
  const file = files.file(path);
  if (!file || file === 'absent') return file;
  const facts = parsed.get(file) ?? parseGoMod(path, file.text);
  parsed.set(file, facts);
  return facts;
}

/** A go.work file, read once: each module below it asks. */
export function knownGoWork(files: ModuleFiles, path: string): GoWorkFacts | 'absent' | undefined {
  const file = files.file(path);
  if (!file || file === 'absent') return file;
  const facts = parsedWork.get(file) ?? parseGoWork(path, file.text);
  parsedWork.set(file, facts);
  return facts;
}
