/**
 * Go text -> where its top-level declarations stand and what they declare, without a tree: fifty times as fast as the parser (measured). For files of
 * which a few declarations will be asked for, as of packages that others import.
 */
import type { Span } from '../base/finding.js';
import { C, GoCursor, isWord } from './go-cursor.js';
import { eachSpec, endsStatement, HeadReader, type ScannedImport } from './go-head-scan.js';

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

export interface GoScan {
  readonly packageName: string;
  readonly imports: readonly ScannedImport[];
  readonly declarations: readonly ScannedDeclaration[];
}

/**
 * Behind `func`, a head as gofmt writes most: receiver, name, parameters and results of names alone, and the brace of the body. It is read as the
 * rest reads it, without looking at each character.
 */
const PLAIN_HEAD =
  / (?:\((?:[A-Za-z_]\w* )?\*?([A-Za-z_]\w*)(?:\[[\w, ]*\])?\) )?([A-Za-z_]\w*)\([^()"'`/{}\n]*\)[^()"'`/{}\n]*(?:\([^()"'`/{}\n]*\))?(?<!struct|interface) \{/y;

/** Behind these a line goes on: they can neither end a statement nor a type. */
const GOES_ON = /^(?:chan|map|func|struct|interface)$/;

/** What a text imports and what it declares, from some place on; undefined for what is no plain Go. */
export function scanGo(text: string, from = 0): GoScan | undefined {
  return new Scanner(text, from).file();
}

class Scanner {
  private readonly cursor: GoCursor;
  /** End of the last token. */
  private last = 0;

  constructor(
    private readonly text: string,
    from: number,
  ) {
    this.cursor = new GoCursor(text);
    this.cursor.at = from;
  }

  file(): GoScan | undefined {
    const head = new HeadReader(this.cursor);
    const declarations: ScannedDeclaration[] = [];
    for (;;) {
      this.cursor.skipSpace(true);
      if (this.cursor.isAtEnd) return { packageName: head.packageName, imports: head.imports, declarations };
      const start = this.cursor.at;
      const keyword = this.cursor.word();
      const read = head.read(keyword);
      if (read === 'broken') return undefined;
      if (read === 'other') {
        const declaration = keyword === 'func' ? this.function(start) : this.specs(keyword, start);
        if (!declaration) return undefined;
        declarations.push(declaration);
      }
      if (!this.endOfStatement()) return undefined;
    }
  }

  private specs(kind: string, start: number): ScannedDeclaration | undefined {
    if (kind !== 'type' && kind !== 'var' && kind !== 'const') return undefined;
    const names: string[] = [];
    if (!this.group(() => this.spec(names, kind === 'type'))) return undefined;
    return { kind, names, receiver: undefined, span: { start, end: this.last }, body: undefined };
  }

  /** One spec, or any number in parentheses. */
  private group(spec: () => boolean): boolean {
    this.cursor.skipSpace(true);
    const isMany = this.cursor.here === C.OpenParen;
    if (!eachSpec(this.cursor, spec)) return false;
    if (isMany) this.last = this.cursor.at;
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
    PLAIN_HEAD.lastIndex = this.cursor.at;
    const [head, receiver, name] = PLAIN_HEAD.exec(this.text) ?? [];
    return head === undefined ? this.anyFunction(start) : this.plainFunction(start, head, receiver, name!);
  }

  private plainFunction(start: number, head: string, receiver: string | undefined, name: string): ScannedDeclaration | undefined {
    const body = this.cursor.at + head.length - 1;
    this.cursor.at = body;
    if (!this.cursor.skipBody()) return undefined;
    return { kind: receiver === undefined ? 'func' : 'method', names: [name], receiver, span: { start, end: this.cursor.at }, body };
  }

  private anyFunction(start: number): ScannedDeclaration | undefined {
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
    return endsStatement(this.cursor);
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
