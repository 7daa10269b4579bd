/**
 * "Why does this escape?" as a tree: each allocation or leaking parameter at a place, and under it the steps that lead to the heap. Estimates, where
 * the compiler has said nothing, are marked.
 */

import { type Finding, hasReasons, type Location, type Span } from '../../engine/base/finding.js';
import { baseName } from '../../engine/base/paths.js';
import { plain, plainText } from '../../engine/base/wording.js';
import type { GoFileFacts } from '../../engine/go/package/facts.js';
import type { Leak } from '../../engine/sites/evidence.js';
import type { WhyNode } from '../core/messages.js';
import { say } from '../words.js';
import { lineName, type Places, touches } from './to-lsp.js';

/**
 * The allocations at `at`; else those on its `line`; else those that pass by the line on their way; else those of the function whose name is
 * on the line, and its parameters that leak. Empty when nothing that is known has to do with the line.
 */
export function whyTree(
  at: Span,
  line: Span,
  { path, declarations }: GoFileFacts,
  findings: readonly Finding[],
  leaks: readonly Leak[],
  places: Places,
): WhyNode[] {
  const known = findings.filter(hasReasons);
  const named = declarations.find(({ offset, symbols }) => symbols.functions.some(f => holds(line, f.span.start + offset)));
  const body = named && { start: named.offset, end: named.offset + named.length };
  const chosen = [
    () => [...known, ...leaks].filter(f => touches(f.span, at)),
    () => known.filter(f => touches(f.span, line)),
    () => known.filter(f => f.steps.some(s => s.file === path && touches(s.span, line))),
    () => [...(body ? known.filter(f => touches(f.span, body)) : []), ...leaks.filter(l => touches(l.span, line))],
  ].reduce<(Finding | Leak)[]>((found, next) => (found.length > 0 ? found : next()), []);
  return chosen.map(f => ({ ...node(f, labelOf(f), places), children: f.steps.map(s => node(s, plainText(s.message), places)) }));
}

const labelOf = ({ message, confidence }: Finding | Leak): string =>
  confidence === 'confirmed' ? plainText(message) : `${plainText(message)} (${plain(say.estimated)})`;

const holds = ({ start, end }: Span, offset: number) => start <= offset && offset <= end;

/** A step in a file whose text is not known has no place to go to. */
function node({ file, span }: Location, label: string, places: Places): WhyNode {
  const range = places.range(file, span);
  const place = range && lineName(baseName(file), range);
  return { label, ...(range && place && { uri: places.uri(file), range, place }), children: [] };
}
