/** Which files of a package mention a word: for who looks through the whole package for one name after the other. */
import type { Sliced } from '../../base/slices.js';
import type { GoFileFacts } from '../package/facts.js';
import type { GoPackage } from '../package/go-package.js';

/** Another object stands for a file that is another one. */
const known = new WeakMap<GoFileFacts, ReadonlySet<string>>();

/** Then the look rests: about a millisecond. */
const CHARACTERS_PER_SLICE = 30_000;
const IS_WORD = /^\w+$/;

/** Texts of the files that mention the word, by `textOf`; a name with other letters may stand in each. */
export function* textsWith(word: string, { files }: GoPackage, textOf: (path: string) => string | undefined): Sliced<string[]> {
  const out: string[] = [];
  for (const file of files) {
    const text = textOf(file.path);
    if (text !== undefined && (!IS_WORD.test(word) || (yield* wordsOf(file, text)).has(word))) out.push(text);
  }
  return out;
}

function* wordsOf(file: GoFileFacts, text: string): Sliced<ReadonlySet<string>> {
  const before = known.get(file);
  if (before) return before;
  const words = new Set<string>();
  let rest = CHARACTERS_PER_SLICE;
  for (const { 0: word, index } of text.matchAll(/\w+/g)) {
    words.add(word);
    if (index < rest) continue;
    rest = index + CHARACTERS_PER_SLICE;
    yield;
  }
  known.set(file, words);
  return words;
}
