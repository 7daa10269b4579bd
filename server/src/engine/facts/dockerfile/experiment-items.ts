/** The items of a GOEXPERIMENT value, each with its place. */
import type { Span } from '../../finding.js';
import { sourceOf, type Word } from '../../syntax/word.js';

export interface ExperimentItem {
  readonly text: string;
  readonly span: Span;
  /** The item with one of the commas around it: what to remove to be rid of it. */
  readonly removal: Span;
}

/** Stands for what is not written in the value itself. */
const HOLE = '\uFFFF';

/** Items that are written out in the value; those that come out of a variable are left out, and so are empty ones. */
export function experimentItems(value: Word): ExperimentItem[] {
  const parts = value.parts.map(p => (p.kind === 'text' ? p : ({ kind: 'text', text: HOLE, quoted: p.quoted, span: p.span } as const)));
  const { text, at } = sourceOf({ span: value.span, parts });
  const out: ExperimentItem[] = [];
  let start = 0;
  const items = text.split(',');
  items.forEach((item, i) => {
    const end = start + item.length;
    if (item !== '' && !item.includes(HOLE)) {
      const from = at[start]!;
      const to = at[end - 1]! + 1;
      const removal = i > 0 ? { start: at[start - 1]!, end: to } : { start: from, end: items.length > 1 ? at[end]! + 1 : to };
      out.push({ text: item, span: { start: from, end: to }, removal });
    }
    start = end + 1;
  });
  return out;
}

/** Without the one leading `no` that switches off; `none` is left as it is. */
export function experimentName(item: string): string {
  return item !== 'none' && item.startsWith('no') ? item.slice(2) : item;
}
