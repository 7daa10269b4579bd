/** YAML, JSON and HCL as one small tree: maps, lists and scalars, each with its place. Their parsers' own nodes end before it. */
import type { Span } from '../base/finding.js';
import type { LogicalText } from './logical-text.js';

/** Longer files are not read (UTF-16 units): the parsers make an object of every scalar. */
export const MAX_DATA = 256 * 1024;
export const MAX_DEPTH = 64;
/** Nodes of a tree, then its reading rests. */
export const NODES_PER_SLICE = 200;

export type DataNode =
  | { readonly kind: 'map'; readonly span: Span; readonly entries: readonly DataEntry[] }
  | { readonly kind: 'list'; readonly span: Span; readonly items: readonly DataNode[] }
  | {
      readonly kind: 'scalar';
      /** The value without its quotes. */
      readonly span: Span;
      /** With its quotes. */
      readonly outer: Span;
      /** As the format's schema reads it: `1.20` without quotes is the number 1.2. */
      readonly text: string;
      /** As it is written, when that differs: `1.20`. */
      readonly written?: string;
      /** The text with the place of each character. */
      readonly logical: LogicalText;
    }
  /** A tagged value, or one that could not be read. `reference`: the keys that `!reference` of GitLab names. */
  | { readonly kind: 'unknown'; readonly span: Span; readonly reference?: readonly string[] };

export interface DataEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: DataNode;
}

export interface DataDocument {
  /** Undefined for an empty document. */
  readonly root: DataNode | undefined;
  /** False when a part could not be read. */
  readonly complete: boolean;
  /** That is because it would take too long. */
  readonly isTooLong?: boolean;
}

/** The value of a key, undefined when `node` is no map or has none. */
export function child(node: DataNode | undefined, key: string): DataNode | undefined {
  return entry(node, key)?.value;
}

export function entry(node: DataNode | undefined, key: string): DataEntry | undefined {
  if (node?.kind !== 'map') return undefined;
  return node.entries.length > FEW ? byKey(node.entries).get(key) : node.entries.find(e => e.key === key);
}

/** Smaller maps are searched. */
const FEW = 16;
const indexed = new WeakMap<readonly DataEntry[], ReadonlyMap<string, DataEntry>>();

/** The first entry of each key. */
function byKey(entries: readonly DataEntry[]): ReadonlyMap<string, DataEntry> {
  let index = indexed.get(entries);
  if (!index) {
    index = new Map(entries.toReversed().map(e => [e.key, e]));
    indexed.set(entries, index);
  }
  return index;
}

export function entriesOf(node: DataNode | undefined): readonly DataEntry[] {
  return node?.kind === 'map' ? node.entries : [];
}

/** The members of a list; a single value counts as a list of one. */
export function itemsOf(node: DataNode | undefined): readonly DataNode[] {
  return node === undefined ? [] : node.kind === 'list' ? node.items : node.kind === 'map' ? [] : [node];
}

export function scalarText(node: DataNode | undefined): string | undefined {
  return node?.kind === 'scalar' ? node.text : undefined;
}
