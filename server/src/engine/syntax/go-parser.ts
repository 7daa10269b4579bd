/**
 * Go text -> flat trees. Owns every web-tree-sitter object of the Go grammar: parser, trees, cursors. Frees each of them.
 *
 * One cursor walk per top-level declaration whose text is new; a declaration with the text of an old one takes over that one's tree.
 * The cursor is asked as little as possible: each question crosses into wasm, and the walk costs as much as the parse (measured).
 */
import { Edit, type Language, Parser, type Tree, type TreeCursor } from 'web-tree-sitter';
import type { Span } from '../finding.js';
import { LineIndex } from '../text/line-index.js';
import { FlatTree } from './flat-tree.js';
import { F, FIELD_BY_NAME, K, KIND_BY_NAME } from './go-kinds.js';

/** Longer texts are not analysed (UTF-16 units). The largest hand-written file of Go 1.26's GOROOT/src has 0.3 million. */
export const MAX_TEXT = 1_500_000;
/** The parser asks back about every 100 of its steps; ordinary code needs about one call per 60 characters. */
const CALLS_PER_CHARACTER = 1;
const CALLS_FREE = 20_000;
const ERROR_ID = 65535;

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

const EMPTY: GoSyntax = { declarations: [], comments: [], hasError: true };

/** Children of these kinds are told apart by position alone, so their field is not asked for. */
const FIELDLESS = new Set([
  K.SelectorExpression,
  K.CallExpression,
  K.ArgumentList,
  K.ExpressionList,
  K.BinaryExpression,
  K.UnaryExpression,
  K.Block,
  K.StatementList,
  K.ExpressionStatement,
  K.LiteralValue,
  K.LiteralElement,
  K.KeyedElement,
  K.CompositeLiteral,
  K.ParameterList,
  K.ReturnStatement,
  K.SourceFile,
  K.ParenthesizedExpression,
  K.GoStatement,
  K.DeferStatement,
  K.PointerType,
  K.SliceType,
  K.QualifiedType,
  K.IncStatement,
  K.DecStatement,
  K.FieldDeclarationList,
  K.StructType,
  K.VarDeclaration,
  K.ConstDeclaration,
  K.TypeDeclaration,
  K.ImportDeclaration,
  K.ImportSpecList,
]);
const LEAVES = new Set([
  K.Identifier,
  K.BlankIdentifier,
  K.RawStringLiteral,
  K.InterpretedStringLiteral,
  K.IntLiteral,
  K.FloatLiteral,
  K.ImaginaryLiteral,
  K.RuneLiteral,
  K.Nil,
  K.True,
  K.False,
  K.Iota,
  K.Comment,
  K.Dot,
  K.FieldIdentifier,
  K.LabelName,
  K.PackageIdentifier,
  K.TypeIdentifier,
]);

/** Loaded grammar with its id tables, shared by all documents. */
export class GoParser {
  readonly kindOf: Uint8Array;
  readonly fieldOf: Uint8Array;
  readonly isNamed: Uint8Array;
  readonly isLeaf: Uint8Array;
  readonly asksField: Uint8Array;
  readonly tokenNames: readonly string[];
  private readonly parser = new Parser();

  constructor(language: Language) {
    this.parser.setLanguage(language);
    const ids = Array.from({ length: language.nodeTypeCount }, (_, id) => id);
    const names = ids.map(id => language.nodeTypeForId(id) ?? '');
    this.isNamed = Uint8Array.from(ids, id => (language.nodeTypeIsNamed(id) ? 1 : 0));
    this.kindOf = Uint8Array.from(ids, id => (this.isNamed[id] ? (KIND_BY_NAME.get(names[id]!) ?? K.Other) : K.Other));
    this.isLeaf = Uint8Array.from(ids, id => (!this.isNamed[id] || LEAVES.has(this.kindOf[id]!) ? 1 : 0));
    this.asksField = Uint8Array.from({ length: 256 }, (_, kind) => (FIELDLESS.has(kind) ? 0 : 1));
    this.tokenNames = names.slice(0, 256);
    this.fieldOf = Uint8Array.from(language.fields, name => (name && FIELD_BY_NAME.get(name)) || F.None);
  }

  /** Parses once and keeps nothing. */
  parse(text: string): GoSyntax {
    const document = this.open(text);
    const syntax = document.syntax;
    document.dispose();
    return syntax;
  }

