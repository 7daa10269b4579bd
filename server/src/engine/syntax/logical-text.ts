/** A text put together from pieces of a file, such as continued lines, that knows the place of each of its characters. */
import type { Span } from '../base/finding.js';

interface Piece {
  readonly text: string;
  readonly offset: number;
  readonly fixed?: boolean;
}

export class LogicalText {
  private constructor(
    readonly text: string,
    private readonly starts: readonly number[],
    private readonly offsets: readonly number[],
    /** Pieces that stand for a place of the file and not in it: all their characters are there. */
    private readonly fixed: readonly boolean[],
  ) {}

  static of(pieces: readonly Piece[]): LogicalText {
    const starts: number[] = [];
    let length = 0;
    for (const piece of pieces) {
      starts.push(length);
      length += piece.text.length;
    }
    return new LogicalText(
      pieces.map(p => p.text).join(''),
      starts,
      pieces.map(p => p.offset),
      pieces.map(p => p.fixed === true),
    );
  }

  /** Text of another file that stands for one place of this one. */
  static at(text: string, offset: number): LogicalText {
    return LogicalText.of([{ text, offset, fixed: true }]);
  }

  /** `[start, end)` of another text; an empty part too has its place. */
  static part(source: LogicalText, start: number, end: number): LogicalText {
    const pieces: Piece[] = [];
    for (let i = 0; i < source.starts.length; i++) {
      const from = Math.max(source.starts[i]!, start);
      const to = Math.min(source.starts[i + 1] ?? source.text.length, end);
      if (to > from) pieces.push({ text: source.text.slice(from, to), offset: source.offsetAt(from), fixed: source.fixed[i]! });
    }
    if (pieces.length === 0) pieces.push({ text: '', offset: source.offsetAt(start), fixed: source.fixed[source.pieceAt(start)] ?? false });
    return LogicalText.of(pieces);
  }

  /** Texts one after another; a string has no place of its own and counts as standing where the text before it ends. */
  static join(texts: readonly (LogicalText | string | undefined)[]): LogicalText {
    const pieces: Piece[] = [];
    for (const t of texts) {
      const last = pieces.at(-1);
      const fixed = last?.fixed === true;
      if (typeof t === 'string') pieces.push({ text: t, offset: last ? last.offset + (fixed ? 0 : last.text.length) : 0, fixed });
      else if (t)
        t.starts.forEach((s, i) => {
          pieces.push({ text: t.text.slice(s, t.starts[i + 1] ?? t.text.length), offset: t.offsets[i]!, fixed: t.fixed[i]! });
        });
    }
    return LogicalText.of(pieces);
  }

  /** Place in the file of the character at `index`; an index past the end counts on from the last piece. */
  readonly offsetAt = (index: number): number => {
    const piece = this.pieceAt(index);
    if (this.fixed[piece]) return this.offsets[piece]!;
    return (this.offsets[piece] ?? 0) + index - (this.starts[piece] ?? 0);
  };

  /** Where the run of characters that stand one behind the other in the file ends, from the character at `index` on. */
  straightTo(index: number): number {
    const { starts, offsets, text } = this;
    let piece = this.pieceAt(index);
    if (this.fixed[piece]) return index + 1;
    const before = (offsets[piece] ?? 0) - (starts[piece] ?? 0);
    while (piece + 1 < starts.length && !this.fixed[piece + 1] && offsets[piece + 1]! - starts[piece + 1]! === before) piece++;
    return Math.max(index + 1, starts[piece + 1] ?? text.length);
  }

  private pieceAt(index: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The file's span of `[start, end)`. */
  span(start: number, end: number): Span {
    const from = this.offsetAt(start);
    return { start: from, end: end > start ? this.offsetAt(end - 1) + 1 : from };
  }
}
