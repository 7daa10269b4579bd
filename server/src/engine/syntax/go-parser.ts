/**
 * Go text -> flat trees. Owns every web-tree-sitter object of the Go grammar: parser, trees, cursors. Frees each of them.
 *
 * One cursor walk per top-level declaration whose text is new; a declaration with the text of an old one takes over that one's tree.
 * The cursor is asked as little as possible: each question crosses into wasm, and the walk costs as much as the parse (measured).
 */
import { Edit, type Language, Parser, type Tree } from 'web-tree-sitter';
import type { Span } from '../base/finding.js';
import { LineIndex } from '../base/line-index.js';
import type { FlatTree } from './flat-tree.js';
import { K } from './go-kinds.js';
import { hideNewOfValue } from './new-of-value.js';
import { ERROR_ID, type GrammarTables, grammarTables, readTree } from './tree-reader.js';

/** Longer texts are not analysed (UTF-16 units). The largest file of Go 1.26's GOROOT/src that no tool wrote has 0.5 million. */
export const MAX_TEXT = 1_500_000;
/** The parser asks back while it works, in ordinary code once per 120 characters or less often (measured): this is far above that. */
const CALLS_PER_CHARACTER = 1;
const CALLS_FREE = 20_000;

/** One top-level declaration and where it stands now. */
export interface Declaration {
  readonly offset: number;
  readonly tree: FlatTree;
}

export interface GoSyntax {
  readonly declarations: readonly Declaration[];
  /** Comments between declarations, absolute. */
  readonly comments: readonly Span[];
  readonly hasError: boolean;
}

export interface TextChange {
  readonly span: Span;
  readonly newText: string;
}

/** Of a text that could not be parsed. */
export const NO_SYNTAX: GoSyntax = { declarations: [], comments: [], hasError: true };

/** Given a function declaration's text: whether its body is to be read. A body that is not is one `Block` node without children. */
export type BodyFilter = (declaration: string) => boolean;

const allBodies: BodyFilter = () => true;

/** Loaded grammar with its id tables, shared by all documents. */
export class GoParser {
  readonly tables: GrammarTables;
  private readonly parser = new Parser();

  constructor(language: Language) {
    this.parser.setLanguage(language);
    this.tables = grammarTables(language);
  }

  /** Parses once and keeps nothing. */
  parse(text: string, wantsBody: BodyFilter = allBodies): GoSyntax {
    const document = this.open(text, wantsBody);
    const syntax = document.syntax;
    document.dispose();
    return syntax;
  }

  /** Parses and keeps the tree for incremental edits; the caller disposes the document. */
  open(text: string, wantsBody: BodyFilter = allBodies): GoDocument {
    return new GoDocument(this, text, wantsBody);
  }

  /** Undefined when the text is too long, or too broken to be parsed in a reasonable number of steps. */
  parseTree(text: string, old?: Tree): Tree | undefined {
    if (text.length > MAX_TEXT) return undefined;
    let budget = CALLS_FREE + text.length * CALLS_PER_CHARACTER;
    const tree = this.parser.parse(text, old, { progressCallback: () => --budget < 0 });
    if (!tree) this.parser.reset();
    return tree ?? undefined;
  }

  dispose(): void {
    this.parser.delete();
  }
}

/** One open text with its tree. */
export class GoDocument {
  private tree: Tree | undefined;
  private current: GoSyntax = NO_SYNTAX;
  private lines: LineIndex;
  /** What the tree was parsed from. */
  private parsed: string;

  constructor(
    private readonly parser: GoParser,
    private text_: string,
    private readonly wantsBody: BodyFilter,
  ) {
    this.lines = new LineIndex(text_);
    this.parsed = hideNewOfValue(text_);
    this.tree = parser.parseTree(this.parsed);
    this.read();
  }

  get text(): string {
    return this.text_;
  }

  get lineIndex(): LineIndex {
    return this.lines;
  }

  get syntax(): GoSyntax {
    return this.current;
  }

  /** Applies the changes in order, each to the text the one before left, and parses once. */
  edit(changes: readonly TextChange[]): void {
    for (const { span, newText } of changes) {
      const before = this.lines;
      this.text_ = splice(this.text_, span, newText);
      this.lines = new LineIndex(this.text_);
      this.change(span, newText, before);
    }
    this.hide();
    const old = this.tree;
    this.tree = this.parser.parseTree(this.parsed, old);
    old?.delete();
    this.read();
  }

  /** Changes the text that the parser sees, and tells the tree. `before`: the lines of the text so far. */
  private change(span: Span, newText: string, before: LineIndex): void {
    this.parsed = splice(this.parsed, span, newText);
    const end = span.start + newText.length;
    this.tree?.edit(
      new Edit({
        startIndex: span.start,
        oldEndIndex: span.end,
        newEndIndex: end,
        startPosition: point(before, span.start),
        oldEndPosition: point(before, span.end),
        newEndPosition: point(this.lines, end),
      }),
    );
  }

  /** An edit behind a `new` may have made a value of a type, or the other way round. */
  private hide(): void {
    const wanted = hideNewOfValue(this.text_);
    if (wanted === this.parsed) return;
    for (let i = wanted.indexOf('ne'); i >= 0; i = wanted.indexOf('ne', i + 1)) {
      const span = { start: i, end: i + 3 };
      const word = wanted.slice(span.start, span.end);
      if (this.parsed.slice(span.start, span.end) !== word) this.change(span, word, this.lines);
    }
  }

  dispose(): void {
    this.tree?.delete();
    this.tree = undefined;
  }

  private read(): void {
    this.current = this.tree ? readSyntax(this.parser.tables, this.tree, this.text_, this.current, this.wantsBody) : NO_SYNTAX;
  }
}

function splice(text: string, span: Span, newText: string): string {
  return text.slice(0, span.start) + newText + text.slice(span.end);
}

function point(lines: LineIndex, offset: number): { row: number; column: number } {
  const { line, character } = lines.position(offset);
  return { row: line, column: character };
}

function readSyntax(tables: GrammarTables, tree: Tree, text: string, old: GoSyntax, wantsBody: BodyFilter): GoSyntax {
  const known = new Map(old.declarations.filter(d => !d.tree.hasError).map(d => [d.tree.text, d.tree]));
  const declarations: Declaration[] = [];
  const comments: Span[] = [];
  const cursor = tree.walk();
  const hasError = tree.rootNode.hasError;
  try {
    for (let more = cursor.gotoFirstChild(); more; more = cursor.gotoNextSibling()) {
      const id = cursor.nodeTypeId;
      const start = cursor.startIndex;
      const end = cursor.endIndex;
      const kind = id === ERROR_ID ? K.Error : tables.kindOf[id]!;
      if (kind === K.Comment) comments.push({ start, end });
      else if (kind !== K.Other && end > start) {
        const own = text.slice(start, end);
        const reusable = known.get(own);
        declarations.push({
          offset: start,
          tree: reusable && reusable.kinds[0] === kind ? reusable : readTree(tables, cursor, own, start, wantsBody(own)),
        });
      }
    }
  } finally {
    cursor.delete();
  }
  return { declarations, comments, hasError };
}
