/** One object for all summaries that say the same: who was told the old one has nothing new to learn. */
import type { Summary } from './flow.js';
import { INLINE_BUDGET } from './inline-cost.js';
import type { Leaks } from './location.js';

/** More are forgotten, all at once. */
const MAX_KNOWN = 50_000;

export class EqualSummaries {
  private readonly known = new Map<string, Summary>();

  the(summary: Summary): Summary {
    const { receiver, params, inlineCost, makes, stored } = summary;
    // What is too dear to be inlined is so, however dear.
    const cost = inlineCost !== undefined && inlineCost <= INLINE_BUDGET ? inlineCost : undefined;
    const key = JSON.stringify([[receiver, ...params].map(leaksKey), cost, makes, stored]);
    const known = this.known.get(key);
    if (known) return known;
    if (this.known.size >= MAX_KNOWN) this.known.clear();
    const the = { ...summary, inlineCost: cost };
    this.known.set(key, the);
    return the;
  }
}

const leaksKey = ({ heap, results }: Leaks) => [heap, ...results];
