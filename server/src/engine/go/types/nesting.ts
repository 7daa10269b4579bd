/**
 * How deep the walks of the resolver stand in each other, over all packages: expressions, types, statements and names that are worked out on
 * the way. They are as recursive as the language, and code may be laid out to exhaust the stack. What stands deeper is unknown.
 */

/** A level takes up to 1,300 bytes of stack (measured with the shapes of the tests); this leaves half of the 600 KB that the tests give. */
const LIMIT = 300;

let depth = 0;

/** True: one level deeper, until `leave`. False: no deeper. */
export function enter(levels = 1): boolean {
  if (depth + levels > LIMIT) return false;
  depth += levels;
  return true;
}

export function leave(levels = 1): void {
  depth -= levels;
}

/** For a walk that rests: its levels do not count meanwhile. */
export function leaveAll(): number {
  const levels = depth;
  depth = 0;
  return levels;
}

/** Goes on with what `leaveAll` gave. */
export function enterAgain(levels: number): void {
  depth = levels;
}
