/**
 * Regular expressions with their steps counted: what a backtracking engine does with a text, without a clock.
 */

import { type Item, parseRegex } from './regex-syntax.js';

export class TooManySteps extends Error {}

export class CountedRegex {
  readonly root: Item;
  private steps = 0;
  private text = '';

  constructor(
    readonly source: string,
    private readonly flags: string,
    private readonly limit: number,
  ) {
    this.root = parseRegex(source, flags);
  }

  /** Steps of a search through the text, again behind each match. Throws TooManySteps above the limit. */
  search(text: string): number {
    this.steps = 0;
    this.text = text;
    for (let i = 0; i <= text.length; ) {
      let end = -1;
      this.match(this.root, i, j => {
        end = j;
        return true;
      });
      if (end >= 0 && !this.flags.includes('g')) break;
      i = end > i ? end : i + 1;
      // An engine gives up at once where the whole expression can only begin at the beginning.
      if (end < 0 && !this.flags.includes('m') && startsAtBeginning(this.root)) break;
    }
    return this.steps;
  }

  private match(item: Item, i: number, next: (j: number) => boolean): boolean {
    if (++this.steps > this.limit) throw new TooManySteps();
    switch (item.kind) {
      case 'char':
        return i < this.text.length && item.test(this.text[i]!) && next(i + 1);
      case 'sequence':
        return this.sequence(item.items, 0, i, next);
      case 'choice':
        return item.items.some(one => this.match(one, i, next));
      case 'loop':
        return item.item.kind === 'char' ? this.run(item, item.item, i, next) : this.loop(item, 0, i, next);
      case 'look':
        return this.look(item, i) !== item.negative && next(i);
      case 'place':
        return this.isAt(item.what, i) && next(i);
      case 'back':
        return next(i);
    }
  }

  private sequence(items: readonly Item[], k: number, i: number, next: (j: number) => boolean): boolean {
    return k === items.length ? next(i) : this.match(items[k]!, i, j => this.sequence(items, k + 1, j, next));
  }

  /** A loop over one character, without recursion. */
  private run({ min, max, lazy }: Item & { kind: 'loop' }, one: Item & { kind: 'char' }, i: number, next: (j: number) => boolean): boolean {
    const fits = (j: number) => j - i < max && j < this.text.length && this.count() && one.test(this.text[j]!);
    let j = i;
    if (!lazy) {
      while (fits(j)) j++;
      for (; j - i >= min; j--) if (this.count() && next(j)) return true;
      return false;
    }
    for (; ; j++) {
      if (j - i >= min && next(j)) return true;
      if (!fits(j)) return false;
    }
  }

  private loop(item: Item & { kind: 'loop' }, count: number, i: number, next: (j: number) => boolean): boolean {
    const again = () =>
      count < item.max && this.match(item.item, i, j => (j > i || count < item.min) && this.loop(item, count + 1, j, next));
    const done = () => count >= item.min && next(i);
    return item.lazy ? done() || again() : again() || done();
  }

  private look({ item, behind }: Item & { kind: 'look' }, i: number): boolean {
    if (!behind) return this.match(item, i, () => true);
    for (let from = i; from >= 0 && i - from <= widthOf(item); from--) if (this.match(item, from, j => j === i)) return true;
    return false;
  }

  private isAt(what: string, i: number): boolean {
    const { text } = this;
    const multiline = this.flags.includes('m');
    if (what === '^') return i === 0 || (multiline && /[\n\r]/.test(text[i - 1]!));
    if (what === '$') return i === text.length || (multiline && /[\n\r]/.test(text[i]!));
    const isWord = (c: string | undefined) => c !== undefined && /\w/.test(c);
    return (isWord(text[i - 1]) !== isWord(text[i])) === (what === 'b');
  }

  private count(): true {
    if (++this.steps > this.limit) throw new TooManySteps();
    return true;
  }
}

function startsAtBeginning(item: Item): boolean {
  if (item.kind === 'place') return item.what === '^';
  if (item.kind === 'choice') return item.items.every(startsAtBeginning);
  return item.kind === 'sequence' && item.items[0] !== undefined && startsAtBeginning(item.items[0]);
}

function widthOf(item: Item): number {
  switch (item.kind) {
    case 'char':
      return 1;
    case 'sequence':
      return item.items.reduce((n, one) => n + widthOf(one), 0);
    case 'choice':
      return Math.max(...item.items.map(widthOf));
    case 'loop':
      return item.max * widthOf(item.item);
    default:
      return 0;
  }
}
