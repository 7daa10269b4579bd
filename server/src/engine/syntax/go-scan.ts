/**
 * Go text -> where its top-level declarations stand and what they declare, without a tree: fifty times as fast as the parser (measured). For files of
 * which a few declarations will be asked for, as of packages that others import.
 */
import type { Span } from '../base/finding.js';

export type DeclarationKind = 'func' | 'method' | 'type' | 'var' | 'const';

export interface ScannedDeclaration {
  readonly kind: DeclarationKind;
  /** Those that it declares, `_` among them; a group in parentheses declares many. */
  readonly names: readonly string[];
  /** Of a method: the name of the type that it belongs to. */
  readonly receiver?: string;
  readonly span: Span;
  /** Where the body of a function begins; absent where there is none. */
  readonly body?: number;
}

export interface ScannedImport {
  readonly path: string;
  readonly alias?: string;
  /** The quoted path. */
  readonly span: Span;
}

export interface GoScan {
  readonly packageName: string;
  readonly imports: readonly ScannedImport[];
  readonly declarations: readonly ScannedDeclaration[];
}

enum C {
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
const isWord = (c: number) => c > 127 || IS_WORD[c] === 1;

/** What a body is skipped by: 1 opens, 2 closes, 3 begins what no bracket counts in. */
const MARKS = new Uint8Array(128);
for (const c of '{([') MARKS[c.charCodeAt(0)] = 1;
for (const c of '})]') MARKS[c.charCodeAt(0)] = 2;
for (const c of '"\'`/') MARKS[c.charCodeAt(0)] = 3;

/** Behind these a line goes on: they can neither end a statement nor a type. */
const GOES_ON = /^(?:chan|map|func|struct|interface)$/;

/** The part of a text that imports and what stands above them take, and the declarations below; undefined for what is no plain Go. */
export function scanGo(text: string): GoScan | undefined {
  return new Scanner(text).file();
}

class Scanner {
  private at = 0;
  /** End of the last token. */
  private last = 0;

  constructor(private readonly text: string) {}

  file(): GoScan | undefined {
    const imports: ScannedImport[] = [];
    const declarations: ScannedDeclaration[] = [];
    let packageName = '';
    for (;;) {
      this.skipSpace(true);
      if (this.at >= this.text.length) return { packageName, imports, declarations };
      const start = this.at;
      const keyword = this.word();
      if (keyword === 'package' && packageName === '') {
        this.skipSpace(true);
        packageName = this.word();
      } else if (keyword === 'import') {
        if (!this.group(() => this.importSpec(imports))) return undefined;
      } else if (keyword === 'func') {
        const read = this.function(start);
        if (!read) return undefined;
        declarations.push(read);
      } else if (keyword === 'type' || keyword === 'var' || keyword === 'const') {
        const names: string[] = [];
        if (!this.group(() => this.spec(names, keyword === 'type'))) return undefined;
        declarations.push({ kind: keyword, names, span: { start, end: this.last } });
      } else return undefined;
      if (!this.endOfStatement()) return undefined;
    }
  }

  /** One spec, or any number in parentheses. */
  private group(spec: () => boolean): boolean {
    this.skipSpace(true);
    if (this.text.charCodeAt(this.at) !== C.OpenParen) return spec();
    this.at++;
    for (;;) {
      this.skipSpace(true);
      const c = this.text.charCodeAt(this.at);
      if (c === C.Semicolon) this.at++;
      else if (c === C.CloseParen) {
        this.last = ++this.at;
        return true;
      } else if (this.at >= this.text.length || !spec()) return false;
    }
  }

  private importSpec(out: ScannedImport[]): boolean {
    let alias = this.word();
    if (alias === '' && this.text[this.at] === '.') {
      alias = '.';
      this.at++;
    }
    this.skipSpace(false);
    const start = this.at;
    const quote = this.text[start];
    if (quote !== '"' && quote !== '`') return false;
    this.skipQuoted(quote === '`' ? C.Backquote : C.Quote);
    this.last = this.at;
    out.push({ path: this.text.slice(start + 1, this.at - 1), ...(alias !== '' && { alias }), span: { start, end: this.at } });
    return true;
  }

  /** Names, and all that follows them up to the end of the statement. */
  private spec(names: string[], isType: boolean): boolean {
    for (;;) {
      const name = this.word();
      if (name === '') return false;
      names.push(name);
      this.last = this.at;
      this.skipSpace(false);
      if (isType || this.text.charCodeAt(this.at) !== C.Comma) break;
      this.at++;
      this.skipSpace(true);
    }
    return this.skipStatement();
  }

  private function(start: number): ScannedDeclaration | undefined {
    this.skipSpace(true);
    let receiver: string | undefined;
    if (this.text.charCodeAt(this.at) === C.OpenParen) {
      const from = this.at + 1;
      if (!this.skipBalanced()) return undefined;
      receiver = receiverOf(this.text.slice(from, this.at - 1));
      if (receiver === undefined) return undefined;
      this.skipSpace(true);
    }
    const name = this.word();
    if (name === '') return undefined;
    this.last = this.at;
    const body = this.signature();
    if (body === undefined) return undefined;
    return {
      ...(receiver === undefined ? { kind: 'func' } : { kind: 'method', receiver }),
      ...{ names: [name], span: { start, end: this.last } },
      ...(body !== 'none' && { body }),
    };
  }

