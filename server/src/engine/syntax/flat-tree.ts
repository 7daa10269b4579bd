/**
 * A syntax tree as columns of numbers: one per top-level declaration, offsets relative to that declaration, so that it stays valid
 * while the declaration's own text is unchanged, wherever edits move it. Nodes are indices in preorder; node 0 is the root.
 *
 * Comments are no nodes: they stand in `comments`. Anonymous tokens are no nodes either: an operator is in `op` of its parent.
 */
import type { Span } from '../base/finding.js';
import { F, K } from './go-kinds.js';

/** Index of a node in its tree; `NONE` where there is none. */
export type Node = number;
export const NONE = -1;

/** One row per node. */
export interface TreeColumns {
  readonly kinds: Uint8Array;
  readonly fields: Uint8Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly parents: Int32Array;
  /** For each node, the index after its last descendant. */
  readonly afters: Int32Array;
  /** Token id of the first anonymous child: for unary, binary, assignment and range nodes that is the operator. */
  readonly tokens: Uint8Array;
}

/** Of a declaration, in UTF-16 units: a table of tests of traefik has 0.66 million. */
const MAX_DECLARATION = 1_200_000;
/** Of one list of parameters, arguments, or expressions that are assigned or returned: each is read in one step. What tools write has hundreds. */
const MAX_LISTED = 3000;
/** Lists whose entries all stand for one statement or signature. Elements of composite literals and members of types are none. */
const LISTS = new Set([K.ParameterList, K.ParameterDeclaration, K.ArgumentList, K.ExpressionList]);

function isTooWide(tree: FlatTree): boolean {
  const entries = new Uint32Array(tree.count);
  for (const parent of tree.parents) {
    if (parent < 0 || !LISTS.has(tree.kinds[parent]!)) continue;
    entries[parent]!++;
    if (entries[parent] === MAX_LISTED) return true;
  }
  return false;
}

export class FlatTree {
  readonly kinds: Uint8Array;
  readonly fields: Uint8Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly parents: Int32Array;
  readonly afters: Int32Array;
  /** As numbers of the grammar: `op` tells their names. */
  readonly tokens: Uint8Array;
  private tooLong: boolean | undefined;

  constructor(
    /** Text of the declaration. */
    readonly text: string,
    columns: TreeColumns,
    private readonly tokenNames: readonly string[],
    /** Spans of the comments inside. */
    readonly comments: readonly Span[],
    /** True when the parser met an error inside; the tree is then a best guess. */
    readonly hasError: boolean,
  ) {
    this.kinds = columns.kinds;
    this.fields = columns.fields;
    this.starts = columns.starts;
    this.ends = columns.ends;
    this.parents = columns.parents;
    this.afters = columns.afters;
    this.tokens = columns.tokens;
  }

  get count(): number {
    return this.kinds.length;
  }

  kind(n: Node): K {
    return n < 0 ? K.Other : this.kinds[n]!;
  }

  span(n: Node): Span {
    return { start: this.starts[n]!, end: this.ends[n]! };
  }

  textOf(n: Node): string {
    return n < 0 ? '' : this.text.slice(this.starts[n], this.ends[n]);
  }

  parent(n: Node): Node {
    // A node of another tree has no way up: nothing may look for one for ever.
    return n < 0 ? NONE : (this.parents[n] ?? NONE);
  }

  parentKind(n: Node): K {
    return this.kind(this.parent(n));
  }

  /** Operator of a unary, binary, assignment, range (`:=`, `=` or `range`) or short variable node. */
  op(n: Node): string {
    return this.tokenNames[this.tokens[n]!] ?? '';
  }

  /** First child, or NONE. */
  first(n: Node): Node {
    return n >= 0 && n + 1 < this.afters[n]! ? n + 1 : NONE;
  }

  /** Next sibling, or NONE. */
  next(n: Node): Node {
    const p = this.parents[n]!;
    const after = this.afters[n]!;
    return p >= 0 && after < this.afters[p]! ? after : NONE;
  }

