/**
 * Go text -> flat trees. Owns every web-tree-sitter object of the Go grammar: parser, trees, cursors. Frees each of them.
 *
 * One cursor walk per top-level declaration whose text is new; a declaration with the text of an old one takes over that one's tree.
 * The cursor is asked as little as possible: each question crosses into wasm, and the walk costs as much as the parse (measured).
 */
import { Edit, type Language, Parser, type Tree } from 'web-tree-sitter';
import { TooMuchWork } from '../base/faults.js';
import type { Span } from '../base/finding.js';
import { LineIndex } from '../base/line-index.js';
import { type Sliced, whole } from '../base/slices.js';
import type { FlatTree } from './flat-tree.js';
import { differences, forTheGrammar } from './for-the-grammar.js';
import { hiddenReceiver } from './generic-method.js';
import { K } from './go-kinds.js';
import { partsToRead } from './long-tokens.js';
import { nestsTooDeep } from './nesting.js';
import { type ParserPace, Patience } from './patience.js';
import { type CursorRuntime, SwiftCursor } from './swift-cursor.js';
import { ERROR_ID, type GrammarTables, grammarTables, TreeReader } from './tree-reader.js';
import { type BodyFilter, hideBodies } from './unread-bodies.js';

/** Longer texts are not analysed (UTF-16 units). The largest of Go 1.26's GOROOT/src that no tool wrote has 0.5 million. */
export const MAX_TEXT = 1_500_000;
/** Files with more are not analysed: each costs a tree of its own. */
const MAX_DECLARATIONS = 20_000;
/** No Go text has it, and the grammar takes each for an end that it must mend: a megabyte of them took 2 to 4 s. */
const NUL = '\0';

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

const allBodies: BodyFilter = () => true;
/** Loaded grammar with its id tables, shared by all documents. */
export class GoParser {
  readonly tables: GrammarTables;
  /** Parsers that nobody uses: one that rests in a text cannot begin another. */
  private readonly free: Parser[] = [];

  constructor(
    private readonly language: Language,
    readonly cursors: CursorRuntime,
    private readonly pace: ParserPace = 'sliced',
  ) {
    this.tables = grammarTables(language);
  }

  /** Parses once and keeps nothing. */
  parse(text: string, wantsBody: BodyFilter = allBodies): GoSyntax {
    return whole(this.parsing(text, wantsBody));
  }

  /** The same in slices. */
  *parsing(text: string, wantsBody: BodyFilter = allBodies): Sliced<GoSyntax> {
    // Of an open text that is being typed the bodies would come and go.
    const document = this.open(text, wantsBody, wantsBody === allBodies ? text : hideBodies(text, wantsBody));
    try {
      yield* document.reading();
      return document.syntax;
    } finally {
      document.dispose();
    }
  }

  /** Keeps the tree for incremental edits; the caller disposes the document. `seen`: what the parser sees of the text. */
  open(text: string, wantsBody: BodyFilter = allBodies, seen = text): GoDocument {
    return new GoDocument(this, text, wantsBody, seen);
  }

  /** Undefined when the text is no Go by one character, or too long, too deep, or too broken to be parsed in a reasonable number of steps. */
  *parsingTree(text: string, old?: Tree): Sliced<Tree | undefined> {
    if (text.length > MAX_TEXT || text.includes(NUL) || (yield* nestsTooDeep(text))) return undefined;
    yield;
    const patience = new Patience(this.pace, yield* partsToRead(text));
    const parser = this.free.pop() ?? new Parser().setLanguage(this.language);
    try {
      for (;;) {
        const tree = parser.parse(text, old, patience.forSlice());
        if (tree) return tree;
        if (patience.isSpent) return undefined;
        yield;
      }
    } finally {
      parser.reset();
      this.free.push(parser);
    }
  }

  dispose(): void {
    for (const parser of this.free.splice(0)) parser.delete();
  }
}

/** One open text with its tree. It is read in slices by `reading`, or at once by who asks for its syntax. */
export class GoDocument {
  private tree: Tree | undefined;
  private current: GoSyntax = NO_SYNTAX;
  private lines: LineIndex;
  /** What is left to do until `current` is that of the text. */
  private rest: Sliced<void> | undefined;

