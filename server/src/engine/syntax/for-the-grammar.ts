/** The text as the parser is to see it: what Go has and the grammar does not is hidden, at the same length. */
import type { Span } from '../base/finding.js';
import type { Sliced } from '../base/slices.js';
import { hideReceivers } from './generic-method.js';
import { hideNewOfValue } from './new-of-value.js';

export function* forTheGrammar(text: string): Sliced<string> {
  const withoutNew = hideNewOfValue(text);
  yield;
  return hideReceivers(withoutNew);
}

/** Texts are compared so many characters at once: most pieces are alike. */
const PIECE = 4096;

/** Where two texts of one length differ. */
export function* differences(a: string, b: string): Generator<Span> {
  for (let start = 0; start < a.length; ) {
    if (a.slice(start, start + PIECE) === b.slice(start, start + PIECE)) {
      start += PIECE;
      continue;
    }
    while (start < a.length && a.charCodeAt(start) === b.charCodeAt(start)) start++;
    let end = start;
    while (end < a.length && a.charCodeAt(end) !== b.charCodeAt(end)) end++;
    if (end > start) yield { start, end };
    start = end;
  }
}
