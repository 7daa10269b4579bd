/**
 * YAML and JSON with comments as one small tree: maps, lists and scalars, each with its place. The parsers' own nodes end here.
 * A document that is broken in one place still gives what stands before it.
 */
import { type Node as JsonNode, parseTree as parseJsonc } from 'jsonc-parser';
import { Composer, type Document, isAlias, isMap, isScalar, isSeq, Lexer, Parser, type Scalar, visit, type Node as YamlNode } from 'yaml';
import type { Span } from '../base/finding.js';
import type { Sliced } from '../base/slices.js';
import { LogicalText } from './logical-text.js';
import { logicalScalar } from './scalar-places.js';

/** Longer files are not read (UTF-16 units): the parsers make an object of every scalar. */
export const MAX_DATA = 256 * 1024;
const MAX_DEPTH = 64;
const MAX_NODES = 20_000;
/** Aliases unfold; a file of aliases to aliases would never end. */
const MAX_ALIASES = 500;
/** Then the parser of YAML rests: a millisecond of ordinary text. */
const LEXEMES_PER_SLICE = 500;
/** Of more nothing is read: the library makes a document of them in one step. Some 8,000 lines. */
const MAX_LEXEMES = 50_000;

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

/** Never throws. Only the first document of a stream is read. */
export function* readingYaml(text: string): Sliced<DataDocument> {
  if (text.length > MAX_DATA) return { root: undefined, complete: false };
  try {
    const document = yield* firstDocument(text);
    if (document === 'too much') return { root: undefined, complete: false };
    if (!document) return { root: undefined, complete: true };
    yield;
    const reader = new YamlReader(text, document);
    const root = document.contents ? reader.read(document.contents, 0) : undefined;
    return { root, complete: document.errors.length === 0 && reader.left > 0 };
  } catch {
    return { root: undefined, complete: false };
  }
}

/** As the library's `parseDocument` reads it, which does it at once. */
function* firstDocument(text: string): Sliced<Document.Parsed | 'too much' | undefined> {
  const parser = new Parser();
  const composer = new Composer({ logLevel: 'silent', uniqueKeys: false, prettyErrors: false, strict: false });
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) for (const document of composer.next(token)) return document as Document.Parsed;
    if (++lexemes > MAX_LEXEMES) return 'too much';
    if (lexemes % LEXEMES_PER_SLICE === 0) yield;
  }
  for (const token of parser.end()) {
    yield;
    for (const document of composer.next(token)) return document as Document.Parsed;
  }
  for (const document of composer.end(true, text.length)) return document as Document.Parsed;
  return undefined;
}

class YamlReader {
  left = MAX_NODES;
  private aliases = MAX_ALIASES;
  /** By name, in the order of the text. */
  private anchors: Map<string, YamlNode[]> | undefined;

  constructor(
    private readonly text: string,
    private readonly document: Document.Parsed,
  ) {}

  read(node: YamlNode, depth: number): DataNode {
    const span = spanOf(node.range);
    if (--this.left < 0 || depth > MAX_DEPTH) return { kind: 'unknown', span };
    if (isAlias(node)) {
      const target = --this.aliases < 0 ? undefined : this.anchor(node.source, span.start);
      return target ? this.read(target, depth + 1) : { kind: 'unknown', span };
    }
    if (node.tag?.startsWith('!') && !/^!!?(?:map|seq|str)$/.test(node.tag)) return { kind: 'unknown', span };
    if (isMap(node)) return { kind: 'map', span, entries: this.entries(node.items, depth) };
    if (isSeq(node)) {
      const items = node.items.map(i => (i ? this.read(i as YamlNode, depth + 1) : ({ kind: 'unknown', span } as const)));
      return { kind: 'list', span, items };
    }
    return isScalar(node) ? this.scalar(node, span) : { kind: 'unknown', span };
  }

  /** The last node before `at` that has the name. */
  private anchor(name: string, at: number): YamlNode | undefined {
    if (!this.anchors) {
      const found = new Map<string, YamlNode[]>();
      visit(this.document, {
        Node: (_, n) => {
          if (!('anchor' in n) || n.anchor === undefined) return;
          const known = found.get(n.anchor);
          if (known) known.push(n as YamlNode);
          else found.set(n.anchor, [n as YamlNode]);
        },
      });
      this.anchors = found;
    }
    return this.anchors.get(name)?.findLast(n => spanOf(n.range).start < at);
  }

  private entries(items: readonly { readonly key: unknown; readonly value: unknown }[], depth: number): DataEntry[] {
    const own: DataEntry[] = [];
    const merged: DataEntry[] = [];
    for (const { key, value } of items) {
      if (!isScalar(key)) continue;
      const keySpan = spanOf(key.range);
      const node: DataNode = value ? this.read(value as YamlNode, depth + 1) : emptyScalar(keySpan.end);
      if (key.value === '<<') {
        const maps = node.kind === 'list' ? node.items : [node];
        for (const map of maps) if (map.kind === 'map') merged.push(...map.entries);
      } else own.push({ key: String(key.value), keySpan, value: node });
    }
    const keys = new Set(own.map(o => o.key));
    return [...own, ...merged.filter(m => !keys.has(m.key))];
  }

  private scalar(node: Scalar, span: Span): DataNode {
    const text = node.value === null ? '' : String(node.value);
    const written = node.source;
    const logical = logicalScalar(this.text, node, span, text);
    const inner = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE' ? { start: span.start + 1, end: span.end - 1 } : span;
    return {
      kind: 'scalar',
      span: inner,
      outer: span,
      text,
      logical,
      ...(written !== undefined && written !== text && node.type === 'PLAIN' && { written }),
    };
  }
}

function spanOf(range: readonly number[] | null | undefined): Span {
  return { start: range?.[0] ?? 0, end: range?.[1] ?? range?.[0] ?? 0 };
}

function emptyScalar(at: number): DataNode {
  return {
    kind: 'scalar',
    span: { start: at, end: at },
    outer: { start: at, end: at },
    text: '',
    logical: LogicalText.of([{ text: '', offset: at }]),
  };
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
