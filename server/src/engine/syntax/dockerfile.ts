/**
 * Dockerfile text -> instructions with their logical line. `dockerfile-ast` finds instructions, comments and parser directives; the
 * joining of continued lines and the here-documents are done here, as the builder does them, with the place of every character kept.
 */
import { DockerfileParser } from 'dockerfile-ast';
import type { Span } from '../base/finding.js';
import { LineIndex, type Position } from '../base/line-index.js';

/** Longer files are not read (UTF-16 units). */
export const MAX_DOCKERFILE = 256 * 1024;
/** Joining comments to stages costs their product in dockerfile-ast, and every here-document is searched from its start. */
const MAX_STAGES = 100;
const MAX_HEREDOCS = 200;
const MAX_LINES = 15_000;

/** A text put together from pieces of the file. */
export class LogicalText {
  private constructor(
    readonly text: string,
    private readonly starts: readonly number[],
    private readonly offsets: readonly number[],
  ) {}

  static of(pieces: readonly { readonly text: string; readonly offset: number }[]): LogicalText {
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
    );
  }

  /** `[start, end)` of another text. */
  static part(source: LogicalText, start: number, end: number): LogicalText {
    const pieces: { text: string; offset: number }[] = [];
    for (let i = 0; i < source.starts.length; i++) {
      const from = Math.max(source.starts[i]!, start);
      const to = Math.min(source.starts[i + 1] ?? source.text.length, end);
      if (to > from) pieces.push({ text: source.text.slice(from, to), offset: source.offsetAt(from) });
    }
    return LogicalText.of(pieces);
  }

  /** Texts one after another; a string has no place of its own and counts as standing where the text before it ends. */
  static join(texts: readonly (LogicalText | string | undefined)[]): LogicalText {
    const pieces: { text: string; offset: number }[] = [];
    for (const t of texts) {
      const last = pieces.at(-1);
      if (typeof t === 'string') pieces.push({ text: t, offset: last ? last.offset + last.text.length : 0 });
      else if (t)
        t.starts.forEach((s, i) => {
          pieces.push({ text: t.text.slice(s, t.starts[i + 1] ?? t.text.length), offset: t.offsets[i]! });
        });
    }
    return LogicalText.of(pieces);
  }

  /** Place in the file of the character at `index`; an index past the end counts on from the last piece. */
  readonly offsetAt = (index: number): number => {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= index) low = middle;
      else high = middle - 1;
    }
    return (this.offsets[low] ?? 0) + index - (this.starts[low] ?? 0);
  };

  /** The file's span of `[start, end)`. */
  span(start: number, end: number): Span {
    const from = this.offsetAt(start);
    return { start: from, end: end > start ? this.offsetAt(end - 1) + 1 : from };
  }
}

export interface Heredoc {
  readonly name: string;
  /** False when the name is quoted: the body is then taken as it is. */
  readonly expands: boolean;
  readonly body: LogicalText;
}

export interface Instruction {
  /** Upper case. */
  readonly keyword: string;
  readonly keywordSpan: Span;
  readonly span: Span;
  /** Everything after the keyword, continued lines joined, comment lines left out. */
  readonly arguments: LogicalText;
  readonly heredocs: readonly Heredoc[];
}

export interface Comment {
  readonly span: Span;
  /** Without `#` and surrounding blanks. */
  readonly text: string;
}

export interface DockerfileSyntax {
  readonly escapeChar: string;
  readonly directives: readonly { readonly name: string; readonly value: string; readonly span: Span }[];
  readonly comments: readonly Comment[];
  readonly instructions: readonly Instruction[];
  /** False when the file is too large or the parser gave up; then nothing is known. */
  readonly complete: boolean;
}

const NOTHING: DockerfileSyntax = { escapeChar: '\\', directives: [], comments: [], instructions: [], complete: false };

/** Never throws: what cannot be parsed has no instructions. */
export function parseDockerfile(text: string): DockerfileSyntax {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  if (text.length > MAX_DOCKERFILE || count(/\n/g) > MAX_LINES || count(/<</g) > MAX_HEREDOCS) return NOTHING;
  if (count(/^[ \t]*FROM\b/gim) > MAX_STAGES) return NOTHING;
  try {
    return read(text);
  } catch {
    // dockerfile-ast throws on some half-typed texts; the next keystroke makes it whole again.
    return NOTHING;
  }
}

function read(text: string): DockerfileSyntax {
  // A lone CR ends a line for dockerfile-ast and for nobody else here.
  const file = DockerfileParser.parse(text.replace(/\r(?!\n)/g, ' '));
  const lines = new LineIndex(text);
  const spanOf = (range: { start: Position; end: Position }): Span => lines.span(range);
  const escapeChar = file.getEscapeCharacter();
  return {
    escapeChar,
    directives: file.getDirectives().map(d => ({ name: d.getName().toLowerCase(), value: d.getValue(), span: spanOf(d.getRange()) })),
    comments: file.getComments().map(c => {
      const span = spanOf(c.getRange());
      return { span, text: text.slice(span.start, span.end).replace(/^#/, '').trim() };
    }),
    instructions: file.getInstructions().map(i => {
      const keywordSpan = spanOf(i.getInstructionRange());
      return { keyword: i.getKeyword(), keywordSpan, ...readArguments(text, spanOf(i.getRange()), keywordSpan.end, escapeChar) };
    }),
    complete: true,
  };
}

function readArguments(text: string, span: Span, from: number, escapeChar: string): Pick<Instruction, 'span' | 'arguments' | 'heredocs'> {
  const pieces: { text: string; offset: number }[] = [];
  let at = from;
  let first = true;
  while (at < span.end) {
    const newline = text.indexOf('\n', at);
    const next = newline < 0 || newline >= span.end ? span.end : newline + 1;
    const line = text.slice(at, next).replace(/\r?\n$/, '');
    const skipped = !first && /^[ \t]*(?:#|$)/.test(line);
    const continued = continues(line, escapeChar);
    if (!skipped) pieces.push({ text: continued ?? line, offset: at });
    at = next;
    first = false;
    if (!skipped && continued === undefined) break;
  }
  const joined = LogicalText.of(pieces);
  return { span, arguments: joined, heredocs: at < span.end ? readHeredocs(text, joined.text, at, span.end) : [] };
}

/** The line without its trailing escape character; undefined when it does not continue. A doubled escape character is none. */
function continues(line: string, escapeChar: string): string | undefined {
  const trimmed = line.replace(/(?<![ \t])[ \t]+$/, '');
  return trimmed.endsWith(escapeChar) && trimmed.at(-2) !== escapeChar ? trimmed.slice(0, -1) : undefined;
}

function readHeredocs(text: string, line: string, start: number, end: number): Heredoc[] {
  const out: Heredoc[] = [];
  let at = start;
  for (const m of line.matchAll(/<<(-?)(?:"([^"\s]+)"|'([^'\s]+)'|([A-Za-z_][\w.-]*))/g)) {
    const name = m[2] ?? m[3] ?? m[4] ?? '';
    const pieces: { text: string; offset: number }[] = [];
    while (at < end) {
      const newline = text.indexOf('\n', at);
      const next = newline < 0 || newline >= end ? end : newline + 1;
      const tabs = m[1] ? (/^\t*/.exec(text.slice(at, next))?.[0].length ?? 0) : 0;
      const body = text.slice(at + tabs, next);
      at = next;
      if (body.replace(/\r?\n$/, '') === name) break;
      pieces.push({ text: body, offset: next - body.length });
    }
    out.push({ name, expands: m[4] !== undefined, body: LogicalText.of(pieces) });
  }
  return out;
}
