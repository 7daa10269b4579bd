/** A template of a Helm chart as the YAML that it makes, letter by letter in the same place, as far as it is there whatever the values are. */

/** Stands for each letter of what values fill in. */
export const FILLED_IN = '\uE000';

interface Action {
  readonly start: number;
  readonly end: number;
  /** What it does: `if`, `end`, or a value. */
  readonly word: string;
}

/** Actions of one template that are looked at. */
const MAX_ACTIONS = 5000;

const OPENS = /^(?:if|with|range|define|block)$/;
/** What these hold is made many times, or elsewhere. */
const APART = /^(?:range|define|block)$/;

/** Undefined for a template that nobody can read: blocks that do not close, too many actions. */
export function templateAsYaml(text: string): string | undefined {
  const actions = actionsOf(text);
  const blocks = actions && blocksOf(actions);
  if (!actions || !blocks) return undefined;
  const out: string[] = [];
  let at = 0;
  const take = (start: number, end: number, fill: string): void => {
    if (start > at) out.push(text.slice(at, start));
    if (end > at) out.push(text.slice(Math.max(at, start), end).replace(/[^\n]/g, fill));
    at = Math.max(at, end);
  };
  let next = 0;
  for (const action of actions) {
    while (next < blocks.length && blocks[next]!.start <= action.start) {
      const block = blocks[next++]!;
      take(block.start, block.end, ' ');
    }
    if (action.start >= at) take(action.start, action.end, isValue(action, text) ? FILLED_IN : ' ');
  }
  out.push(text.slice(at));
  return out.join('');
}

/** In their order; undefined where there are too many. */
function actionsOf(text: string): Action[] | undefined {
  const out: Action[] = [];
  for (let start = text.indexOf('{{'); start >= 0; start = text.indexOf('{{', out.at(-1)!.end)) {
    const end = text.indexOf('}}', start + 2);
    if (end < 0 || out.length === MAX_ACTIONS) return undefined;
    const [word = ''] = /\S+/.exec(text.slice(start + 2, Math.min(end, start + 40)).replace(/^-\s/, '')) ?? [];
    out.push({ start, end: end + 2, word: word.startsWith('/*') ? 'comment' : word });
  }
  return out;
}

/** Parts that need not be there as they stand: alternatives, and what is made many times. The outermost ones, in their order. */
function blocksOf(actions: readonly Action[]): { start: number; end: number }[] | undefined {
  const open: { start: number; isApart: boolean }[] = [];
  const out: { start: number; end: number }[] = [];
  for (const { start, end, word } of actions) {
    if (OPENS.test(word)) open.push({ start, isApart: APART.test(word) });
    else if (word === 'else') {
      if (open.length === 0) return undefined;
      open.at(-1)!.isApart = true;
    } else if (word === 'end') {
      const block = open.pop();
      if (!block) return undefined;
      if (!block.isApart) continue;
      while (out.length > 0 && out.at(-1)!.start > block.start) out.pop();
      out.push({ start: block.start, end });
    }
  }
  return open.length === 0 ? out : undefined;
}

/** A value in a line; what stands alone on its line is a part of the document, which nobody knows. */
function isValue({ start, end, word }: Action, text: string): boolean {
  if (OPENS.test(word) || /^(?:else|end|comment|\$[\w.]*|template)$/.test(word))
    return word.startsWith('$') && !/^\$\w+\s*:?=/.test(text.slice(start + 2, end).replace(/^-?\s*/, ''));
  let [from, to] = [start, end];
  while (from > 0 && /[ \t]/.test(text[from - 1]!)) from--;
  while (to < text.length && /[ \t\r]/.test(text[to]!)) to++;
  return !((from === 0 || text[from - 1] === '\n') && (to === text.length || text[to] === '\n'));
}
