/** Whose bodies are kept of files that nobody looks at: callers ask what such a function does with what it is given. */

/** Helpers that hand a value on are short (UTF-16 units). */
const SHORT = 600;
const LONG = 4000;
const ASKS_POOL = /\.(?:Put|Get)\s*\(/;

/** True for a text that may put something into a pool, or get something from one. */
export function asksPool(text: string): boolean {
  return (text.includes('.Put') || text.includes('.Get')) && ASKS_POOL.test(text);
}

/** The same answer for one text, however much of its file is known. `mayAskPool`: what `asksPool` says of more text. */
export function keepsBody(body: string, mayAskPool = true): boolean {
  return body.length <= SHORT || (mayAskPool && body.length <= LONG && asksPool(body));
}
