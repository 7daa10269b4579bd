/** Rows of the tree of an outline, as they are read. */
import type { Span } from '../base/finding.js';
import { FlatTree } from './flat-tree.js';
import type { F, K } from './go-kinds.js';
import type { Columns } from './growing-columns.js';
import { giveUp, type OutlineText } from './outline-text.js';
import type { GrammarTables } from './tree-reader.js';

/** What the grammar calls tokens. */
export type GrammarTokens = Pick<GrammarTables, 'tokenNames' | 'tokenIds'>;

export class OutlineRows {
  private count = 0;
  private parent = -1;

  constructor(
    private readonly at: OutlineText,
    private readonly tokens: GrammarTokens,
    private readonly columns: Columns,
  ) {}

  tree(): FlatTree {
    return new FlatTree(this.at.text, this.columns.take(this.count), this.tokens.tokenNames, this.at.comments, false);
  }

  /** A node from `start` to where `inside` ends. */
  node(kind: K, field: F, token: string, start: number, inside: () => void): void {
    const own = this.row(kind, field, start);
    this.columns.tokens[own] = token === '' ? 0 : this.token(token);
    const before = this.parent;
    this.parent = own;
    inside();
    this.parent = before;
    this.columns.ends[own] = this.at.offset;
    this.columns.afters[own] = this.count;
  }

  /** The token of the node that is read now. */
  mark(token: string): void {
    this.columns.tokens[this.parent] = this.token(token);
  }

  leaf(kind: K, field: F, { start, end }: Span): void {
    const own = this.row(kind, field, start);
    this.columns.tokens[own] = 0;
    this.columns.ends[own] = end;
    this.columns.afters[own] = own + 1;
  }

  private row(kind: K, field: F, start: number): number {
    const { columns } = this;
    if (this.count === columns.kinds.length) columns.grow();
    const own = this.count++;
    columns.kinds[own] = kind;
    columns.fields[own] = field;
    columns.starts[own] = start;
    columns.parents[own] = this.parent;
    return own;
  }

  private token(text: string): number {
    return this.tokens.tokenIds.get(text) ?? giveUp();
  }
}