  constructor(
    private readonly parser: GoParser,
    private text_: string,
    private readonly wantsBody: BodyFilter,
    /** What the tree is parsed from. */
    private parsed: string,
  ) {
    this.lines = new LineIndex(text_);
    this.rest = this.read();
  }

  get text(): string {
    return this.text_;
  }

  get lineIndex(): LineIndex {
    return this.lines;
  }

  get syntax(): GoSyntax {
    whole(this.reading());
    return this.current;
  }

  /** Reads the text as it is now. An edit on the way is taken along. */
  *reading(): Sliced<void> {
    for (let rest = this.rest; rest; rest = this.rest) {
      const { done } = rest.next();
      if (!done) yield;
      else if (this.rest === rest) this.rest = undefined;
    }
  }

  /** Applies the changes in order, each to the text the one before left; it is parsed once, when it is read. */
  edit(changes: readonly TextChange[]): void {
    this.rest?.return();
    for (const { span, newText } of changes) {
      const before = this.lines;
      this.text_ = splice(this.text_, span, newText);
      this.lines = before.edited(this.text_, span, newText.length);
      this.change(span, newText, before);
    }
    this.rest = this.read();
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

  /** An edit behind a `new` may have made a value of a type, or the other way round; one behind a method its type parameters. */
  private *hide(): Sliced<void> {
    const wanted = yield* forTheGrammar(this.tree ? this.text_ : this.parsed);
    if (!this.tree) this.parsed = wanted;
    if (wanted === this.parsed) return;
    for (const span of [...differences(wanted, this.parsed)]) this.change(span, wanted.slice(span.start, span.end), this.lines);
  }

  dispose(): void {
    this.rest?.return();
    this.rest = undefined;
    this.tree?.delete();
    this.tree = undefined;
  }

  private *read(): Sliced<void> {
    yield* this.hide();
    yield;
    const tree = yield* this.parser.parsingTree(this.parsed, this.tree);
    this.tree?.delete();
    this.tree = tree;
    try {
      this.current = tree ? yield* readSyntax(this.parser, tree, this.text_, this.current, this.wantsBody) : NO_SYNTAX;
    } catch (error) {
      this.current = NO_SYNTAX;
      throw error;
    }
  }
}

function splice(text: string, span: Span, newText: string): string {
  return text.slice(0, span.start) + newText + text.slice(span.end);
}

function point(lines: LineIndex, offset: number): { row: number; column: number } {
  const { line, character } = lines.position(offset);
  return { row: line, column: character };
}

function* readSyntax(parser: GoParser, tree: Tree, text: string, old: GoSyntax, wantsBody: BodyFilter): Sliced<GoSyntax> {
  const { tables } = parser;
  const known = new Map(old.declarations.filter(d => !d.tree.hasError).map(d => [d.tree.text, d.tree]));
  const declarations: Declaration[] = [];
  const comments: Span[] = [];
  const cursor = tree.walk();
  const reader = new TreeReader(tables, new SwiftCursor(parser.cursors, cursor));
  try {
    for (let more = cursor.gotoFirstChild(); more; more = cursor.gotoNextSibling()) {
      const id = cursor.nodeTypeId;
      const start = cursor.startIndex;
      const end = cursor.endIndex;
      const kind = id === ERROR_ID ? K.Error : tables.kindOf[id]!;
      if (kind === K.Comment) comments.push({ start, end });
      else if (kind !== K.Other && end > start) {
        if (declarations.length === MAX_DECLARATIONS) throw new TooMuchWork();
        const own = text.slice(start, end);
        const receiver = hiddenReceiver(kind, own, method => parser.parse(method).declarations[0]?.tree);
        const reusable = known.get(own);
        const isKnown = reusable?.kinds[0] === (receiver ? K.MethodDeclaration : kind);
        declarations.push({ offset: start, tree: isKnown ? reusable : yield* reader.read(own, start, wantsBody(own), receiver) });
      }
      if (reader.isTiredByDeclaration(end - start)) yield;
    }
  } finally {
    reader.dispose();
    cursor.delete();
  }
  return { declarations, comments, hasError: tree.rootNode.hasError };
}
