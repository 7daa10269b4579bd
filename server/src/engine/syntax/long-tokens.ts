/**
 * The parser reads a token in one step: a comment of a megabyte takes it 60 ms. Of tokens that nobody writes it is given the two ends only. Places
 * stay the same, and trees take their text from what the user wrote.
 */
import type { Range } from 'web-tree-sitter';
import type { Span } from '../base/finding.js';
import { LineIndex } from '../base/line-index.js';
import type { Sliced } from '../base/slices.js';
import { GoCursor } from './go-cursor.js';

/** Longer ones are cut: some hundred microseconds of the parser. */
const LONG = 8192;
/** So much is left of words and blanks at both ends: none becomes a keyword. */
const LEFT = 64;
/** Then the look rests: less than a millisecond. */
const CHARACTERS_PER_SLICE = 50_000;

/** What the parser is to see of the text; undefined when that is all of it. */
export function* partsToRead(text: string): Sliced<Range[] | undefined> {
  if (text.length <= LONG) return undefined;
  const quoted = yield* longQuoted(text);
  const hidden = joined([...quoted, ...(yield* longRuns(text))]);
  if (hidden.length === 0) return undefined;
  const lines = new LineIndex(text);
  const ends = [0, ...hidden.flatMap(({ start, end }) => [start, end]), text.length];
  return Array.from({ length: ends.length / 2 }, (_, i) => part(lines, ends[2 * i]!, ends[2 * i + 1]!));
}

function part(lines: LineIndex, startIndex: number, endIndex: number): Range {
  const [from, to] = [lines.position(startIndex), lines.position(endIndex)];
  return {
    ...{ startIndex, startPosition: { row: from.line, column: from.character } },
    ...{ endIndex, endPosition: { row: to.line, column: to.character } },
  };
}

const MARK = /["'`]|\/[/*]/g;

/** The inside of long comments and strings. One that is not closed is an error as far as its first character. */
function* longQuoted(text: string): Sliced<Span[]> {
  const found: Span[] = [];
  const cursor = new GoCursor(text);
  for (let rest = CHARACTERS_PER_SLICE; ; ) {
    MARK.lastIndex = cursor.at;
    const mark = MARK.exec(text);
    if (!mark) return found;
    const start = mark.index;
    cursor.at = start;
    let kept = 2;
    if (mark[0].length === 2) cursor.slash();
    else kept = cursor.skipQuoted(mark[0].charCodeAt(0)) ? 1 : 0;
    if (cursor.at - start > LONG) found.push({ start: start + mark[0].length, end: cursor.at - kept });
    if (cursor.at < rest) continue;
    rest = cursor.at + CHARACTERS_PER_SLICE;
    yield;
  }
}

const RUN = /[\w\x80-\uffff]+|[ \t\r]+|\n+/y;
/** A long run reaches at least from one of the places so far apart to the next. */
const STEP = LONG / 2;

/** The inside of long names and numbers, and of long stretches of one kind of blank. */
function* longRuns(text: string): Sliced<Span[]> {
  const found: Span[] = [];
  let rest = CHARACTERS_PER_SLICE;
  for (let at = 0; at < text.length; at += STEP) {
    const end = endOfRun(text, at);
    if (end - at >= STEP) {
      let start = Math.max(0, at - STEP);
      for (let next = endOfRun(text, start); next !== end; next = endOfRun(text, start)) start = Math.max(start + 1, next);
      if (end - start > LONG) found.push({ start: start + LEFT, end: end - LEFT });
      at += Math.floor((end - at) / STEP) * STEP;
    }
    if (at < rest) continue;
    rest = at + CHARACTERS_PER_SLICE;
    yield;
  }
  return found;
}

function endOfRun(text: string, at: number): number {
  RUN.lastIndex = at;
  return RUN.test(text) ? RUN.lastIndex : at;
}

/** In the order of the text, those that overlap as one. */
function joined(spans: readonly Span[]): Span[] {
  const out: Span[] = [];
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    const last = out.at(-1);
    if (last && start <= last.end) out[out.length - 1] = { start: last.start, end: Math.max(last.end, end) };
    else out.push({ start, end });
  }
  return out;
}
