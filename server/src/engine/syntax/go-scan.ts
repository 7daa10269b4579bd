/**
 * Go text -> where its top-level declarations stand and what they declare, without a tree: fifty times as fast as the parser (measured). For files of
 * which a few declarations will be asked for, as of packages that others import.
 */
import type { Span } from '../base/finding.js';
import { C, GoCursor, isWord } from './go-cursor.js';

export type DeclarationKind = 'func' | 'method' | 'type' | 'var' | 'const';

export interface ScannedDeclaration {
  readonly kind: DeclarationKind;
  /** Those that it declares, `_` among them; a group in parentheses declares many. */
  readonly names: readonly string[];
  /** Of a method: the name of the type that it belongs to. */
  readonly receiver: string | undefined;
  readonly span: Span;
  /** Where the body of a function begins. */
  readonly body: number | undefined;
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

/** Behind these a line goes on: they can neither end a statement nor a type. */
const GOES_ON = /^(?:chan|map|func|struct|interface)$/;

/** The part of a text that imports and what stands above them take, and the declarations below; undefined for what is no plain Go. */
export function scanGo(text: string): GoScan | undefined {
  return new Scanner(text).file();
}

class Scanner {
  private readonly cursor: GoCursor;
  /** End of the last token. */
  private last = 0;

  constructor(private readonly text: string) {
    this.cursor = new GoCursor(text);
  }

  file(): GoScan | undefined {
    const imports: ScannedImport[] = [];
    const declarations: ScannedDeclaration[] = [];
    let packageName = '';
    for (;;) {
      this.cursor.skipSpace(true);
      if (this.cursor.isAtEnd) return { packageName, imports, declarations };
      const start = this.cursor.at;
      const keyword = this.cursor.word();
      if (keyword === 'package' && packageName === '') {
        this.cursor.skipSpace(true);
        packageName = this.cursor.word();
      } else if (keyword === 'import') {
        if (!this.group(() => this.importSpec(imports))) return undefined;
      } else if (keyword === 'func') {
        const read = this.function(start);
        if (!read) return undefined;
        declarations.push(read);
      } else if (keyword === 'type' || keyword === 'var' || keyword === 'const') {
        const names: string[] = [];
        if (!this.group(() => this.spec(names, keyword === 'type'))) return undefined;
        declarations.push({ kind: keyword, names, receiver: undefined, span: { start, end: this.last }, body: undefined });
      } else return undefined;
      if (!this.endOfStatement()) return undefined;
    }
  }

  /** One spec, or any number in parentheses. */
  private group(spec: () => boolean): boolean {
    this.cursor.skipSpace(true);
    if (!this.isAt(C.OpenParen)) return spec();
    this.cursor.at++;
    for (;;) {
      this.cursor.skipSpace(true);
      const c = this.cursor.here;
      if (c === C.Semicolon) this.cursor.at++;
      else if (c === C.CloseParen) {
        this.last = ++this.cursor.at;
        return true;
      } else if (this.cursor.isAtEnd || !spec()) return false;
    }
  }

  private isAt(character: number): boolean {
    return this.cursor.here === character;
  }

  private importSpec(out: ScannedImport[]): boolean {
    let alias = this.cursor.word();
    if (alias === '' && this.text[this.cursor.at] === '.') {
      alias = '.';
      this.cursor.at++;
    }
    this.cursor.skipSpace(false);
    const start = this.cursor.at;
    const quote = this.text[start];
    if (quote !== '"' && quote !== '`') return false;
    this.cursor.skipQuoted(quote === '`' ? C.Backquote : C.Quote);
    this.last = this.cursor.at;
    out.push({
      path: this.text.slice(start + 1, this.cursor.at - 1),
      ...(alias !== '' && { alias }),
      span: { start, end: this.cursor.at },
    });
    return true;
  }

  /** Names, and all that follows them up to the end of the statement. */
  private spec(names: string[], isType: boolean): boolean {
    for (;;) {
      const name = this.cursor.word();
      if (name === '') return false;
      names.push(name);
      this.last = this.cursor.at;
      this.cursor.skipSpace(false);
      if (isType || this.cursor.here !== C.Comma) break;
      this.cursor.at++;
      this.cursor.skipSpace(true);
    }
    return this.skipStatement();
  }

  private function(start: number): ScannedDeclaration | undefined {
    this.cursor.skipSpace(true);
    let receiver: string | undefined;
    if (this.cursor.here === C.OpenParen) {
      const from = this.cursor.at + 1;
      if (!this.cursor.skipBalanced()) return undefined;
      receiver = receiverOf(this.text.slice(from, this.cursor.at - 1));
      if (receiver === undefined) return undefined;
      this.cursor.skipSpace(true);
    }
    const name = this.cursor.word();
    if (name === '') return undefined;
    this.last = this.cursor.at;
    const body = this.signature();
    if (body === undefined) return undefined;
    return {
      kind: receiver === undefined ? 'func' : 'method',
      names: [name],
      receiver,
      span: { start, end: this.last },
      body: body === 'none' ? undefined : body,
    };
  }

  /** Up to the end of the body, whose start it tells. */
  private signature(): number | 'none' | undefined {
    let word = '';
    for (;;) {
      this.cursor.skipSpace(false);
      const c = this.cursor.here;
      if (this.cursor.isAtEnd || c === C.Newline || c === C.Semicolon) return 'none';
      if (c === C.OpenBrace && word !== 'struct' && word !== 'interface') {
        const body = this.cursor.at;
        if (!this.cursor.skipBody()) return undefined;
        this.last = this.cursor.at;
        return body;
      }
      if (c === C.OpenBrace || c === C.OpenParen || c === C.OpenBracket) {
        if (!this.cursor.skipBalanced()) return undefined;
        word = '';
      } else if (isWord(c)) word = this.cursor.word();
      else if (c === C.CloseBrace || c === C.CloseParen || c === C.CloseBracket) return undefined;
      else {
        this.cursor.at++;
        word = '';
      }
      this.last = this.cursor.at;
    }
  }

  /** Up to a newline that ends the statement, a semicolon, or a parenthesis that closes the group. */
  private skipStatement(): boolean {
    for (;;) {
      this.cursor.skipSpace(false);
      const c = this.cursor.here;
      if (this.cursor.isAtEnd || c === C.Semicolon || c === C.CloseParen) return true;
      if (c === C.Newline) {
        if (this.endsStatement()) return true;
        this.cursor.at++;
      } else if (c === C.OpenParen || c === C.OpenBrace || c === C.OpenBracket) {
        if (!this.cursor.skipBalanced()) return false;
        this.last = this.cursor.at;
      } else if (c === C.CloseBrace || c === C.CloseBracket) return false;
      else {
        this.token(c);
        this.last = this.cursor.at;
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
    this.last = this.cursor.at;
    this.cursor.skipSpace(false);
    const c = this.cursor.here;
    return this.cursor.isAtEnd || c === C.Newline || c === C.Semicolon;
  }

  private token(c: number): void {
    if (c === C.Quote || c === C.Backquote || c === C.Apostrophe) this.cursor.skipQuoted(c);
    else if (isWord(c)) this.cursor.word();
    else this.cursor.at++;
  }
}

/** `t *T[K]` -> `T`; undefined for what is no receiver. */
function receiverOf(text: string): string | undefined {
  const cursor = new GoCursor(text);
  let last: string | undefined;
  for (cursor.skipSpace(true); !cursor.isAtEnd && cursor.here !== C.OpenBracket; cursor.skipSpace(true)) {
    const word = cursor.word();
    if (word === '') cursor.at++;
    else last = word;
  }
  return last;
}
