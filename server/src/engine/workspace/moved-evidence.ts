/** The compiler's word while the text changes: sites move with edits above them, and go when the line they start on is touched. */
import type { Location, Span, Step } from '../base/finding.js';
import type { Assertion, CompiledSite, CompilerEvidence, Leak } from '../sites/evidence.js';
import type { TextChange } from '../syntax/go-parser.js';

/**
 * The evidence about `path` after edits of its text; the touched lines become unknown. `textBefore` is the text before the first change; each
 * change applies to what the one before left.
 */
export function movedEvidence(
  evidence: CompilerEvidence,
  path: string,
  textBefore: string,
  changes: readonly TextChange[],
): CompilerEvidence {
  let text = textBefore;
  let moved = evidence;
  for (const change of changes) {
    moved = afterChange(moved, path, touchedLines(text, change), mover(change));
    text = text.slice(0, change.span.start) + change.newText + text.slice(change.span.end);
  }
  return moved;
}

function afterChange(evidence: CompilerEvidence, path: string, lines: Span | undefined, move: Mover): CompilerEvidence {
  const { sites, assertions, leaks } = evidence;
  const spanOf = (span: Span) => movedSpan(span, lines, move);
  const located = <L extends Location>(at: L): L[] => {
    if (at.file !== path) return [at];
    const span = spanOf(at.span);
    return span && span.end > span.start ? [{ ...at, span }] : [];
  };
  const stepped = <L extends Location & { readonly steps: readonly Step[] }>(at: L): L[] =>
    located(at).map(l => ({ ...l, steps: l.steps.flatMap(located) }));
  const asserted = (a: Assertion): Assertion[] =>
    located(a).map(({ breaches, ...rest }) => ({ ...rest, breaches: breaches.flatMap(stepped<CompiledSite>) }));
  const unknown = evidence.unknown.map(s => ({ start: move.start(s.start), end: move.end(s.end) }));
  return {
    ...evidence,
    sites: sites.flatMap(stepped<CompiledSite>),
    assertions: assertions.flatMap(asserted),
    leaks: leaks.flatMap(stepped<Leak>),
    unknown: lines ? addSpan(unknown, { start: move.start(lines.start), end: move.end(lines.end) }) : unknown,
  };
}

interface Mover {
  start(offset: number): number;
  end(offset: number): number;
}

function mover({ span, newText }: TextChange): Mover {
  const delta = newText.length - (span.end - span.start);
  return {
    // What starts at an insertion moves behind it, what ends there does not grow.
    start: offset => (offset >= span.end ? offset + delta : Math.min(offset, span.start)),
    end: offset => (offset > span.end || (offset === span.end && span.end > span.start) ? offset + delta : Math.min(offset, span.start)),
  };
}

/** Whole lines whose content the change alters, or undefined when it only adds or takes away other lines. */
function touchedLines(text: string, { span, newText }: TextChange): Span | undefined {
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  const newline = text.indexOf('\n', span.end);
  const end = newline < 0 ? text.length : newline;
  const atLineStarts = span.start === start && (span.end === start || text[span.end - 1] === '\n');
  if (atLineStarts && (newText === '' || newText.endsWith('\n'))) return span.end === start ? undefined : { start, end: span.end - 1 };
  const behindLine = span.start === span.end && /^\r?(?:\n|$)/.test(text.slice(span.start, span.start + 2));
  return behindLine && /^\r?\n/.test(newText) ? undefined : { start, end };
}

function movedSpan(span: Span, lines: Span | undefined, move: Mover): Span | undefined {
  if (lines && span.start >= lines.start && span.start <= lines.end) return undefined;
  return { start: move.start(span.start), end: move.end(span.end) };
}

/** Adjacent unknown lines become one span, so that an hour of typing does not leave thousands. */
function addSpan(spans: readonly Span[], span: Span): Span[] {
  let { start, end } = span;
  const apart = spans.filter(s => {
    if (s.end + 1 < start || end + 1 < s.start) return true;
    start = Math.min(start, s.start);
    end = Math.max(end, s.end);
    return false;
  });
  return [...apart, { start, end }];
}
