/**
 * Work that can rest. Each `yield` is a place where whoever drives it may give the thread to others and go on later, so a piece between two
 * of them is short: a millisecond or two of ordinary code. Work that is given up is ended with `return`, which frees what it holds.
 */
export type Sliced<T> = Generator<void, T, void>;

/** What each of the items gives, one list; rests behind every few of them. */
export function* flatMapping<T, R>(items: readonly T[], perSlice: number, each: (item: T, index: number) => readonly R[]): Sliced<R[]> {
  const out: R[] = [];
  for (const [i, item] of items.entries()) {
    for (const one of each(item, i)) out.push(one);
    if (i % perSlice === perSlice - 1) yield;
  }
  return out;
}

/** All of it at once: for hosts that may take their time, and where somebody waits for the answer. */
export function whole<T>(work: Sliced<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
