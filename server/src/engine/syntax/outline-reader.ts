/**
 * The tree of a function without its body, or of one type, read straight from the text: many times as fast as the parser, and these are most of
 * what is asked of packages that others import. Reads what gofmt writes and gives up on all else, which the parser reads. The trees are the
 * parser's, row by row: a test compares them over the standard library.
 */
import type { FlatTree } from './flat-tree.js';
import { F, K } from './go-kinds.js';
import { type Columns, giveColumns, takeColumns } from './growing-columns.js';
import { type GrammarTokens, OutlineRows } from './outline-rows.js';
import { GaveUp, giveUp, OutlineText } from './outline-text.js';
import { OutlineTypes } from './outline-types.js';

/** Undefined: the parser has to read it. */
export function readOutline(text: string, tokens: GrammarTokens): FlatTree | undefined {
  const columns = takeColumns();
  try {
    return new OutlineReader(text, tokens, columns).declaration();
  } catch (thrown) {
    if (thrown instanceof GaveUp) return undefined;
    throw thrown;
  } finally {
    giveColumns(columns);
  }
}

class OutlineReader {
  private readonly at: OutlineText;
  private readonly rows: OutlineRows;
  private readonly types: OutlineTypes;

  constructor(text: string, tokens: GrammarTokens, columns: Columns) {
    this.at = new OutlineText(text);
    this.rows = new OutlineRows(this.at, tokens, columns);
    this.types = new OutlineTypes(this.at, this.rows);
  }

  declaration(): FlatTree {
    const { at, rows } = this;
    const isType = at.takeWord('type');
    if (!isType && !at.takeWord('func')) giveUp();
    at.blanks();
    if (isType) rows.node(K.TypeDeclaration, F.None, 'type', 0, () => this.typeSpec());
    else if (at.is('(')) rows.node(K.MethodDeclaration, F.None, 'func', 0, () => this.method());
    else rows.node(K.FunctionDeclaration, F.None, 'func', 0, () => this.function());
    if (!at.isAtEnd) giveUp();
    return rows.tree();
  }

  private method(): void {
    const { at, rows, types } = this;
    types.parameters(F.Receiver);
    at.blanks();
    rows.leaf(K.FieldIdentifier, F.Name, at.name());
    types.signature();
    this.body();
  }

  private function(): void {
    const { at, rows, types } = this;
    rows.leaf(K.Identifier, F.Name, at.name());
    if (at.is('[')) this.typeParameters();
    types.signature();
    this.body();
  }

  private body(): void {
    const { at, rows } = this;
    if (at.isAtEnd) return;
    at.blanks();
    rows.node(K.Block, F.Body, '{', at.offset, () => {
      at.expect('{');
      at.expect('}');
    });
  }

  private typeSpec(): void {
    const { at, rows, types } = this;
    const start = at.offset;
    const name = at.name();
    const afterName = at.offset;
    const hasParameters = at.is('[') && at.beginsParameters();
    if (!hasParameters && at.is('[')) giveUp();
    // Whether it is an alias is known behind its parameters.
    if (hasParameters) at.skipBrackets();
    at.blanks();
    const isAlias = at.is('=');
    at.offset = afterName;
    rows.node(isAlias ? K.TypeAlias : K.TypeSpec, F.None, isAlias ? '=' : '', start, () => {
      rows.leaf(K.TypeIdentifier, F.Name, name);
      if (hasParameters) this.typeParameters();
      at.blanks();
      if (isAlias) at.expect('=');
      at.blanks();
      types.type(F.Type);
    });
  }

  private typeParameters(): void {
    const { at, rows, types } = this;
    rows.node(K.TypeParameterList, F.TypeParameters, '[', at.offset, () => {
      at.expect('[');
      while (!at.take(']')) {
        const names = [at.name()];
        while (at.take(',')) {
          at.blanks();
          names.push(at.name());
        }
        rows.node(K.TypeParameterDeclaration, F.None, names.length > 1 ? ',' : '', names[0]!.start, () => {
          for (const name of names) rows.leaf(K.Identifier, F.Name, name);
          at.blanks();
          if (at.is('*') || at.is('(')) giveUp();
          types.union(K.TypeConstraint, F.Type);
        });
        if (at.take(',')) at.blanks();
        else if (!at.is(']')) giveUp();
      }
    });
  }
}
