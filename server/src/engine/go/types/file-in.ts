/** The file of a package by its path. */
import type { PackageSource, SourceFile } from './importer.js';

const byPath = new WeakMap<PackageSource['files'], ReadonlyMap<string, SourceFile>>();

/** A package may have thousands of files, and each is asked for by itself. */
export function fileIn({ files }: PackageSource, path: string): SourceFile | undefined {
  let known = byPath.get(files);
  if (!known) {
    known = new Map(files.map(file => [file.path, file]));
    byPath.set(files, known);
  }
  return known.get(path);
}
