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
  // Nearly all texts are done with here: a look at each character of all files took a fortieth of what `check` takes (measured).
  if (!hasManyOpen(text) && !hasLongRun(text)) return false;
  const look = new Look();
  for (let from = 0; from < text.length; from += CHARACTERS_PER_SLICE) {
    if (from > 0) yield;
    if (look.isTooDeep(text, from, Math.min(from + CHARACTERS_PER_SLICE, text.length))) return true;
  }
  return false;
}

/** Without so many there is no such depth. */
function hasManyOpen(text: string): boolean {
  let seen = 0;
  for (const c of '([{') for (let at = text.indexOf(c); at >= 0; at = text.indexOf(c, at + 1)) if (++seen > MAX_OPEN) return true;
  return false;
}

/** Whether so many operators and blanks stand together; a run of them that is as long has one at a multiple of its length. */
function hasLongRun(text: string): boolean {
  const isPart = (at: number) => {
    const role = ROLE[text.charCodeAt(at)];
    return role === PREFIX || role === BLANK;
  };
  for (let at = MAX_OPEN; at < text.length; at += MAX_OPEN) {
    let [from, to] = [at, at];
    while (isPart(from)) from--;
    while (isPart(to)) to++;
    if (to - from > MAX_OPEN) return true;
  }
  return false;
}

class Look {
  private open = 0;
  private prefixes = 0;

  /** Apart from what rests: V8 makes a loop without a yield twenty times as fast (measured). */
  isTooDeep(text: string, from: number, to: number): boolean {
    let { open, prefixes } = this;
    for (let i = from; i < to; i++) {
      const c = text.charCodeAt(i);
      const role = c < 128 ? ROLE[c] : 0;
      if (role === BLANK) continue;
      prefixes = role === PREFIX ? prefixes + 1 : 0;
      if (role === OPENS) open++;
      else if (role === CLOSES && open > 0) open--;
      if (open > MAX_OPEN || prefixes > MAX_OPEN) return true;
    }
    this.open = open;
    this.prefixes = prefixes;
    return false;
  }
}
