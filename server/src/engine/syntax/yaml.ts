/**
 * YAML as a tree of data nodes: the library's own nodes end here. A document that is broken in one place still gives what stands before it.
 */
import { type CST, type Document, isAlias, isMap, isScalar, isSeq, Lexer, Parser, type Scalar, visit, type Node as YamlNode } from 'yaml';
import type { Span } from '../base/finding.js';
import type { Sliced } from '../base/slices.js';
import { type DataDocument, type DataEntry, type DataNode, MAX_DATA, MAX_DEPTH, NODES_PER_SLICE } from './data-node.js';
import { LogicalText } from './logical-text.js';
import { logicalScalar } from './scalar-places.js';
import { MAX_ERRORS, newComposer } from './yaml-composer.js';
import { YamlPieces } from './yaml-pieces.js';

const MAX_NODES = 20_000;
/** Aliases unfold; a file of aliases to aliases would never end. */
const MAX_ALIASES = 500;
/** Then the parser of YAML rests: a millisecond of ordinary text. */
const LEXEMES_PER_SLICE = 500;
/** Of more nothing is read. Some 8,000 lines. */
const MAX_LEXEMES = 50_000;
/** Documents of one file. */
const MAX_DOCUMENTS = 200;
/** Lists and maps in brackets that are open at once: the library mends each that nobody closes, and takes seconds for 10,000. */
const MAX_OPEN = 500;

export interface DataStream {
  /** Empty documents are left out. */
  readonly roots: readonly DataNode[];
  /** False when a part could not be read. */
  readonly complete: boolean;
  /** That is because it would take too long. */
  readonly isTooLong?: boolean;
}

/** Never throws. Only the first document of a stream is read. */
export function* readingYaml(text: string): Sliced<DataDocument> {
  const { roots, ...how } = yield* readingYamlStream(text, 1);
  return { root: roots[0], ...how };
}

/** Never throws. */
export function* readingYamlStream(text: string, most = MAX_DOCUMENTS): Sliced<DataStream> {
  const roots: DataNode[] = [];
  if (text.length > MAX_DATA) return { roots, complete: false, isTooLong: true };
  let complete = true;
  let isTooLong = false;
  let left = MAX_NODES;
  let count = 0;
  try {
    const documents = documentsOf(text);
    for (let next = documents.next(); ; next = documents.next()) {
      if (next.done) return { roots, complete: complete && next.value === 'all', isTooLong: isTooLong || next.value !== 'all' };
      yield;
      const document = next.value;
      if (!document) continue;
      const reader = new YamlReader(text, document, left);
      const root = document.contents ? yield* reader.read(document.contents, 0) : undefined;
      left = reader.left;
      if (root) roots.push(root);
      isTooLong ||= left < 0 || reader.aliases < 0;
      complete &&= document.errors.length === 0 && left > 0 && !isTooLong;
      if (++count >= most) return { roots, complete, isTooLong };
    }
  } catch {
    return { roots, complete: false, isTooLong };
  }
}

/** As the library's `parseAllDocuments` reads them, which does it at once. Undefined: a rest. */
function* documentsOf(text: string): Generator<Document.Parsed | undefined, 'all' | 'too much'> {
  const parser = new Parser();
  const composer = newComposer();
  const pieces = new YamlPieces();
  let errors = 0;
  const composing = function* (tokens: Iterable<CST.Token>): Generator<Document.Parsed | undefined, void> {
    for (const token of tokens) {
      if (token.type === 'error' && ++errors > MAX_ERRORS) continue;
      const cut = token.type === 'document' ? yield* resting(pieces.cut(token)) : token;
      for (const document of composer.next(cut)) yield pieces.fill(document as Document.Parsed);
    }
  };
  let lexemes = 0;
  let open = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme === '[' || lexeme === '{') open++;
    else if (lexeme === ']' || lexeme === '}') open--;
    if (open > MAX_OPEN) return 'too much';
    yield* composing(parser.next(lexeme));
    if (++lexemes > MAX_LEXEMES) return 'too much';
    if (lexemes % LEXEMES_PER_SLICE === 0) yield undefined;
  }
  yield* composing(parser.end());
  for (const document of composer.end(true, text.length)) yield pieces.fill(document as Document.Parsed);
  return 'all';
}

function* resting<T>(work: Sliced<T>): Generator<undefined, T> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    yield undefined;
  }
}

/** Keys of a `!reference`; with more it is not followed. */
const MAX_KEYS = 10;

class YamlReader {
  aliases = MAX_ALIASES;
  /** By name, in the order of the text. */
  private anchors: Map<string, YamlNode[]> | undefined;

  constructor(
    private readonly text: string,
    private readonly document: Document.Parsed,
    public left: number,
  ) {}

  *read(node: YamlNode, depth: number): Sliced<DataNode> {
    const span = spanOf(node.range);
    if (this.left % NODES_PER_SLICE === 0) yield;
    if (--this.left < 0 || depth > MAX_DEPTH) return { kind: 'unknown', span };
    if (isAlias(node)) {
      const target = --this.aliases < 0 ? undefined : this.anchor(node.source, span.start);
      return target ? yield* this.read(target, depth + 1) : { kind: 'unknown', span };
    }
    if (node.tag?.startsWith('!') && !/^!!?(?:map|seq|str)$/.test(node.tag)) {
      const keys = node.tag === '!reference' && isSeq(node) ? node.items.map(i => (isScalar(i) ? String(i.value) : '')) : [];
      return { kind: 'unknown', span, ...(keys.length > 0 && keys.length <= MAX_KEYS && { reference: keys }) };
    }
    if (isMap(node)) return { kind: 'map', span, entries: yield* this.entries(node.items, depth) };
    if (isSeq(node)) {
      const items: DataNode[] = [];
      for (const i of node.items) items.push(i ? yield* this.read(i as YamlNode, depth + 1) : { kind: 'unknown', span });
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

  private *entries(items: readonly { readonly key: unknown; readonly value: unknown }[], depth: number): Sliced<DataEntry[]> {
    const own: DataEntry[] = [];
    const merged: DataEntry[] = [];
    for (const { key, value } of items) {
      if (!isScalar(key)) continue;
      const keySpan = spanOf(key.range);
      const node: DataNode = value ? yield* this.read(value as YamlNode, depth + 1) : emptyScalar(keySpan.end);
      if (key.value === '<<') {
        const maps = node.kind === 'list' ? node.items : [node];
        for (const map of maps) if (map.kind === 'map') for (const one of map.entries) merged.push(one);
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
