/** The items of a GOEXPERIMENT value, each with its place. */
import type { Span } from '../base/finding.js';
import { sourceOf, type Word } from '../syntax/word.js';

export interface ExperimentItem {
  readonly text: string;
  readonly span: Span;
  /** The item with one of the commas around it: what to remove to be rid of it. */
  readonly removal: Span;
  /** False when another text stands at the place, such as a variable's name: nothing there may be replaced. */
  readonly written: boolean;
}

/** More are not looked at; no release of Go knows as many. */
const MAX_ITEMS = 200;

/** Stands for what is not written in the value itself. */
const HOLE = '\uFFFF';

/** Items whose text is known; those that come out of a variable are left out, and so are empty ones. */
export function experimentItems(value: Word): ExperimentItem[] {
  const only = value.parts.length === 1 ? value.parts[0]! : undefined;
  if (only?.kind === 'text' && !isExact(only)) return filledItems(only.text, only.span);
  const parts = value.parts.map(p =>
    p.kind === 'text' && isExact(p) ? p : ({ kind: 'text', text: HOLE, quoted: p.quoted, span: p.span } as const),
  );
  const { text, at } = sourceOf({ span: value.span, parts });
  const out: ExperimentItem[] = [];
  let start = 0;
  const items = text.split(',').slice(0, MAX_ITEMS);
  items.forEach((item, i) => {
    const end = start + item.length;
    if (item !== '' && !item.includes(HOLE)) {
      const from = at[start]!;
      const to = at[end - 1]! + 1;
      const removal = i > 0 ? { start: at[start - 1]!, end: to } : { start: from, end: items.length > 1 ? at[end]! + 1 : to };
      // Parts of a value may stand at different places of the file.
      const written = to - from === item.length && removal.end - removal.start <= item.length + 1;
      if (to > from) out.push({ text: item, span: { start: from, end: to }, removal, written });
    }
    start = end + 1;
  });
  return out;
}

function isExact({ text, span }: { readonly text: string; readonly span: Span }): boolean {
  return text.length === span.end - span.start;
}

/** A value that was put in for something else: all items stand where that stands. */
function filledItems(text: string, span: Span): ExperimentItem[] {
  return text
    .split(',')
    .slice(0, MAX_ITEMS)
    .filter(item => item !== '')
    .map(item => ({ text: item, span, removal: span, written: false }));
}

/** Without the one leading `no` that switches off; `none` is left as it is. */
export function experimentName(item: string): string {
  return item !== 'none' && item.startsWith('no') ? item.slice(2) : item;
}
