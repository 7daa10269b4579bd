/**
 * The text of an open document, as the editor has it. Behaves as vscode-languageserver-textdocument's own (a test compares them), but looks for
 * lines only as far as somebody asks, and keeps what it knows of them when a line break comes to lie beside another.
 */
import type { Span } from '../../engine/base/finding.js';
import type { Position, Range } from '../../engine/base/line-index.js';
import { LineStarts } from '../../engine/base/line-starts.js';
import type { Sliced } from '../../engine/base/slices.js';

export class EditedText {
  private lines: LineStarts;

  constructor(
    readonly uri: string,
    readonly languageId: string,
    public version: number,
    text: string,
  ) {
    this.lines = new LineStarts(text, 'feedsAndReturns');
  }

  getText(range?: Range): string {
    const { text } = this.lines;
    return range === undefined ? text : text.substring(this.offsetAt(range.start), this.offsetAt(range.end));
  }

  get lineCount(): number {
    return this.lines.count;
  }

  /** Replaces a span. */
  replace({ start, end }: Span, newText: string): void {
    const { text } = this.lines;
    this.lines = this.lines.edited(text.slice(0, start) + newText + text.slice(end), { start, end }, newText.length);
  }

  positionAt(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.lines.text.length));
    const line = this.lines.lineOf(at);
    const start = this.lines.start(line)!;
    return { line, character: this.beforeEnd(at, start) - start };
  }

  offsetAt({ line, character }: Position): number {
    if (line < 0) return 0;
    const start = this.lines.start(line);
    if (start === undefined) return this.lines.text.length;
    if (character <= 0) return start;
    return this.beforeEnd(Math.min(start + character, this.lines.start(line + 1) ?? this.lines.text.length), start);
  }

  /** Looks for lines up to an offset in slices, so that its position is known when it is asked for. */
  lookingAhead(offset: number): Sliced<void> {
    return this.lines.lookingAhead(offset);
  }

  /** The offset, or where the line's end begins if it lies within that. */
  private beforeEnd(offset: number, start: number): number {
    const { text } = this.lines;
    let at = offset;
    while (at > start && (text[at - 1] === '\n' || text[at - 1] === '\r')) at--;
    return at;
  }
}
