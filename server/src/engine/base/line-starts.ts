/** Where the lines of a text begin, looked for only as far as somebody has asked: a megabyte takes longer than a server may hold its thread. */
import type { Span } from './finding.js';
import type { Sliced } from './slices.js';

/** What ends a line: `\n` alone, as in Go and build files, or `\r\n` and `\r` too, as in an editor. */
export type LineEnds = 'feeds' | 'feedsAndReturns';

/** Then the look rests. */
const LINES_PER_SLICE = 2000;
/** Lines of a longer insertion are looked for when somebody asks, and those behind it again. */
const MAX_INSERTED = 20_000;

export class LineStarts {
  private isDone = false;
  /** Where the next of each is that has not been passed; nowhere is infinity. */
  private feed = -1;
  private carriage = -1;

  constructor(
    readonly text: string,
    private readonly ends: LineEnds,
    /** All up to the last of them. */
    private readonly starts: number[] = [0],
  ) {}

  /** Number of lines; an empty text has one. */
  get count(): number {
    while (this.next());
    return this.starts.length;
  }

  /** Where a line begins, from 0 on; undefined when the text has no such line. */
  start(line: number): number | undefined {
    while (this.starts.length <= line && this.next());
    return this.starts[line];
  }

  /** The line in which an offset of the text lies. */
  lineOf(offset: number): number {
    while (this.last <= offset && this.next());
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Looks ahead in slices, so that nothing up to this offset is to be looked for when it is asked for. */
  *lookingAhead(offset: number): Sliced<void> {
    for (let n = 1; this.last <= offset && this.next(); n++) if (n % LINES_PER_SLICE === 0) yield;
  }

  /** Those of the text in which a span was replaced by so many characters. A start depends on the characters on both its sides. */
  edited(text: string, span: Span, inserted: number): LineStarts {
    const { starts } = this;
    const kept = starts.slice(0, Math.max(1, this.firstFrom(span.start)));
    const edited = new LineStarts(text, this.ends, kept);
    if (this.last < span.start && !this.isDone) return edited;
    if (inserted > MAX_INSERTED) return edited;
    const end = span.start + inserted;
    for (let at = Math.max(1, span.start); at <= end; at++) if (edited.isStart(at)) kept.push(at);
    for (let i = this.firstFrom(span.end + 1); i < starts.length; i++) kept.push(starts[i]! + end - span.end);
    edited.isDone = this.isDone;
    return edited;
  }

  private get last(): number {
    return this.starts[this.starts.length - 1]!;
  }

  private isStart(at: number): boolean {
    const before = this.text.charCodeAt(at - 1);
    return before === FEED || (before === RETURN && this.ends === 'feedsAndReturns' && this.text.charCodeAt(at) !== FEED);
  }

  /** Index of the first known start that is not before an offset. */
  private firstFrom(offset: number): number {
    let low = 0;
    for (let high = this.starts.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (this.starts[middle]! < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Finds one more; false when there is none. */
  private next(): boolean {
    if (this.isDone) return false;
    const { text, last } = this;
    if (this.feed < last) this.feed = indexFrom(text, '\n', last);
    if (this.carriage < last) this.carriage = this.ends === 'feeds' ? NOWHERE : indexFrom(text, '\r', last);
    const at = Math.min(this.feed, this.carriage);
    if (at === NOWHERE) this.isDone = true;
    else this.starts.push(this.carriage + 1 === this.feed ? at + 2 : at + 1);
    return !this.isDone;
  }
}

const FEED = 10;
const RETURN = 13;
const NOWHERE = Number.POSITIVE_INFINITY;

function indexFrom(text: string, character: string, from: number): number {
  const at = text.indexOf(character, from);
  return at < 0 ? NOWHERE : at;
}