  /** Up to the end of the body, whose start it tells. */
  private signature(): number | 'none' | undefined {
    let word = '';
    for (;;) {
      this.skipSpace(false);
      const c = this.text.charCodeAt(this.at);
      if (this.at >= this.text.length || c === C.Newline || c === C.Semicolon) return 'none';
      if (c === C.OpenBrace && word !== 'struct' && word !== 'interface') {
        const body = this.at;
        if (!this.skipBalanced()) return undefined;
        this.last = this.at;
        return body;
      }
      if (c === C.OpenBrace || c === C.OpenParen || c === C.OpenBracket) {
        if (!this.skipBalanced()) return undefined;
        word = '';
      } else if (isWord(c)) word = this.word();
      else if (c === C.CloseBrace || c === C.CloseParen || c === C.CloseBracket) return undefined;
      else {
        this.at++;
        word = '';
      }
      this.last = this.at;
    }
  }

  /** Up to a newline that ends the statement, a semicolon, or a parenthesis that closes the group. */
  private skipStatement(): boolean {
    for (;;) {
      this.skipSpace(false);
      const c = this.text.charCodeAt(this.at);
      if (this.at >= this.text.length || c === C.Semicolon || c === C.CloseParen) return true;
      if (c === C.Newline) {
        if (this.endsStatement()) return true;
        this.at++;
      } else if (c === C.OpenParen || c === C.OpenBrace || c === C.OpenBracket) {
        if (!this.skipBalanced()) return false;
        this.last = this.at;
      } else if (c === C.CloseBrace || c === C.CloseBracket) return false;
      else {
        this.token(c);
        this.last = this.at;
      }
    }
  }

  /** True when a newline behind the last token ends a statement (Go spec, "Semicolons"). */
  private endsStatement(): boolean {
    const c = this.text.charCodeAt(this.last - 1);
    if (!isWord(c)) return [C.Quote, C.Apostrophe, C.Backquote, C.CloseParen, C.CloseBracket, C.CloseBrace].includes(c);
    let from = this.last - 1;
    while (from > 0 && this.last - from < 12 && isWord(this.text.charCodeAt(from - 1))) from--;
    return !GOES_ON.test(this.text.slice(from, this.last));
  }

  private endOfStatement(): boolean {
    this.last = this.at;
    this.skipSpace(false);
    const c = this.text.charCodeAt(this.at);
    return this.at >= this.text.length || c === C.Newline || c === C.Semicolon;
  }

  /** From an opening bracket to behind the one that closes it; false when the text ends before. Most of a text is passed by here. */
  private skipBalanced(): boolean {
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

  private token(c: number): void {
    if (c === C.Quote || c === C.Backquote || c === C.Apostrophe) this.skipQuoted(c);
    else if (isWord(c)) this.word();
    else this.at++;
  }

  /** A comment, or the operator. */
  private slash(): void {
    const next = this.text.charCodeAt(this.at + 1);
    if (next === C.Slash) this.skipTo('\n', 0);
    else if (next === C.Star) this.skipTo('*/', 2);
    else this.at++;
  }

  private skipTo(mark: string, length: number): void {
    const end = this.text.indexOf(mark, this.at + 2);
    this.at = end < 0 ? this.text.length : end + length;
  }

  private skipQuoted(quote: number): void {
    const { text } = this;
    for (this.at++; this.at < text.length; this.at++) {
      const c = text.charCodeAt(this.at);
      if (c === quote) break;
      if (c === C.Newline && quote !== C.Backquote) return;
      if (c === C.Backslash && quote !== C.Backquote) this.at++;
    }
    this.at++;
  }

  /** Blanks and comments; newlines and semicolons too when they mean nothing. */
  private skipSpace(lines: boolean): void {
    const { text } = this;
    for (;;) {
      const c = text.charCodeAt(this.at);
      if (c === C.Space || c === C.Tab || c === C.Return || (lines && (c === C.Newline || c === C.Semicolon))) this.at++;
      else if (c === C.Slash && (text.charCodeAt(this.at + 1) === C.Slash || text.charCodeAt(this.at + 1) === C.Star)) this.slash();
      else return;
    }
  }

  /** The word here; empty where there is none. */
  private word(): string {
    const start = this.at;
    while (this.at < this.text.length && isWord(this.text.charCodeAt(this.at))) this.at++;
    return this.text.slice(start, this.at);
  }
}

/** `t *T[K]` -> `T`; undefined for what is no receiver. */
function receiverOf(text: string): string | undefined {
  const clean = text.replace(/\/\*.*?\*\/|\/\/[^\n]*/gs, ' ').replace(/\[.*$/s, '');
  return /([\w\u0080-\uffff]+)[\s),]*$/.exec(clean)?.[1];
}
