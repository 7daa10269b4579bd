/** The name somebody most likely meant. */

/** The only candidate at the smallest edit distance, at most 2 and at most a third of the word; undefined when none or several. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const limit = Math.min(2, Math.floor(word.length / 3));
  let best: string | undefined;
  let smallest = limit + 1;
  let several = false;
  for (const candidate of candidates) {
    const distance = editDistance(word, candidate, limit);
    if (distance < smallest) {
      best = candidate;
      smallest = distance;
      several = false;
    } else if (distance === smallest) several = true;
  }
  return several ? undefined : best;
}

/** Insertions, deletions, replacements and swaps of neighbours; more than `limit` is `limit + 1`. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1);
      row.push(cost);
    }
    before = previous;
    previous = row;
  }
  return Math.min(previous[b.length]!, limit + 1);
}
