/** Packages of the standard library as Go files, from the text that its table has of them. */

import type { GoVersion } from '../base/go-version.js';
import { type HeadedFile, scannedFile } from '../go/package/source-file.js';
import type { GoParser } from '../syntax/go-parser.js';
import type { FunctionFacts } from '../tables/std/function-facts.js';

export interface StandardPackage {
  readonly text: string;
  compiled(symbol: string): FunctionFacts | undefined;
}

/** The standard library, as a release has it. */
export interface StandardSources {
  get(path: string, release: GoVersion | undefined): StandardPackage | 'missing' | undefined;
}

const scanned = new WeakMap<StandardPackage, HeadedFile>();

/** Scanned once, whoever asks. */
export function standardFile(path: string, std: StandardPackage, parser: GoParser): HeadedFile {
  const known = scanned.get(std) ?? scannedFile(`std:${path}`, std.text, parser);
  scanned.set(std, known);
  return known;
}
