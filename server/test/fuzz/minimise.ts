/** Makes an input smaller as long as the same thing is wrong with it: drops elements of lists, then lines, words and characters of texts. */

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Path = readonly (string | number)[];

/** `isSame`: whether the candidate has the fault. Ends after so many questions, or at that moment of `performance.now()`. */
export async function minimise<T>(
  input: T,
  isSame: (candidate: T) => Promise<boolean>,
  questions = 2000,
  until = Number.POSITIVE_INFINITY,
): Promise<T> {
  let now = input as Json;
  let left = questions;
  const tries = async (candidate: Json): Promise<boolean> => {
    if (performance.now() > until) left = 0;
    if (left-- <= 0 || !(await isSame(candidate as T))) return false;
    now = candidate;
    return true;
  };
  for (let before = Number.POSITIVE_INFINITY; left > 0 && sizeOf(now) < before; ) {
    before = sizeOf(now);
    // Long ones first: they hold most of what is not needed.
    for (const path of longParts(now)) {
      const part = at(now, path);
      if (Array.isArray(part)) await dropElements(path, part, list => list);
      else if (typeof part === 'string') {
        await dropElements(path, part.match(/[^\n]*\n|[^\n]+$/g) ?? [], lines => lines.join(''));
        await dropElements(path, (at(now, path) as string).match(/[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu) ?? [], words => words.join(''));
        const short = at(now, path) as string;
        if (short.length < 300) await dropElements(path, [...short], characters => characters.join(''));
      }
    }
  }
  return now as T;

  /** Leaves out runs of elements, half of them at first, one at last. */
  async function dropElements<E extends Json>(path: Path, elements: readonly E[], join: (elements: readonly E[]) => Json): Promise<void> {
    let kept = elements;
    for (let size = Math.ceil(kept.length / 2); size >= 1 && left > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
      for (let start = 0; start < kept.length && left > 0; ) {
        const without = [...kept.slice(0, start), ...kept.slice(start + size)];
        if (await tries(replaced(now, path, join(without)))) kept = without;
        else start += size;
      }
    }
  }
}

const sizeOf = (value: Json) => JSON.stringify(value).length;

/** Paths of lists and texts that hold anything. */
function longParts(value: Json): Path[] {
  const found: { path: Path; size: number }[] = [];
  const visit = (part: Json, path: Path) => {
    if ((Array.isArray(part) || typeof part === 'string') && part.length > 0) found.push({ path, size: sizeOf(part) });
    if (typeof part === 'object' && part !== null) for (const [key, inner] of Object.entries(part)) visit(inner, [...path, key]);
  };
  visit(value, []);
  return found.sort((a, b) => b.size - a.size).map(({ path }) => path);
}

/** Undefined where an outer list has been cut meanwhile. */
function at(value: Json, path: Path): Json | undefined {
  let part: Json | undefined = value;
  for (const key of path) part = typeof part === 'object' && part !== null ? (part as Record<string, Json>)[key] : undefined;
  return part;
}

function replaced(value: Json, [key, ...rest]: Path, by: Json): Json {
  if (key === undefined) return by;
  const copy: Record<string | number, Json> = Array.isArray(value) ? ([...value] as never) : { ...(value as Record<string, Json>) };
  copy[key] = replaced(copy[key]!, rest, by);
  return copy as Json;
}
