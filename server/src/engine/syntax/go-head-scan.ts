/** Go text -> its package clause and its imports, and nothing of what it declares. */
import type { Span } from '../base/finding.js';
import { C, GoCursor } from './go-cursor.js';

export interface ScannedImport {
  readonly path: string;
  readonly alias?: string;
  /** The quoted path. */
  readonly span: Span;
}

/** The rest of more is unknown: every rule asks for the package of each. */
export const MAX_IMPORTS = 1000;

export interface GoHeadScan {
  readonly packageName: string;
  readonly imports: readonly ScannedImport[];
  /** Where the declarations begin. */
  readonly end: number;
}

/** The part of a text above its declarations; undefined for what is no plain Go, and where imports may come later. */
export function scanHead(text: string): GoHeadScan | undefined {
  const cursor = new GoCursor(text);
  const head = new HeadReader(cursor);
  for (;;) {
    cursor.skipSpace(true);
    const end = cursor.at;
    const read = head.read(cursor.word());
    if (read === 'other' && head.packageName !== '' && text.indexOf('\nimport', end) < 0)
      return { packageName: head.packageName, imports: head.imports, end };
    if (read !== 'taken' || !endsStatement(cursor)) return undefined;
  }
}

/** What stands behind a keyword above the declarations. */
export class HeadReader {
  packageName = '';
  readonly imports: ScannedImport[] = [];

  constructor(private readonly cursor: GoCursor) {}

  /** `other`: it is neither a clause nor an import. */
  read(keyword: string): 'taken' | 'other' | 'broken' {
    if (keyword === 'package' && this.packageName === '') {
      this.cursor.skipSpace(true);
      this.packageName = this.cursor.word();
      return 'taken';
    }
    if (keyword !== 'import') return 'other';
    return eachSpec(this.cursor, () => this.importSpec()) ? 'taken' : 'broken';
  }

  private importSpec(): boolean {
    const { cursor } = this;
    let alias = cursor.word();
    if (alias === '' && cursor.text[cursor.at] === '.') {
      alias = '.';
      cursor.at++;
    }
    cursor.skipSpace(false);
    const start = cursor.at;
    const quote = cursor.here;
    if (quote !== C.Quote && quote !== C.Backquote) return false;
    cursor.skipQuoted(quote);
    if (this.imports.length === MAX_IMPORTS) return true;
    const path = cursor.text.slice(start + 1, cursor.at - 1);
    this.imports.push({ path, ...(alias !== '' && { alias }), span: { start, end: cursor.at } });
    return true;
  }
}

/** One spec, or any number in parentheses. */
export function eachSpec(cursor: GoCursor, spec: () => boolean): boolean {
  cursor.skipSpace(true);
  const first: number = cursor.here;
  if (first !== C.OpenParen) return spec();
  cursor.at++;
  for (;;) {
    cursor.skipSpace(true);
    const c = cursor.here;
    if (c === C.Semicolon) cursor.at++;
    else if (c === C.CloseParen) {
      cursor.at++;
      return true;
    } else if (cursor.isAtEnd || !spec()) return false;
  }
}

/** True where nothing stands behind a statement in its line. */
export function endsStatement(cursor: GoCursor): boolean {
  cursor.skipSpace(false);
  const c = cursor.here;
  return cursor.isAtEnd || c === C.Newline || c === C.Semicolon;
}
