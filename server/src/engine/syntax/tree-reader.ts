/**
 * One declaration's subtree, from tree-sitter's cursor into columns. The cursor is asked as little as possible: each question crosses into
 * wasm, and the walk costs nearly as much as the parse (measured).
 */
import type { Language } from 'web-tree-sitter';
import type { Span } from '../base/finding.js';
import type { Sliced } from '../base/slices.js';
import { FlatTree, type TreeColumns } from './flat-tree.js';
import { F, FIELD_BY_NAME, K, KIND_BY_NAME } from './go-kinds.js';
import { giveColumns, takeColumns } from './growing-columns.js';
import { readStarsLast } from './pointer-conversion.js';
import type { SwiftCursor } from './swift-cursor.js';

/** tree-sitter's id of ERROR nodes. */
export const ERROR_ID = 65535;

/** What the grammar's ids mean. */
export interface GrammarTables {
  readonly kindOf: Uint8Array;
  readonly fieldOf: Uint8Array;
  readonly isNamed: Uint8Array;
  readonly isLeaf: Uint8Array;
  /** By kind of the parent: whether its children's fields are asked for. */
  readonly asksField: Uint8Array;
  readonly tokenNames: readonly string[];
  /** By its text, that of a token. */
  readonly tokenIds: ReadonlyMap<string, number>;
}

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

export function grammarTables(language: Language): GrammarTables {
  const ids = Array.from({ length: language.nodeTypeCount }, (_, id) => id);
  const names = ids.map(id => language.nodeTypeForId(id) ?? '');
  const isNamed = Uint8Array.from(ids, id => (language.nodeTypeIsNamed(id) ? 1 : 0));
  const kindOf = Uint8Array.from(ids, id => (isNamed[id] ? (KIND_BY_NAME.get(names[id]!) ?? K.Other) : K.Other));
  return {
    kindOf,
    isNamed,
    isLeaf: Uint8Array.from(ids, id => (!isNamed[id] || LEAVES.has(kindOf[id]!) ? 1 : 0)),
    asksField: Uint8Array.from({ length: 256 }, (_, kind) => (FIELDLESS.has(kind) ? 0 : 1)),
    tokenNames: names.slice(0, 256),
    tokenIds: new Map(ids.flatMap(id => (isNamed[id] ? [] : [[names[id]!, id] as const])).reverse()),
    fieldOf: Uint8Array.from(language.fields, name => (name && FIELD_BY_NAME.get(name)) || F.None),
  };
}

/** A function that has got a receiver. */
function nameAsMethod({ kinds, fields, parents }: TreeColumns): void {
  kinds[0] = K.MethodDeclaration;
  const name = fields.findIndex((field, n) => field === F.Name && parents[n] === 0);
  if (name >= 0) kinds[name] = K.FieldIdentifier;
}

/** Moves of the cursor, then the reader rests: half a millisecond, and a few while the code is cold. */
const MOVES_PER_SLICE = 2500;

/** A declaration takes as long as so many moves, also one that is known; so many of its characters take as long as one. */
const MOVES_OF_DECLARATION = 30;
const CHARACTERS_PER_MOVE = 50;

/** Reads the subtrees at one cursor. */
export class TreeReader {
  private readonly columns = takeColumns();
  private left = MOVES_PER_SLICE;

  constructor(
    private readonly grammar: GrammarTables,
    private readonly cursor: Pick<SwiftCursor, keyof SwiftCursor>,
  ) {}

  /** After so many moves more it is time to rest; asking ends that. Readings rest by themselves. */
  isTiredBy(moves: number): boolean {
    this.left -= moves;
    if (this.left > 0) return false;
    this.left = MOVES_PER_SLICE;
    return true;
  }

  isTiredByDeclaration(length: number): boolean {
    return this.isTiredBy(MOVES_OF_DECLARATION + length / CHARACTERS_PER_MOVE);
  }

  /** Walks the subtree at the cursor, and leaves the cursor where it was. `receiver`: of a method that was parsed as a function. */
  *read(text: string, base: number, withBody: boolean, receiver?: FlatTree): Sliced<FlatTree> {
    const { columns, cursor } = this;
    const { kindOf, isNamed, isLeaf, asksField, fieldOf, tokenNames } = this.grammar;
    const comments: Span[] = [];
    let hasError = false;
    let count = 0;
    let parent = -1;
    let up = false;
    cursor.enter();
    for (;;) {
      if (this.isTiredBy(1)) {
        cursor.leave();
        yield;
        cursor.enter();
      }
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
            const node = count++;
            if (receiver && node === 0) count = columns.takeReceiver(receiver);
            const skipped = !withBody && kind === K.Block && parent === 0;
            if (!leaf && !skipped && cursor.gotoFirstChild()) {
              parent = node;
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
    cursor.leave();
    const taken = columns.take(count);
    readStarsLast(taken);
    if (receiver) nameAsMethod(taken);
    return new FlatTree(text, taken, tokenNames, comments, hasError);
  }

  /** The reader is not used any more. */
  dispose(): void {
    this.cursor.leave();
    giveColumns(this.columns);
  }
}
