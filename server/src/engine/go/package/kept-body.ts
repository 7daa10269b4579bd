/** Whose bodies are kept of files that nobody looks at: callers ask what such a function does with what it is given. */

/** Helpers that hand a value on are short (UTF-16 units). */
const SHORT = 600;
const LONG = 4000;
const ASKS_POOL = /\.(?:Put|Get)\s*\(/;

/** The same answer for one text, however much of its file is known. */
export function keepsBody(body: string): boolean {
  return body.length <= SHORT || (body.length <= LONG && ASKS_POOL.test(body));
}
