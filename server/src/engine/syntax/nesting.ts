/** How deep brackets and operators before a value nest, before a parser sees them. */
import type { Sliced } from '../base/slices.js';

/** Nobody writes this; a parser that must mend so many open brackets, or operators without a value, does it in one step. */
const MAX_OPEN = 5000;

const [OPENS, CLOSES, PREFIX, BLANK] = [1, 2, 3, 4];
const ROLE = new Uint8Array(128);
for (const c of '([{') ROLE[c.charCodeAt(0)] = OPENS;
for (const c of ')]}') ROLE[c.charCodeAt(0)] = CLOSES;
for (const c of '&*-+!^<~') ROLE[c.charCodeAt(0)] = PREFIX;
for (const c of ' \t\r\n') ROLE[c.charCodeAt(0)] = BLANK;

/** Then the look rests: a millisecond while the code is cold. */
const CHARACTERS_PER_SLICE = 10_000;

/** Those in strings and comments count as well: it takes as many of them. */
export function* nestsTooDeep(text: string): Sliced<boolean> {
  let open = 0;
  let prefixes = 0;
  for (let i = 0; i < text.length; i++) {
    if (i % CHARACTERS_PER_SLICE === CHARACTERS_PER_SLICE - 1) yield;
    const role = ROLE[text.charCodeAt(i)];
    if (role === BLANK) continue;
    prefixes = role === PREFIX ? prefixes + 1 : 0;
    if (role === OPENS) open++;
    else if (role === CLOSES && open > 0) open--;
    if (open > MAX_OPEN || prefixes > MAX_OPEN) return true;
  }
  return false;
}
