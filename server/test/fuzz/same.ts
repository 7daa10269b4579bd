/** Comparison of what two of something say. Cheap where they differ too: inputs are made small by asking again and again. */
import { inspect, isDeepStrictEqual } from 'node:util';

const MAX_LINES = 20;

/** Throws with the lines that only one of them has. */
export function assertSame(said: unknown, expected: unknown, what: string): void {
  if (isDeepStrictEqual(said, expected)) return;
  const [a, b] = [linesOf(said), linesOf(expected)];
  throw new Error(`${what}\nsaid:\n${without(a, b)}\nexpected:\n${without(b, a)}`);
}

const linesOf = (value: unknown) =>
  (typeof value === 'string'
    ? value
    : inspect(value, { depth: 20, maxArrayLength: 1000, maxStringLength: 20_000, breakLength: 140 })
  ).split('\n');

function without(lines: readonly string[], others: readonly string[]): string {
  const known = new Set(others);
  return lines
    .filter(line => !known.has(line))
    .slice(0, MAX_LINES)
    .join('\n');
}
