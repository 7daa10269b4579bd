/** A place in Go text that moves on by words, strings, comments and brackets. */

export enum C {
  Tab = 9,
  Newline = 10,
  Return = 13,
  Space = 32,
  Quote = 34,
  Apostrophe = 39,
  OpenParen = 40,
  CloseParen = 41,
  Comma = 44,
  Slash = 47,
  Star = 42,
  Semicolon = 59,
  OpenBracket = 91,
  Backslash = 92,
  CloseBracket = 93,
  Backquote = 96,
  OpenBrace = 123,
  CloseBrace = 125,
}

/** Letters, digits, `_` and all beyond ASCII. */
const IS_WORD = Uint8Array.from({ length: 128 }, (_, c) => (/\w/.test(String.fromCharCode(c)) ? 1 : 0));
export const isWord = (c: number) => c > 127 || IS_WORD[c] === 1;

/** Where the word ends that begins at a place; the place itself where there is none. */
export function endOfWord(text: string, start: number): number {
  let end = start;
  for (let c = text.charCodeAt(end); c > 127 || IS_WORD[c] === 1; c = text.charCodeAt(end)) end++;
  return end;
}

/** What a body is skipped by: 1 opens, 2 closes, 3 begins what no bracket counts in. */
const MARKS = new Uint8Array(128);
for (const c of '{([') MARKS[c.charCodeAt(0)] = 1;
for (const c of '})]') MARKS[c.charCodeAt(0)] = 2;
for (const c of '"\'`/') MARKS[c.charCodeAt(0)] = 3;

/**
 * In a body as gofmt lays it out, the first of these is the brace that ends it: all other lines are indented. A label, a declaration that may be
 * the next one of the file, and what braces do not count in come first where it is laid out otherwise, or where that cannot be told.
 */
const END_OF_BODY = /\n(?:[^ \t\r\n]|[ \t]+(?:func[ \t(]|(?:type|var|const)[ \t(]))|\}[ \t]*;|`|\/\*/g;

export class GoCursor {
  at = 0;
  /** Behind the next of those marks, unless the place has moved on to it. */
  private told = 0;

  constructor(readonly text: string) {}

  /** The character here; not a number at the end. */
  get here(): number {
    return this.text.charCodeAt(this.at);
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** From an opening bracket to behind the one that closes it; false when the text ends before. Most of a text is passed by here. */
  skipBalanced(): boolean {
    const { text } = this;
    const { length } = text;
    let depth = 0;
    let at = this.at;
    while (at < length) {
      const c = text.charCodeAt(at);
      const what = c < 128 ? MARKS[c] : 0;
      if (what === 0) at++;
      else if (what === 1) {
        depth++;
        at++;
      } else if (what === 2) {
        at++;
        if (--depth > 0) continue;
        this.at = at;
        return true;
      } else {
        this.at = at;
        if (c === C.Slash) this.slash();
        else this.skipQuoted(c);
        at = this.at;
      }
    }
    this.at = length;
    return false;
  }

  /** The same from the brace of a function's body, without looking at each character where the lines tell its end. */
  skipBody(): boolean {
    const { text } = this;
    if (text.charCodeAt(this.at + 1) !== C.Newline) return this.skipBalanced();
    if (this.told <= this.at) {
      END_OF_BODY.lastIndex = this.at + 1;
      this.told = END_OF_BODY.test(text) ? END_OF_BODY.lastIndex : text.length + 1;
    }
    const end = this.told;
    if (text.charCodeAt(end - 1) !== C.CloseBrace || !this.isOuter(end)) return this.skipBalanced();
    this.at = end;
    return true;
  }

  /** True where nothing but a comment follows in the line, and the next line with text is not indented: generators break literals anywhere. */
  private isOuter(end: number): boolean {
    const { text } = this;
    let at = end;
    let isSameLine = true;
    for (let c = text.charCodeAt(at); c === C.Space || c === C.Tab || c === C.Return || c === C.Newline; c = text.charCodeAt(++at))
      if (c === C.Newline) isSameLine = false;
    if (at >= text.length) return true;
    if (isSameLine) return text.startsWith('//', at);
    return text.charCodeAt(at - 1) === C.Newline;
  }

  /** A comment, or the operator. */
  slash(): void {
    const next = this.text.charCodeAt(this.at + 1);
    if (next === C.Slash) this.skipTo('\n', 0);
    else if (next === C.Star) this.skipTo('*/', 2);
    else this.at++;
  }

  skipTo(mark: string, length: number): void {
    const end = this.text.indexOf(mark, this.at + 2);
    this.at = end < 0 ? this.text.length : end + length;
  }

  /** False when the line or the text ends before the closing quote. */
  skipQuoted(quote: number): boolean {
    const { text } = this;
    for (this.at++; this.at < text.length; this.at++) {
      const c = text.charCodeAt(this.at);
      if (c === quote) {
        this.at++;
        return true;
      }
      if (c === C.Newline && quote !== C.Backquote) return false;
      if (c === C.Backslash && quote !== C.Backquote) this.at++;
    }
    this.at = text.length;
    return false;
  }

  /** Blanks and comments; newlines and semicolons too when they mean nothing. */
  skipSpace(lines: boolean): void {
    const { text } = this;
    for (;;) {
      const c = text.charCodeAt(this.at);
      if (c === C.Space || c === C.Tab || c === C.Return || (lines && (c === C.Newline || c === C.Semicolon))) this.at++;
      else if (c === C.Slash && (text.charCodeAt(this.at + 1) === C.Slash || text.charCodeAt(this.at + 1) === C.Star)) this.slash();
      else return;
    }
  }

  /** The word here; empty where there is none. */
  word(): string {
    const start = this.at;
    this.at = endOfWord(this.text, start);
    return this.text.slice(start, this.at);
  }
}
