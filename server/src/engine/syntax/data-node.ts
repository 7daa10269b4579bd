/**
 * YAML and JSON with comments as one small tree: maps, lists and scalars, each with its place. The parsers' own nodes end here.
 * A document that is broken in one place still gives what stands before it.
 */
import { type Node as JsonNode, parseTree as parseJsonc } from 'jsonc-parser';
import type { Span } from '../base/finding.js';
import { LogicalText } from './logical-text.js';

/** Longer files are not read (UTF-16 units): the parsers make an object of every scalar. */
export const MAX_DATA = 256 * 1024;
export const MAX_DEPTH = 64;

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
  /** A tagged value (`!reference`), or one that could not be read. */
  | { readonly kind: 'unknown'; readonly span: Span };

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
}

/** Never throws. Comments and trailing commas are allowed, as in devcontainer.json and settings.json. */
export function readJsonc(text: string): DataDocument {
  if (text.length > MAX_DATA) return { root: undefined, complete: false };
  const errors: { error: number }[] = [];
  try {
    const root = parseJsonc(text, errors as Parameters<typeof parseJsonc>[1], { allowTrailingComma: true, allowEmptyContent: true });
    return { root: root && fromJson(root, 0), complete: errors.length === 0 };
  } catch {
    return { root: undefined, complete: false };
  }
}

function fromJson(node: JsonNode, depth: number): DataNode {
  const span = { start: node.offset, end: node.offset + node.length };
  if (depth > MAX_DEPTH) return { kind: 'unknown', span };
  if (node.type === 'object') return { kind: 'map', span, entries: (node.children ?? []).flatMap(c => jsonEntry(c, depth)) };
  if (node.type === 'array') return { kind: 'list', span, items: (node.children ?? []).map(c => fromJson(c, depth + 1)) };
  if (node.type === 'property') return { kind: 'unknown', span };
  const isString = node.type === 'string';
  const inner = isString ? { start: span.start + 1, end: span.end - 1 } : span;
  const text = String(node.value ?? '');
  return { kind: 'scalar', span: inner, outer: span, text, logical: LogicalText.of([{ text, offset: inner.start }]) };
}

function jsonEntry(property: JsonNode, depth: number): DataEntry[] {
  const [key, value] = property.children ?? [];
  if (!key || !value) return [];
  const keySpan = { start: key.offset + 1, end: key.offset + key.length - 1 };
  return [{ key: String(key.value), keySpan, value: fromJson(value, depth + 1) }];
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
