import { table } from '../base/table.js';

/** Makes the text of generic instances equal: `&S[go.shape.int]{...}` and `&S[go.shape.string]{...}` are one site (go-facts §3.2). */

const PREFIX = 'go.shape.';
const CLOSING = table<string>({ '(': ')', '[': ']', '{': '}' });

/** Replaces every shape type, however nested its rendering, by `…`; that of a slice's literal by `[]…`, since an empty one needs no memory. */
export function mergeShapes(text: string): string {
  let at = text.indexOf(PREFIX);
  if (at < 0) return text;
  let out = '';
  let from = 0;
  for (; at >= 0; at = text.indexOf(PREFIX, from)) {
    const end = typeEnd(text, at + PREFIX.length);
    const isSliceLiteral = text[end] === '{' && text.startsWith('[]', at + PREFIX.length);
    out += `${text.slice(from, at)}${isSliceLiteral ? '[]…' : '…'}`;
    from = end;
  }
  return out + text.slice(from);
}

/** Offset after the Go type that starts at `at`; unbalanced text ends at its end. */
function typeEnd(text: string, start: number): number {
  let at = start;
  for (;;) {
    const rest = text.slice(at, at + 12);
    const operator = /^(?:\*|<-chan |chan(?:<-)? )/.exec(rest);
    if (operator) at += operator[0].length;
    else if (text[at] === '[') at = balanced(text, at);
    else if (rest.startsWith('map[')) at = balanced(text, at + 3);
    else break;
  }
  if (text.startsWith('func(', at)) {
    at = balanced(text, at + 4);
    if (text.startsWith(' (', at)) return balanced(text, at + 1);
    return /^ [*[\w]/.test(text.slice(at, at + 2)) ? typeEnd(text, at + 1) : at;
  }
  const braces = /^(?:struct|interface) ?\{/.exec(text.slice(at, at + 12));
  if (braces) return balanced(text, at + braces[0].length - 1);
  const name = /^[\p{L}\p{N}_./·-]+/u.exec(text.slice(at, at + 400));
  at += name ? name[0].length : 0;
  return text[at] === '[' ? balanced(text, at) : at;
}

function balanced(text: string, open: number): number {
  const stack = [CLOSING[text[open]!]!];
  let at = open + 1;
  for (; at < text.length && stack.length > 0; at++) {
    const c = text[at]!;
    if (c === stack[stack.length - 1]) stack.pop();
    else if (c in CLOSING) stack.push(CLOSING[c]!);
  }
  return at;
}
