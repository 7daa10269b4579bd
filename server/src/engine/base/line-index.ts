/**
 * Offsets, lines and columns of one text. The only place that turns the compiler's UTF-8 byte columns into UTF-16 (go-facts §3.2).
 */
import type { Span } from './finding.js';
import { LineStarts } from './line-starts.js';
import type { Sliced } from './slices.js';

/** 0-based line and UTF-16 column, as in LSP. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export class LineIndex {
  private readonly starts: LineStarts;

  /** `bytesBefore`: UTF-8 bytes of a byte order mark that was taken off the text; the compiler counts them. */
  constructor(
    readonly text: string,
    private readonly bytesBefore = 0,
    starts?: LineStarts,
  ) {
    this.starts = starts ?? new LineStarts(text, 'feeds');
  }

  /** That of the text in which a span was replaced by so many characters. */
  edited(text: string, span: Span, inserted: number): LineIndex {
    return new LineIndex(text, this.bytesBefore, this.starts.edited(text, span, inserted));
  }

  /** Looks for all lines, in slices. */
  lookingAhead(): Sliced<void> {
    return this.starts.lookingAhead(this.text.length);
  }

  /** Number of lines, counting a last line without a newline; an empty text has one. */
  get lineCount(): number {
    return this.starts.count;
  }

  /** Clamps: an offset past the end is the end. */
  position(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.text.length));
    const line = this.starts.lineOf(at);
    return { line, character: at - this.starts.start(line)! };
  }

  range(span: Span): Range {
    return { start: this.position(span.start), end: this.position(span.end) };
  }

  /** Clamps a line past the end to the end of the text and a column past its line to that line's end, as LSP asks. */
  offset(position: Position): number {
    if (position.line < 0) return 0;
    const start = this.starts.start(position.line);
    return start === undefined ? this.text.length : Math.min(start + Math.max(0, position.character), this.lineEnd(position.line));
  }

  span(range: Range): Span {
    return { start: this.offset(range.start), end: this.offset(range.end) };
  }

  lineStart(line: number): number {
    return this.starts.start(line) ?? this.text.length;
  }

  /** Offset of the line's end, before `\r\n` or `\n`. */
  lineEnd(line: number): number {
    const next = this.starts.start(line + 1);
    if (next === undefined) return this.text.length;
    return this.text[next - 2] === '\r' ? next - 2 : next - 1;
  }

  /**
   * Offset of a compiler position: `line` is 1-based, `column` a 1-based count of UTF-8 bytes. A column past the line's end gives that
   * end; a missing column (the compiler prints none from 255 on) gives undefined.
   */
  offsetOfByteColumn(line: number, column: number | undefined): number | undefined {
    const start = column === undefined || line < 1 ? undefined : this.starts.start(line - 1);
    if (column === undefined || start === undefined) return undefined;
    const end = this.lineEnd(line - 1);
    let offset = start;
    for (let bytes = column - 1 - (line === 1 ? this.bytesBefore : 0); bytes > 0 && offset < end; ) {
      const code = this.text.codePointAt(offset)!;
      bytes -= code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
      offset += code < 0x10000 ? 1 : 2;
    }
    return offset;
  }

  /** The other way round: where the compiler would say that the offset is. */
  bytePosition(offset: number): { readonly line: number; readonly column: number } {
    const { line } = this.position(offset);
    let bytes = line === 0 ? this.bytesBefore : 0;
    for (let at = this.starts.start(line)!; at < offset; ) {
      const code = this.text.codePointAt(at)!;
      bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
      at += code < 0x10000 ? 1 : 2;
    }
    return { line: line + 1, column: bytes + 1 };
  }
}
