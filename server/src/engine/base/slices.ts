/**
 * Work that can rest. Each `yield` is a place where whoever drives it may give the thread to others and go on later, so a piece between two
 * of them is short: a millisecond or two of ordinary code. Work that is given up is ended with `return`, which frees what it holds.
 */
export type Sliced<T> = Generator<void, T, void>;

/** For loops over what may be many: it is time to rest behind every so many turns. */
export function pace(perSlice: number): () => boolean {
  let turns = 0;
  return () => ++turns % perSlice === 0;
}

/** What each of the items gives, one list; rests behind every few of them. */
export function* flatMapping<T, R>(items: readonly T[], perSlice: number, each: (item: T, index: number) => readonly R[]): Sliced<R[]> {
  const out: R[] = [];
  for (const [i, item] of items.entries()) {
    for (const one of each(item, i)) out.push(one);
    if (i % perSlice === perSlice - 1) yield;
  }
  return out;
}

/** Work that several want: it is done once. Each takes steps of it until it is done, whoever began. */
export class SharedWork<T> {
  private work: Sliced<T> | undefined;
  private result: { readonly value: T } | undefined;

  constructor(private readonly begin: () => Sliced<T>) {}

  *taking(): Sliced<T> {
    while (!this.result) {
      const step = this.next();
      if (step.done) this.result = { value: step.value };
      else yield;
    }
    return this.result.value;
  }

  /** What failed begins anew with the next who wants it. */
  private next(): IteratorResult<void, T> {
    this.work ??= this.begin();
    try {
      return this.work.next();
    } catch (error) {
      this.work = undefined;
      throw error;
    }
  }
}

/** All of it at once: for hosts that may take their time, and where somebody waits for the answer. */
export function whole<T>(work: Sliced<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
