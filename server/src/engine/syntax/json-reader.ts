/** JSON with comments as a tree of data. The library gives the tokens; they are read in slices, where its parser would hold the thread. */
import { createScanner } from 'jsonc-parser';
import type { Sliced } from '../base/slices.js';
import { type DataDocument, type DataEntry, type DataNode, MAX_DATA, MAX_DEPTH, NODES_PER_SLICE } from './data-node.js';
import { LogicalText } from './logical-text.js';

/** The library's numbers of its tokens: an enumeration of its declarations, which single files cannot read. */
const T = { OpenBrace: 1, CloseBrace: 2, OpenBracket: 3, CloseBracket: 4, Comma: 5, Colon: 6, Null: 7, True: 8, False: 9, String: 10, Number: 11, Unknown: 16, End: 17 }; // biome-ignore format: a table
const NO_ERROR = 0;

/** Never throws. Comments and trailing commas are allowed, as in devcontainer.json and settings.json. */
export function* readingJsonc(text: string): Sliced<DataDocument> {
  if (text.length > MAX_DATA) return { root: undefined, complete: false, isTooLong: true };
  const reader = new JsonReader(text);
  const root = yield* reader.document();
  return { root, complete: reader.complete };
}

/** What is wrong is passed over up to where the next member may begin. */
class JsonReader {
  complete = true;
  private nodes = 0;
  private token = T.End;
  private readonly scanner;

  constructor(text: string) {
    this.scanner = createScanner(text, false);
  }

  *document(): Sliced<DataNode | undefined> {
    this.next();
    if (this.token === T.End) return undefined;
    const root = yield* this.value(0);
    if (!root || this.token !== T.End) this.complete = false;
    return root;
  }

  /** To the next token that is no blank, comment or what is no JSON. */
  private next(): void {
    do {
      this.token = this.scanner.scan();
      if (this.token === T.Unknown || this.scanner.getTokenError() !== NO_ERROR) this.complete = false;
    } while (this.token > T.Number && this.token !== T.End);
  }

  private get start(): number {
    return this.scanner.getTokenOffset();
  }

  private get end(): number {
    return this.scanner.getTokenOffset() + this.scanner.getTokenLength();
  }

  /** Undefined where none stands. */
  private *value(depth: number): Sliced<DataNode | undefined> {
    if (++this.nodes % NODES_PER_SLICE === 0) yield;
    const isNested = this.token === T.OpenBrace || this.token === T.OpenBracket;
    if (isNested && depth > MAX_DEPTH) return yield* this.tooDeep();
    if (this.token === T.OpenBrace) return yield* this.map(depth);
    if (this.token === T.OpenBracket) return yield* this.list(depth);
    return this.scalar();
  }

  private scalar(): DataNode | undefined {
    if (this.token < T.Null || this.token > T.Number) return undefined;
    const outer = { start: this.start, end: this.end };
    const span = this.token === T.String ? { start: outer.start + 1, end: outer.end - 1 } : outer;
    const written = this.scanner.getTokenValue();
    const text = this.token === T.Null ? '' : this.token === T.Number ? String(Number(written)) : written;
    this.next();
    return { kind: 'scalar', span, outer, text, logical: LogicalText.of([{ text, offset: span.start }]) };
  }

  private *map(depth: number): Sliced<DataNode> {
    const entries: DataEntry[] = [];
    const span = yield* this.members(T.CloseBrace, () => this.entry(depth, entries));
    return { kind: 'map', span, entries };
  }

  private *list(depth: number): Sliced<DataNode> {
    const items: DataNode[] = [];
    const reader = this;
    const span = yield* this.members(T.CloseBracket, function* () {
      const item = yield* reader.value(depth + 1);
      if (item) items.push(item);
      return item !== undefined;
    });
    return { kind: 'list', span, items };
  }

  /** From an opening bracket to behind the one that closes it. `member`: false when none stands there. */
  private *members(close: number, member: () => Sliced<boolean>): Sliced<{ readonly start: number; readonly end: number }> {
    const { start } = this;
    this.next();
    for (let isFirst = true; this.token !== close && this.token !== T.End; isFirst = false) {
      if (this.token === T.Comma) {
        if (isFirst) this.complete = false;
        this.next();
        if (this.token === close) break;
      } else if (!isFirst) this.complete = false;
      if (!(yield* member())) yield* this.skipTo(close);
    }
    const { end } = this;
    if (this.token !== close) this.complete = false;
    this.next();
    return { start, end };
  }

  private *entry(depth: number, entries: DataEntry[]): Sliced<boolean> {
    if (this.token !== T.String) return false;
    const key = this.scanner.getTokenValue();
    const keySpan = { start: this.start + 1, end: this.end - 1 };
    this.next();
    if (this.token !== T.Colon) return false;
    this.next();
    const value = yield* this.value(depth + 1);
    if (value) entries.push({ key, keySpan, value });
    return value !== undefined;
  }

  /** To a comma, or to the bracket. */
  private *skipTo(close: number): Sliced<void> {
    this.complete = false;
    for (; this.token !== close && this.token !== T.Comma && this.token !== T.End; this.next())
      if (++this.nodes % NODES_PER_SLICE === 0) yield;
  }

  /** Passes over all that stands in the bracket. */
  private *tooDeep(): Sliced<DataNode> {
    const { start } = this;
    let end = start;
    let open = 0;
    do {
      if (++this.nodes % NODES_PER_SLICE === 0) yield;
      if (this.token === T.OpenBrace || this.token === T.OpenBracket) open++;
      if (this.token === T.CloseBrace || this.token === T.CloseBracket) open--;
      end = this.end;
      this.next();
    } while (open > 0 && this.token !== T.End);
    return { kind: 'unknown', span: { start, end } };
  }
}
