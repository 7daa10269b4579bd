/** A place in the text of an outline, and what stands there. Whatever gofmt would have written in another way it gives up on. */
import type { Span } from '../base/finding.js';
import { C, endOfWord, isWord } from './go-cursor.js';

const KEYWORDS = new Set(
  'break case chan const continue default defer else fallthrough for func go goto if import interface map package range return select struct switch type var'.split(
    ' ',
  ),
);
/** They are nodes of their own kinds. */
const LITERALS = new Set(['nil', 'true', 'false', 'iota']);
const BEYOND_ASCII = /[^ -~]/;
const TYPES = new Set(['chan', 'func', 'interface', 'map', 'struct']);

/** The parser has to read the text. */
export class GaveUp extends Error {}

/** One for all: nobody looks at where it comes from. */
const GAVE_UP = new GaveUp();

export function giveUp(): never {
  throw GAVE_UP;
}

export class OutlineText {
  offset = 0;
  /** Those that were passed. */
  readonly comments: Span[] = [];

  constructor(readonly text: string) {}

  get isAtEnd(): boolean {
    return this.offset >= this.text.length;
  }

  is(token: string): boolean {
    return this.text.startsWith(token, this.offset);
  }

  take(token: string): boolean {
    if (!this.is(token)) return false;
    this.offset += token.length;
    return true;
  }

  expect(token: string): void {
    if (!this.take(token)) giveUp();
  }

  /** A keyword. */
  takeWord(word: string): boolean {
    if (!this.is(word) || isWord(this.text.charCodeAt(this.offset + word.length))) return false;
    this.offset += word.length;
    return true;
  }

  blanks(): void {
    for (let c = this.text.charCodeAt(this.offset); c === C.Space || c === C.Tab; c = this.text.charCodeAt(this.offset)) this.offset++;
  }

  /** Behind a token after which a line may end. */
  lines(): void {
    for (this.blanks(); this.take('\n'); ) this.blanks();
  }

  /** Up to the next statement. */
  statements(): void {
    for (this.lines(); this.is('//') || this.is('/*'); this.lines()) {
      const start = this.offset;
      if (this.is('//')) this.to('\n', 0);
      else this.to('*/', 2);
      this.comments.push({ start, end: this.offset });
    }
  }

  endOfStatement(): void {
    this.blanks();
    if (!this.take(';') && !this.is('}') && !this.is('\n') && !this.is('//')) giveUp();
    this.statements();
  }

  /** An identifier. */
  name(): Span {
    const start = this.offset;
    const word = this.word();
    if (KEYWORDS.has(word) || LITERALS.has(word)) giveUp();
    this.offset = start + word.length;
    return { start, end: this.offset };
  }

  digits(): Span | undefined {
    const start = this.offset;
    while (this.isDigit(this.offset)) this.offset++;
    if (this.offset === start) return undefined;
    return isWord(this.text.charCodeAt(this.offset)) ? giveUp() : { start, end: this.offset };
  }

  quoted(): Span {
    const start = this.offset;
    const quote = this.text[start]!;
    for (this.offset++; this.text[this.offset] !== quote; this.offset++) {
      if (this.isAtEnd) giveUp();
      if (quote === '"' && this.text[this.offset] === '\\') this.offset++;
    }
    return { start, end: ++this.offset };
  }

  /** If so, it is here now. */
  hasTag(): boolean {
    const before = this.offset;
    this.blanks();
    if (this.is('`') || this.is('"')) return true;
    this.offset = before;
    return false;
  }

  beginsType(): boolean {
    return isWord(this.text.charCodeAt(this.offset)) || this.is('*') || this.is('[') || this.is('<-');
  }

  /** `alone`: a name, or a type without one. `named`: the name of a type that follows. `none`: a type. */
  nameBeforeType(): 'alone' | 'named' | 'none' {
    const start = this.offset;
    if (!isWord(this.text.charCodeAt(start))) return 'none';
    const word = this.word();
    if (TYPES.has(word)) return 'none';
    this.offset += word.length;
    try {
      if (this.is('...')) return giveUp();
      if (this.is('.') || this.isGeneric()) return 'none';
      this.blanks();
      if (this.is(',') || this.is(')')) return 'alone';
      return this.beginsType() || this.is('(') || this.is('...') ? 'named' : giveUp();
    } finally {
      this.offset = start;
    }
  }

  /** Those of a field; none of an embedded one, which is still here then. */
  fieldNames(): Span[] {
    const start = this.offset;
    const names = [this.name()];
    const isType = this.is('.') || this.isGeneric();
    this.blanks();
    if (isType || this.isAtEnd || '\n;}/`"'.includes(this.text[this.offset]!)) {
      this.offset = start;
      return [];
    }
    while (this.take(',')) {
      this.blanks();
      names.push(this.name());
    }
    this.blanks();
    return this.beginsType() || this.is('(') ? names : giveUp();
  }

  /** Type parameters, where the length of an array could stand too. */
  beginsParameters(): boolean {
    return /^\[\w+(?: |, )\w/.test(this.text.slice(this.offset, this.offset + 80));
  }

  /** From an opening bracket to behind the one that closes it. */
  skipBrackets(): void {
    let depth = 0;
    do {
      if (this.isAtEnd) giveUp();
      const c = this.text[this.offset++]!;
      if ('([{'.includes(c)) depth++;
      else if (')]}'.includes(c)) depth--;
      else if ('"\'`/\n'.includes(c)) giveUp();
    } while (depth > 0);
  }

  beginsMethod(): boolean {
    if (!isWord(this.text.charCodeAt(this.offset))) return false;
    const word = this.word();
    return this.text[this.offset + word.length] === '(' && !TYPES.has(word);
  }

  private to(mark: string, length: number): void {
    const end = this.text.indexOf(mark, this.offset + 2);
    this.offset = end < 0 ? giveUp() : end + length;
  }

  /** Right behind a name; gofmt leaves a blank in front of other brackets. */
  private isGeneric(): boolean {
    if (!this.is('[')) return false;
    return this.is('[]') ? giveUp() : true;
  }

  private isDigit(at: number): boolean {
    const c = this.text.charCodeAt(at);
    return c >= 48 && c <= 57;
  }

  /** The word here, of ASCII; it stays here. */
  private word(): string {
    const start = this.offset;
    const end = endOfWord(this.text, start);
    if (end === start || this.isDigit(start)) return giveUp();
    const word = this.text.slice(start, end);
    return BEYOND_ASCII.test(word) ? giveUp() : word;
  }
}
