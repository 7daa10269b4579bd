/** Assertions that also work in the web worker, which has no `node:assert`. */

export function ok(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

/** Compares by JSON: for plain data. */
export function equal(actual: unknown, expected: unknown, message: string): void {
  const [a, e] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== e) throw new Error(`${message}\n  expected ${e}\n  actual   ${a}`);
}