  last(n: Node): Node {
    let c = this.first(n);
    for (let m = c; m !== NONE; m = this.next(m)) c = m;
    return c;
  }

  /** Longer than what people write, or with lists that are: nobody looks into it. */
  get isTooLong(): boolean {
    this.tooLong ??= this.text.length > MAX_DECLARATION || (this.count > MAX_LISTED && isTooWide(this));
    return this.tooLong;
  }

  /** The i-th child (0-based), or NONE. */
  child(n: Node, i: number): Node {
    let c = this.first(n);
    while (i-- > 0 && c !== NONE) c = this.next(c);
    return c;
  }

  /** First child in the field, or NONE. Fields are known for the children of declarations, statements and types (see go-parser.ts). */
  field(n: Node, field: F): Node {
    for (let c = this.first(n); c !== NONE; c = this.next(c)) if (this.fields[c] === field) return c;
    return NONE;
  }

  *children(n: Node): IterableIterator<Node> {
    for (let c = this.first(n); c !== NONE; c = this.next(c)) yield c;
  }

  /** First child of the kind, or NONE. */
  childOfKind(n: Node, kind: K): Node {
    for (let c = this.first(n); c !== NONE; c = this.next(c)) if (this.kinds[c] === kind) return c;
    return NONE;
  }

  /** True when `inner` is `outer` or stands inside it. */
  within(inner: Node, outer: Node): boolean {
    return inner >= outer && inner < this.afters[outer]!;
  }

  /** Nearest ancestor (not `n` itself) of one of the kinds, or NONE. */
  ancestor(n: Node, ...kinds: K[]): Node {
    let p = this.parent(n);
    while (p !== NONE && !kinds.includes(this.kinds[p]!)) p = this.parents[p]!;
    return p;
  }

  /** The expression without its parentheses. */
  unparen(n: Node): Node {
    let e = n;
    while (this.kind(e) === K.ParenthesizedExpression) e = this.first(e);
    return e;
  }

  /** `x` of `&x`; any other expression without its parentheses. */
  withoutAddress(n: Node): Node {
    const e = this.unparen(n);
    return this.kind(e) === K.UnaryExpression && this.op(e) === '&' ? this.unparen(this.first(e)) : e;
  }

  /** What a chain of selectors begins with: `s` of `s.a.mu`. */
  selectorRoot(n: Node): Node {
    let e = this.unparen(n);
    while (this.kind(e) === K.SelectorExpression) e = this.unparen(this.first(e));
    return e;
  }

  /** The nodes with exactly this span, outermost first. */
  nodesOver(start: number, end: number): Node[] {
    const nodes: Node[] = [];
    for (let n = 0; n < this.count; n++) if (this.starts[n] === start && this.ends[n] === end) nodes.push(n);
    return nodes;
  }

  /** Innermost node whose span holds the offset (end included), preferring the one that starts there. */
  nodeAt(offset: number): Node {
    // In preorder starts never go back, so the last node that starts up to here is the one that is asked for, or lies within it.
    let n: Node = 0;
    for (let high = this.count - 1; n < high; ) {
      const middle = (n + high + 1) >> 1;
      if (this.starts[middle]! <= offset) n = middle;
      else high = middle - 1;
    }
    while (n > 0 && offset >= this.ends[n]!) n = this.parent(n);
    return Math.max(0, n);
  }
}

/** Call expression: what is called. */
export const calleeOf = (tree: FlatTree, call: Node): Node => tree.first(call);

/** Call expression: its argument expressions, in order. */
export function argumentsOf(tree: FlatTree, call: Node): Node[] {
  const list = tree.childOfKind(call, K.ArgumentList);
  return list === NONE ? [] : [...tree.children(list)];
}

/** The expressions of an expression list, or the node itself where the grammar leaves the list out. */
export function expressionsOf(tree: FlatTree, list: Node): Node[] {
  if (list === NONE) return [];
  return tree.kind(list) === K.ExpressionList ? [...tree.children(list)] : [list];
}

export { F, K };
