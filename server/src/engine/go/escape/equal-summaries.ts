/** One object for all summaries that say the same: who was told the old one has nothing new to learn. */
import type { Type } from '../types/model.js';
import type { Concrete } from './concrete-types.js';
import type { Summary } from './flow.js';
import { INLINE_BUDGET } from './inline-cost.js';
import type { Leaks } from './location.js';

/** More are forgotten, all at once. */
const MAX_KNOWN = 50_000;

export class EqualSummaries {
  private readonly known = new Map<string, Summary>();
  private readonly numbers = new WeakMap<Type, number>();
  private count = 0;

  the(summary: Summary): Summary {
    const { receiver, params, inlineCost, makes, stored, concrete } = summary;
    // What is too dear to be inlined is so, however dear.
    const cost = inlineCost !== undefined && inlineCost <= INLINE_BUDGET ? inlineCost : undefined;
    const types = concrete.map(c => c && [c.isJoined, this.typeKey(c.type)]);
    const key = JSON.stringify([[receiver, ...params].map(leaksKey), cost, makes, stored, types]);
    const known = this.known.get(key);
    if (known) return known;
    if (this.known.size >= MAX_KNOWN) this.known.clear();
    const the = { ...summary, inlineCost: cost };
    this.known.set(key, the);
    return the;
  }

  private typeKey(type: Concrete['type']): string {
    const named = type.kind === 'pointer' ? type.elem : type;
    const number = this.numbers.get(named) ?? ++this.count;
    this.numbers.set(named, number);
    return `${type.kind === 'pointer' ? '*' : ''}${number}`;
  }
}

const leaksKey = ({ heap, results }: Leaks) => [heap, ...results];
