/** Where the characters of a YAML scalar stand. */
import type { Scalar } from 'yaml';
import type { Span } from '../base/finding.js';
import { LogicalText } from './logical-text.js';

/** Finds the characters of the value in the source, in order; blanks that folding made stand where the line ended. */
export function logicalScalar(source: string, node: Scalar, { start, end }: Span, text: string): LogicalText {
  const block = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
  const quoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
  let at = block ? source.indexOf('\n', start) + 1 || end : quoted ? start + 1 : start;
  const pieces: { text: string; offset: number }[] = [];
  for (let i = 0; i < text.length; ) {
    // One run of characters that stand together in the source.
    const from = i;
    let next = align(source, at, end, text[i]!);
    if (next === undefined) return LogicalText.of([...pieces, ...[...text.slice(i)].map(c => ({ text: c, offset: Math.min(at, end) }))]);
    const offset = next;
    while (i < text.length && next < end && source[next] === text[i]) {
      next++;
      i++;
      if (text[i - 1] === '\n') break;
    }
    if (i === from) {
      i++;
      next = Math.min(next + (source[next] === '\\' ? 2 : 1), end);
    }
    pieces.push({ text: text.slice(from, i), offset });
    at = next;
  }
  return pieces.length === 0 ? LogicalText.of([{ text, offset: at }]) : LogicalText.of(pieces);
}

/** Where `char` stands, skipping indentation, line ends and backslashes; a folded blank may be a line end. */
function align(source: string, from: number, end: number, char: string): number | undefined {
  if (from >= end) return undefined;
  if (source[from] === char) return from;
  if (source[from] === '\\' || (char === ' ' && /[\n\r]/.test(source[from]!))) return from;
  if (char === '\n') {
    const found = source.indexOf('\n', from);
    return found >= 0 && found < end ? found : undefined;
  }
  for (let at = from; at < end && at < from + 400; at++) {
    if (source[at] === char) return at;
    if (!/[\s\\'"]/.test(source[at]!)) return source[from] === '\\' ? from : undefined;
  }
  return undefined;
}
