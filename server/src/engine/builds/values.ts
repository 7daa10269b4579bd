/** Variables of build files: a scalar of YAML or JSON, with the holes that another language fills, as a setting. */
import type { Span } from '../base/finding.js';
import { Environment, type Setting } from '../shell/environment.js';
import { type DataEntry, type DataNode, entriesOf, itemsOf } from '../syntax/data-node.js';
import type { Word, WordPart } from '../syntax/word.js';
import { GO_VARIABLES } from './facts.js';
import type { Replacement } from './replacement.js';

/** Finds the holes of a text and what fills them. */
export type Holes = (text: string) => readonly Replacement[];

/** Places from one mark to the next other one; what is not closed is none. */
export function between(
  text: string,
  open: string,
  close: string,
): { readonly start: number; readonly end: number; readonly inner: string }[] {
  const out: { start: number; end: number; inner: string }[] = [];
  for (let start = text.indexOf(open); start >= 0; ) {
    const at = text.indexOf(close, start + open.length);
    if (at < 0) break;
    const end = at + close.length;
    out.push({ start, end, inner: text.slice(start + open.length, at) });
    start = text.indexOf(open, end);
  }
  return out;
}

const NO_HOLES: Holes = () => [];

/** Longer ones are unknown: what fills one hole may be filled itself, and grow with each step. */
const MAX_FILLED = 100_000;

/** The text with its holes filled, undefined when one is unknown. */
export function filled(text: string, holes: Holes): string | undefined {
  let out = '';
  let at = 0;
  for (const r of holes(text)) {
    if (r.text === undefined || out.length + r.text.length > MAX_FILLED) return undefined;
    out += text.slice(at, r.start) + r.text;
    at = r.end;
  }
  return out + text.slice(at);
}

/** `name: value` as a setting. */
export function settingOf(name: string, keySpan: Span, node: DataNode, holes: Holes = NO_HOLES): Setting {
  const span = { start: keySpan.start, end: Math.max(keySpan.end, (node.kind === 'scalar' ? node.outer : node.span).end) };
  if (node.kind !== 'scalar') return { name, text: undefined, args: [], origin: 'build file', span };
  const word = wordOf(node, 0, holes);
  const number = node.written === undefined ? undefined : { text: node.written, span: node.span };
  return { name, text: filled(node.text, holes), args: [], origin: 'build file', span, word, ...(number && { number }) };
}

/** The scalar from `from` on as a word; what fills a hole stands where it is written, and is unknown to the word when that is nowhere. */
export function wordOf(node: DataNode & { kind: 'scalar' }, from: number, holes: Holes): Word {
  const { logical, text } = node;
  const parts: WordPart[] = [];
  // Line by line: a folded text is no straight run of the file.
  const plain = (a: number, b: number): void => {
    for (let i = a; i < b; ) {
      const j = Math.min(b, logical.straightTo(i));
      parts.push({ kind: 'text', text: text.slice(i, j), quoted: true, span: logical.span(i, j) });
      i = j;
    }
  };
  let at = from;
  for (const r of holes(text)) {
    if (r.start < at) continue;
    plain(at, r.start);
    if (r.text !== undefined && r.source && r.source.end - r.source.start === r.text.length) {
      parts.push({ kind: 'text', text: r.text, quoted: true, span: r.source });
    } else parts.push({ kind: 'unknown', raw: text.slice(r.start, r.end), quoted: true, span: logical.span(r.start, r.end) });
    at = r.end;
  }
  plain(at, text.length);
  const span = text.length > from ? logical.span(from, text.length) : { start: node.span.end, end: node.span.end };
  return { span, parts };
}

/** Of more only Go's own are read: each build of a file has all of them, and nobody writes so many. */
const MAX_SETTINGS = 200;
const OF_GO: ReadonlySet<string> = new Set(GO_VARIABLES);

/** Settings of a map `NAME: value`, of a map `NAME: {value: …}`, and of a list of `NAME=value`. */
export function settingsOf(node: DataNode | undefined, holes: Holes = NO_HOLES): Setting[] {
  const isRead = (name: string, index: number) => index < MAX_SETTINGS || OF_GO.has(name);
  const entries = entriesOf(node).filter(({ key }, i) => isRead(key, i));
  const fromMap = entries.map((e: DataEntry) => {
    const inner = entriesOf(e.value).find(i => i.key === 'value')?.value;
    return settingOf(e.key, e.keySpan, inner ?? e.value, holes);
  });
  if (node?.kind !== 'list') return fromMap;
  return itemsOf(node).flatMap((item, i): Setting[] => {
    if (item.kind !== 'scalar') return [];
    // A name alone is handed over from outside.
    if (/^[A-Z][A-Z0-9_]*$/.test(item.text) && isRead(item.text, i)) {
      return [{ name: item.text, text: undefined, args: [], origin: 'build file', span: item.span }];
    }
    const equals = item.text.indexOf('=');
    if (equals <= 0 || !isRead(item.text.slice(0, equals), i)) return [];
    const value = item.text.slice(equals + 1);
    const shifted: Holes = text => holes(text);
    const word = wordOf(item, equals + 1, shifted);
    return [
      { name: item.text.slice(0, equals), text: filled(value, holes), args: [], origin: 'build file', span: item.span, word } as const,
    ];
  });
}

/** Go's variables are unset where nobody sets them; what others hold is unknown. */
export function goEnvironment(settings: readonly Setting[]): Environment {
  return Environment.open(settings, GO_VARIABLES);
}

/** Variables that a caller may have set are unknown where the file is silent. */
export function openEnvironment(settings: readonly Setting[]): Environment {
  return Environment.of(settings, false);
}

/** The GOEXPERIMENT values among settings. */
export function experimentsOf(settings: readonly Setting[]): Setting[] {
  return settings.filter(s => s.name === 'GOEXPERIMENT');
}
