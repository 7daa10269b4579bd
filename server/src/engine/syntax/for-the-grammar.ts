/** The text as the parser is to see it: what Go has and the grammar does not is hidden, at the same length. */
import type { Span } from '../base/finding.js';
import { hideReceivers } from './generic-method.js';
import { hideNewOfValue } from './new-of-value.js';

export const forTheGrammar = (text: string): string => hideReceivers(hideNewOfValue(text));

/** Where two texts of one length differ. */
export function* differences(a: string, b: string): Generator<Span> {
  for (let start = 0; start < a.length; start++) {
    let end = start;
    while (end < a.length && a.charCodeAt(end) !== b.charCodeAt(end)) end++;
    if (end > start) yield { start, end };
    start = end;
  }
}