  /** Parses and keeps the tree for incremental edits; the caller disposes the document. */
  open(text: string): GoDocument {
    return new GoDocument(this, text);
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
  private current: GoSyntax = EMPTY;
  private lines: LineIndex;

  constructor(
    private readonly parser: GoParser,
    private text_: string,
  ) {
    this.lines = new LineIndex(text_);
    this.tree = parser.parseTree(text_);
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
      this.text_ = this.text_.slice(0, span.start) + newText + this.text_.slice(span.end);
      this.lines = new LineIndex(this.text_);
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
    const old = this.tree;
    this.tree = this.parser.parseTree(this.text_, old);
    old?.delete();
    this.read();
  }

  dispose(): void {
    this.tree?.delete();
    this.tree = undefined;
  }

  private read(): void {
    this.current = this.tree ? readSyntax(this.parser, this.tree, this.text_, this.current) : EMPTY;
  }
}

function point(lines: LineIndex, offset: number): { row: number; column: number } {
  const { line, character } = lines.position(offset);
  return { row: line, column: character };
}

function readSyntax(parser: GoParser, tree: Tree, text: string, old: GoSyntax): GoSyntax {
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
      const kind = id === ERROR_ID ? K.Error : parser.kindOf[id]!;
      if (kind === K.Comment) comments.push({ start, end });
      else if (kind !== K.Other && end > start) {
        const own = text.slice(start, end);
        const reusable = known.get(own);
        declarations.push({
          offset: start,
          tree: reusable && reusable.kinds[0] === kind ? reusable : readTree(parser, cursor, own, start),
        });
      }
    }
  } finally {
    cursor.delete();
  }
  return { declarations, comments, hasError };
}

/** Columns that grow while a tree is read; reused, because most declarations are small. */
class Columns {
  kinds = new Uint8Array(4096);
  fields = new Uint8Array(4096);
  tokens = new Uint8Array(4096);
  starts = new Uint32Array(4096);
  ends = new Uint32Array(4096);
  parents = new Int32Array(4096);
  afters = new Int32Array(4096);

  grow(): void {
    const grown = <A extends Uint8Array | Uint32Array | Int32Array>(old: A, next: A): A => {
      next.set(old as never);
      return next;
    };
    const size = this.kinds.length * 2;
    this.kinds = grown(this.kinds, new Uint8Array(size));
    this.fields = grown(this.fields, new Uint8Array(size));
    this.tokens = grown(this.tokens, new Uint8Array(size));
    this.starts = grown(this.starts, new Uint32Array(size));
    this.ends = grown(this.ends, new Uint32Array(size));
    this.parents = grown(this.parents, new Int32Array(size));
    this.afters = grown(this.afters, new Int32Array(size));
  }
}

const columns = new Columns();

/** Walks the subtree at the cursor, and leaves the cursor where it was. */
function readTree(parser: GoParser, cursor: TreeCursor, text: string, base: number): FlatTree {
  const { kindOf, isNamed, isLeaf, asksField, fieldOf } = parser;
  const comments: Span[] = [];
  let hasError = false;
  let count = 0;
  let parent = -1;
  let up = false;
  for (;;) {
    if (!up) {
      const id = cursor.nodeTypeId;
      if (id !== ERROR_ID && isNamed[id] === 0) {
        if (parent >= 0 && columns.tokens[parent] === 0) columns.tokens[parent] = id;
      } else {
        const kind = id === ERROR_ID ? K.Error : kindOf[id]!;
        const start = cursor.startIndex - base;
        const end = cursor.endIndex - base;
        if (kind === K.Comment) comments.push({ start, end });
        else {
          if (count === columns.kinds.length) columns.grow();
          const leaf = kind !== K.Error && isLeaf[id] === 1;
          if (kind === K.Error || (leaf && start === end)) hasError = true;
          columns.kinds[count] = kind;
          columns.starts[count] = start;
          columns.ends[count] = end;
          columns.parents[count] = parent;
          columns.tokens[count] = 0;
          columns.fields[count] = parent >= 0 && asksField[columns.kinds[parent]!] === 1 ? (fieldOf[cursor.currentFieldId] ?? 0) : 0;
          columns.afters[count] = count + 1;
          count++;
          if (!leaf && cursor.gotoFirstChild()) {
            parent = count - 1;
            continue;
          }
        }
      }
    }
    if (parent < 0) break;
    if (cursor.gotoNextSibling()) {
      up = false;
      continue;
    }
    cursor.gotoParent();
    columns.afters[parent] = count;
    parent = columns.parents[parent]!;
    up = true;
  }
  return new FlatTree(
    text,
    columns.kinds.slice(0, count),
    columns.fields.slice(0, count),
    columns.starts.slice(0, count),
    columns.ends.slice(0, count),
    columns.parents.slice(0, count),
    columns.afters.slice(0, count),
    columns.tokens.slice(0, count),
    parser.tokenNames,
    comments,
    hasError,
  );
}
