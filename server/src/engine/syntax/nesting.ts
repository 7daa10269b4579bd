/** How deep brackets nest, before a parser sees them. */

/** Nobody writes this; a parser that must mend so many open brackets needs time with their square, in one step. */
const MAX_OPEN = 5000;

const [OPENS, CLOSES] = [1, 2];
const ROLE = new Uint8Array(128);
for (const c of '([{') ROLE[c.charCodeAt(0)] = OPENS;
for (const c of ')]}') ROLE[c.charCodeAt(0)] = CLOSES;

/** Brackets in strings and comments count as well: it takes as many of them. */
export function nestsTooDeep(text: string): boolean {
  let open = 0;
  for (let i = 0; i < text.length; i++) {
    const role = ROLE[text.charCodeAt(i)];
    if (role === OPENS) {
      if (++open > MAX_OPEN) return true;
    } else if (role === CLOSES && open > 0) open--;
  }
  return false;
}
