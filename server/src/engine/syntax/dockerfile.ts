/**
 * Dockerfile text -> instructions with their logical line, comments and parser directives, line by line as the builder reads them: continued
 * lines are joined, here-documents taken out, and the place of every character is kept.
 */
import type { Span } from '../base/finding.js';
import type { Sliced } from '../base/slices.js';
import { LogicalText } from './logical-text.js';

/** Longer files are not read (UTF-16 units). */
export const MAX_DOCKERFILE = 256 * 1024;
/** Of these too: stages are compared in pairs. */
const MAX_STAGES = 100;
const MAX_HEREDOCS = 200;
const MAX_LINES = 15_000;
/** Nor are files with a longer instruction, here-documents apart; people write a few thousand. Each is read in one piece, and no further than this. */
const MAX_INSTRUCTION = 32_768;
/** Then the reading rests: less than a millisecond. */
const LINES_PER_SLICE = 300;

export interface Heredoc {
  /** The word that opens it, as it is written. */
  readonly opener: string;
  readonly name: string;
  /** False when the name is quoted: the body is then taken as it is. To the builder an escape is no quote. */
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
  /** False when the file is too large; then nothing is known. */
  readonly complete: boolean;
}

const NOTHING: DockerfileSyntax = { escapeChar: '\\', directives: [], comments: [], instructions: [], complete: false };

/** Never throws. A piece is some hundred lines. */
export function* parsingDockerfile(text: string): Sliced<DockerfileSyntax> {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  if (text.length > MAX_DOCKERFILE || count(/\n/g) > MAX_LINES || count(/<</g) > MAX_HEREDOCS) return NOTHING;
  if (count(/^[ \t]*FROM\b/gim) > MAX_STAGES) return NOTHING;
  return yield* new DockerfileReader(text).read();
}

interface Line {
  readonly text: string;
  readonly start: number;
  /** Without the line's end. */
  readonly end: number;
}

interface Piece {
  readonly text: string;
  readonly offset: number;
}

class DockerfileReader {
  private at: number;
  private lines = 1;
  private escapeChar = '\\';
  private readonly directives: { name: string; value: string; span: Span }[] = [];
  private readonly comments: Comment[] = [];

  constructor(private readonly text: string) {
    this.at = text.startsWith('\uFEFF') ? 1 : 0;
  }

  *read(): Sliced<DockerfileSyntax> {
    this.readDirectives();
    const instructions: Instruction[] = [];
    while (this.at < this.text.length) {
      if (this.isTired) yield;
      const line = this.line();
      const first = /[^\s]/.exec(line.text)?.[0];
      if (first === '#') this.comment(line);
      if (first === undefined || first === '#') continue;
      const read = yield* this.instruction(line);
      if (read === undefined) return NOTHING;
      instructions.push(...read);
    }
    const { escapeChar, directives, comments } = this;
    return { escapeChar, directives, comments, instructions, complete: true };
  }

  private get isTired(): boolean {
    return this.lines % LINES_PER_SLICE === 0;
  }

  private line(): Line {
    const { text, at } = this;
    this.lines++;
    const newline = text.indexOf('\n', at);
    this.at = newline < 0 ? text.length : newline + 1;
    const end = newline > at && text[newline - 1] === '\r' ? newline - 1 : newline < 0 ? text.length : newline;
    return { text: text.slice(at, end), start: at, end };
  }

  /** They end with the first line that is none. */
  private readDirectives(): void {
    for (let before = this.at; this.at < this.text.length; before = this.at) {
      const line = this.line();
      const found = /^[ \t]*#[ \t]*([^\s=]+)[ \t]*=[ \t]*([^\s]*)/.exec(line.text);
      if (!found) {
        this.at = before;
        break;
      }
      const name = found[1]!.toLowerCase();
      this.directives.push({ name, value: found[2]!, span: { start: line.start + line.text.indexOf('#'), end: line.end } });
    }
    const found = this.directives.find(({ name, value }) => name === 'escape' && (value === '\\' || value === '`'));
    if (found) this.escapeChar = found.value;
  }

  private comment({ text, start, end }: Line): void {
    const from = start + text.indexOf('#');
    this.comments.push({ span: { start: from, end }, text: this.text.slice(from + 1, end).trim() });
  }

