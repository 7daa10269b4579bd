/** JSON with comments as a tree of data. The parser's own nodes end here. */
import { type Node as JsonNode, parseTree as parseJsonc } from 'jsonc-parser';
import type { Sliced } from '../base/slices.js';
import { type DataDocument, type DataEntry, type DataNode, MAX_DATA, MAX_DEPTH, NODES_PER_SLICE } from './data-node.js';
import { LogicalText } from './logical-text.js';

/** Never throws. Comments and trailing commas are allowed, as in devcontainer.json and settings.json. */
export function* readingJsonc(text: string): Sliced<DataDocument> {
  if (text.length > MAX_DATA) return { root: undefined, complete: false };
  const errors: { error: number }[] = [];
  try {
    const root = parseJsonc(text, errors as Parameters<typeof parseJsonc>[1], { allowTrailingComma: true, allowEmptyContent: true });
    yield;
    return { root: root && (yield* new JsonReader().read(root, 0)), complete: errors.length === 0 };
  } catch {
    return { root: undefined, complete: false };
  }
}

class JsonReader {
  private nodes = 0;

  *read(node: JsonNode, depth: number): Sliced<DataNode> {
    const span = { start: node.offset, end: node.offset + node.length };
    if (++this.nodes % NODES_PER_SLICE === 0) yield;
    if (depth > MAX_DEPTH || node.type === 'property') return { kind: 'unknown', span };
    const children = node.children ?? [];
    if (node.type === 'object') {
      const entries: DataEntry[] = [];
      for (const property of children) for (const one of yield* this.entry(property, depth)) entries.push(one);
      return { kind: 'map', span, entries };
    }
    if (node.type === 'array') {
      const items: DataNode[] = [];
      for (const item of children) items.push(yield* this.read(item, depth + 1));
      return { kind: 'list', span, items };
    }
    const inner = node.type === 'string' ? { start: span.start + 1, end: span.end - 1 } : span;
    const text = String(node.value ?? '');
    return { kind: 'scalar', span: inner, outer: span, text, logical: LogicalText.of([{ text, offset: inner.start }]) };
  }

  private *entry(property: JsonNode, depth: number): Sliced<DataEntry[]> {
    const [key, value] = property.children ?? [];
    if (!key || !value) return [];
    const keySpan = { start: key.offset + 1, end: key.offset + key.length - 1 };
    return [{ key: String(key.value), keySpan, value: yield* this.read(value, depth + 1) }];
  }
}
