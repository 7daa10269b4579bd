/**
 * The library makes a document of its tokens in one step, 70 ms for what it can take of one. Here that is done in pieces: groups of members of large
 * collections, each composed as a document of its own, with holes where larger ones belong that are composed before.
 */
import {
  type CST,
  type Document,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type YAMLMap,
  type YAMLParseError,
  type YAMLSeq,
  type Node as YamlNode,
} from 'yaml';
import type { Sliced } from '../base/slices.js';
import { MAX_DEPTH } from './data-node.js';
import { newComposer } from './yaml-composer.js';

/** Tokens of a group: a millisecond or two. */
const PIECE = 300;
/** What stands in a hole. */
const HOLE = '\0';

type Collection = CST.BlockMap | CST.BlockSequence | CST.FlowCollection;
type Item = CST.CollectionItem;

interface Counted<T> {
  readonly value: T;
  readonly tokens: number;
}

/** Of one stream. */
export class YamlPieces {
  /** Collections that are composed, by where they begin. */
  private readonly composed = new Map<number, YAMLMap | YAMLSeq>();
  /** A list for each document, which is filled when the next has been cut. */
  private readonly errors: YAMLParseError[][] = [];
  private left = PIECE;

  /** Composes what is large in a document before the document itself is. */
  *cut(document: CST.Document): Sliced<CST.Document> {
    this.errors.push([]);
    return document.value ? { ...document, value: (yield* this.counting(document.value, 0)).value } : document;
  }

  /** Puts what was composed before into its holes. */
  fill(document: Document.Parsed): Document.Parsed {
    document.errors.push(...(this.errors.shift() ?? []));
    if (this.composed.size === 0) return document;
    document.contents = this.filled(document.contents) as typeof document.contents;
    return document;
  }

  private *counting(token: CST.Token, depth: number): Sliced<Counted<CST.Token>> {
    if (--this.left < 0) {
      this.left = PIECE;
      yield;
    }
    if (!('items' in token) || depth > MAX_DEPTH) return { value: token, tokens: 1 };
    const items: Counted<Item>[] = [];
    for (const item of token.items as Item[]) {
      const key = item.key ? yield* this.counting(item.key, MAX_DEPTH + 1) : undefined;
      const inner = item.value ? yield* this.counting(item.value, depth + 1) : undefined;
      items.push({ value: inner ? { ...item, value: inner.value } : item, tokens: 1 + (key?.tokens ?? 0) + (inner?.tokens ?? 0) });
    }
    const tokens = items.reduce((n, item) => n + item.tokens, 1);
    const value = { ...token, items: items.map(item => item.value) } as Collection;
    return tokens <= PIECE ? { value, tokens } : { value: yield* this.hole(value, items), tokens: 1 };
  }

  private *hole(whole: Collection, items: readonly Counted<Item>[]): Sliced<CST.Token> {
    let known: YAMLMap | YAMLSeq | undefined;
    for (let from = 0; from < items.length; ) {
      const group: Item[] = [];
      for (let tokens = 0; from < items.length && (tokens === 0 || tokens + items[from]!.tokens <= PIECE); from++) {
        group.push(items[from]!.value);
        tokens += items[from]!.tokens;
      }
      const part = this.compose({ ...whole, items: known ? withoutComma(group) : group } as Collection);
      if (known && part) {
        (known.items as unknown[]).push(...part.items);
        known.range = [known.range![0], part.range![1], part.range![2]];
      }
      known ??= part;
      yield;
    }
    if (!known) return whole;
    this.composed.set(whole.offset, known);
    return { type: 'scalar', offset: whole.offset, indent: whole.indent, source: HOLE, end: [] };
  }

  private compose(value: Collection): YAMLMap | YAMLSeq | undefined {
    const composer = newComposer();
    const [document] = [...composer.next({ type: 'document', offset: value.offset, start: [], value }), ...composer.end()];
    if (!document) return undefined;
    this.errors.at(-1)?.push(...(document.errors as YAMLParseError[]));
    const filled = this.filled(document.contents as YamlNode);
    return isMap(filled) || isSeq(filled) ? (filled as YAMLMap | YAMLSeq) : undefined;
  }

  private filled(node: YamlNode | null): YamlNode | null {
    if (isScalar(node) && node.source === HOLE) {
      const known = this.composed.get(node.range?.[0] ?? -1);
      if (!known) return node;
      if (node.anchor !== undefined) known.anchor = node.anchor;
      if (node.tag !== undefined) known.tag = node.tag;
      return known;
    }
    if (!isMap(node) && !isSeq(node)) return node;
    let last: YamlNode | null = null;
    for (const [i, item] of node.items.entries()) {
      last = this.filled((isPair(item) ? item.value : item) as YamlNode | null);
      if (isPair(item)) item.value = last;
      else node.items[i] = last;
    }
    if (!node.flow) reachTo(node, last);
    return node;
  }
}

/** A block ends with its last member, which may have been a hole. */
function reachTo({ range }: YamlNode, last: YamlNode | null): void {
  const end = last?.range?.[2] ?? 0;
  if (!range || end <= range[1]) return;
  range[1] = end;
  range[2] = Math.max(range[2], end);
}

/** The first member of a group that is not the first one. */
function withoutComma([first, ...rest]: readonly Item[]): Item[] {
  return first ? [{ ...first, start: first.start.filter(token => token.type !== 'comma') }, ...rest] : [];
}