  /** None where nothing is left of a continued line; undefined where it is too long. */
  private *instruction(first: Line): Sliced<Instruction[] | undefined> {
    const start = first.start + /^\s*/.exec(first.text)![0].length;
    const pieces: Piece[] = [];
    let { end } = first;
    let length = 0;
    for (let line: Line | undefined = first; line; line = this.at < this.text.length ? this.line() : undefined) {
      if (this.isTired) yield;
      const isSkipped = line !== first && /^[ \t]*(?:#|$)/.test(line.text);
      const continued = isSkipped ? '' : continues(line.text, this.escapeChar);
      if (isSkipped && line.text.trim() !== '') this.comment(line);
      if (!isSkipped) pieces.push({ text: continued ?? line.text, offset: line.start });
      length += isSkipped ? 0 : line.text.length;
      if (length > MAX_INSTRUCTION) return undefined;
      end = continued === undefined ? line.end : this.at;
      if (continued === undefined) break;
    }
    const joined = LogicalText.of(pieces);
    const [blanks = '', word = ''] = /^(\s*)([^\s]*)/.exec(joined.text)?.slice(1) ?? [];
    if (word === '') return [];
    const keywordSpan = joined.span(blanks.length, blanks.length + word.length);
    const args = LogicalText.part(joined, blanks.length + word.length, joined.text.length);
    const keyword = word.toUpperCase();
    const names = heredocNames(keyword, args.text);
    const heredocs: Heredoc[] = [];
    for (const name of names) heredocs.push(yield* this.heredoc(name));
    const heredocEnd = heredocs.length === 0 ? end : this.text[this.at - 1] === '\n' ? this.at - 1 : this.at;
    return [{ keyword, keywordSpan, span: { start, end: heredocEnd }, arguments: args, heredocs }];
  }

  private *heredoc({ opener, name, expands, tabs }: HeredocName): Sliced<Heredoc> {
    const pieces: Piece[] = [];
    while (this.at < this.text.length) {
      if (this.isTired) yield;
      const { text, start } = this.line();
      const skipped = tabs ? /^\t*/.exec(text)![0].length : 0;
      if (text.slice(skipped) === name) break;
      pieces.push({ text: this.text.slice(start + skipped, this.at), offset: start + skipped });
    }
    return { opener, name, expands, body: LogicalText.of(pieces) };
  }
}

/** The line without its trailing escape character; undefined when it does not continue. A doubled escape character is none. */
function continues(line: string, escapeChar: string): string | undefined {
  const trimmed = line.replace(/(?<![ \t])[ \t]+$/, '');
  return trimmed.endsWith(escapeChar) && trimmed.at(-2) !== escapeChar ? trimmed.slice(0, -1) : undefined;
}

interface HeredocName extends Omit<Heredoc, 'body'> {
  /** Tabs in front of its lines are left out. */
  readonly tabs: boolean;
}

/** Those that instructions open which may: each is a word by itself. */
function heredocNames(keyword: string, text: string): HeredocName[] {
  const opens = keyword === 'ONBUILD' ? /^\s*(?:RUN|COPY|ADD)\s/i.test(text) : keyword === 'RUN' || keyword === 'COPY' || keyword === 'ADD';
  if (!opens || !text.includes('<<')) return [];
  return (text.match(/(?:"(?:\\.?|[^"\\])*"?|'[^']*'?|\\.?|[^\s"'\\])+/gs) ?? []).flatMap(word => {
    const [, dash, written = ''] = /^\d*<<(-?)([^<]+)$/.exec(word) ?? [];
    const name = written.replace(QUOTED, (_, double?: string, single?: string, escaped?: string) => double ?? single ?? escaped ?? '');
    if (name === '' || /["']/.test(written.replace(QUOTED, ''))) return [];
    return [{ opener: word, name, expands: !/["']/.test(written.replace(/\\./g, '')), tabs: dash !== '' }];
  });
}

/** What stands in quotes or behind an escape. It is a backslash here, whatever the file's own escape character is. */
const QUOTED = /"((?:\\.|[^"\\])*)"|'([^']*)'|\\(.)/g;
