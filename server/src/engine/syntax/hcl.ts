/**
 * HCL as far as build files use it: blocks, attributes, strings, lists and objects. Blocks with labels are maps in maps. Expressions are not
 * worked out: what is no plain value is unknown. Linear in the text, and what is nested too deeply is skipped.
 */
import type { Span } from '../base/finding.js';
import { pace, type Sliced } from '../base/slices.js';
import { type DataDocument, type DataEntry, type DataNode, MAX_DATA } from './data-node.js';
import { LogicalText } from './logical-text.js';

const MAX_DEPTH = 32;
const MAX_NODES = 20_000;
/** Then the reading rests: less than a millisecond. */
const NODES_PER_SLICE = 200;

/** Never throws. In slices. */
export function* readingHcl(text: string): Sliced<DataDocument> {
  if (text.length > MAX_DATA) return { root: undefined, complete: false, isTooLong: true };
  const reader = new HclReader(text);
  const entries = yield* reader.body(0, '');
  const root: DataNode = { kind: 'map', span: { start: 0, end: text.length }, entries };
  return { root, complete: reader.complete, isTooLong: reader.left < 0 };
}

const BLANK = /[\s,]+|(?:#|\/\/)[^\n]*/y;
const NAME = /[A-Za-z_][\w-]*/y;
/** Without escapes of other kinds than these; what `${…}` fills stays as it is written. */
const TEXT = /"((?:[^"\\\n]|\\.)*)"/y;
const HEREDOC = /<<[-~]?([A-Za-z_]\w{0,99})[^\n]{0,99}\n/y;
const PLAIN = /(?:true|false|-?\d[\d.]{0,40})\b/y;
const OPENS = '([{';
const CLOSES = ')]}';

class HclReader {
  complete = true;
  private at = 0;
  left = MAX_NODES;
  private readonly isTired = pace(NODES_PER_SLICE);

  constructor(private readonly text: string) {}

  /** Entries up to `close`, which is read too. */
  *body(depth: number, close: string): Sliced<DataEntry[]> {
    const entries: DataEntry[] = [];
    for (;;) {
      this.blank();
      if (this.at >= this.text.length || this.text[this.at] === close) break;
      if (--this.left < 0) this.giveUp();
      if (this.isTired()) yield;
      const entry = yield* this.entry(depth);
      if (entry) entries.push(entry);
      else this.skip();
    }
    if (this.at < this.text.length) this.at++;
    else if (close !== '') this.complete = false;
    return entries;
  }

  private *entry(depth: number): Sliced<DataEntry | undefined> {
    const key = this.key();
    if (!key) return undefined;
    this.blank();
    if (this.text[this.at] === '=' || this.text[this.at] === ':') {
      this.at++;
      return { ...key, value: yield* this.value(depth) };
    }
    const labels: (typeof key)[] = [];
    for (let label = this.key(); label; label = this.key()) {
      labels.push(label);
      this.blank();
    }
    if (this.text[this.at] !== '{' || labels.length > MAX_DEPTH) return undefined;
    const inner = yield* this.value(depth);
    return {
      ...key,
      value: labels.reduceRight<DataNode>((value, l) => ({ kind: 'map', span: inner.span, entries: [{ ...l, value }] }), inner),
    };
  }

  private key(): { readonly key: string; readonly keySpan: Span } | undefined {
    const start = this.at;
    const quoted = this.match(TEXT);
    if (quoted) return { key: quoted[1]!, keySpan: { start: start + 1, end: this.at - 1 } };
    const name = this.match(NAME);
    return name ? { key: name[0], keySpan: { start, end: this.at } } : undefined;
  }

  private *value(depth: number): Sliced<DataNode> {
    while (/[ \t]/.test(this.text[this.at] ?? '')) this.at++;
    const start = this.at;
    const span = () => ({ start, end: this.at });
    const c = this.text[start];
    if ((c === '[' || c === '{') && depth < MAX_DEPTH) {
      this.at++;
      if (c === '{') {
        const entries = yield* this.body(depth + 1, '}');
        return { kind: 'map', span: span(), entries };
      }
      const items = yield* this.items(depth + 1);
      return { kind: 'list', span: span(), items };
    }
    const plain = this.match(TEXT) ?? this.match(PLAIN);
    if (plain && this.ends()) {
      const isText = plain[1] !== undefined;
      const text = isText ? plain[1]!.replace(/\\(["\\])/g, '$1') : plain[0];
      const inner = isText ? { start: start + 1, end: this.at - 1 } : span();
      return { kind: 'scalar', span: inner, outer: span(), text, logical: LogicalText.of([{ text, offset: inner.start }]) };
    }
    this.skip();
    return { kind: 'unknown', span: span() };
  }

  private *items(depth: number): Sliced<DataNode[]> {
    const items: DataNode[] = [];
    for (;;) {
      this.blank();
      if (this.at >= this.text.length || this.text[this.at] === ']') break;
      if (--this.left < 0) this.giveUp();
      if (this.isTired()) yield;
      const before = this.at;
      items.push(yield* this.value(depth));
      if (this.at === before) this.at++;
    }
    if (this.at < this.text.length) this.at++;
    else this.complete = false;
    return items;
  }

  /** To the end of an expression: a line's end, a comma or a bracket that belongs to who is around it. */
  private skip(): void {
    let open = 0;
    const before = this.at;
    while (this.at < this.text.length) {
      const c = this.text[this.at]!;
      if (c === '"') {
        if (this.match(TEXT)) continue;
        // Not closed: the rest of the line is lost.
        const end = this.text.indexOf('\n', this.at);
        this.at = end < 0 ? this.text.length : end;
        this.complete = false;
        continue;
      }
      const document = this.match(HEREDOC);
      if (document) {
        const end = this.text.indexOf(`\n${document[1]}`, this.at - 1);
        this.at = end < 0 ? this.text.length : end + 1 + document[1]!.length;
        continue;
      }
      if (OPENS.includes(c)) open++;
      else if (CLOSES.includes(c)) {
        if (open === 0) break;
        open--;
      } else if (open === 0 && (c === '\n' || c === ',')) break;
      this.at++;
    }
    // A bracket that nothing here opens.
    if (this.at === before) this.at++;
  }

  /** Of more nothing is read. */
  private giveUp(): void {
    this.at = this.text.length;
    this.complete = false;
  }

  /** Nothing follows that makes an expression of the value. */
  private ends(): boolean {
    let i = this.at;
    while (this.text[i] === ' ' || this.text[i] === '\t') i++;
    const c = this.text[i];
    return c === undefined || '\n\r,]}#'.includes(c) || this.text.startsWith('//', i);
  }

  private blank(): void {
    for (;;) {
      if (this.match(BLANK)) continue;
      if (!this.text.startsWith('/*', this.at)) return;
      const end = this.text.indexOf('*/', this.at + 2);
      this.complete &&= end >= 0;
      this.at = end < 0 ? this.text.length : end + 2;
    }
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const m = pattern.exec(this.text);
    if (m) this.at = pattern.lastIndex;
    return m;
  }
}
