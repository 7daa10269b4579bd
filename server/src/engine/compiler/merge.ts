/**
 * Two tiers, one list. Where the compiler compiled a function, its word replaces the estimates of `escape/`: an estimate at the place of
 * a compiler finding is confirmed, any other is removed. Where it had no say, estimates stand. A reader never sees both.
 */

import { atLeast, compareFindings, type Edit, type Finding, type Fix, type Span, type Step } from '../base/finding.js';
import { CATCH_ALL, type CompiledFile } from './compiled-file.js';
import type { Leak } from './leaking-parameter.js';
import { NOESCAPE } from './noescape.js';

/** One change of a text: `newText` replaces `span`. */
export interface TextChange {
  readonly span: Span;
  readonly newText: string;
}

const BOXING_PUT = 'pool/non-pointer-put';
const BOXED = 'escape/boxed-argument';

/** Rules about more than one allocation: their sentence says what the compiler's line cannot. */
const PATTERNS: ReadonlySet<string> = new Set(['escape/growing-slice', 'escape/concat-in-loop']);

/** Both tiers as one sorted list; `compiled` is undefined for a file the compiler has not seen. */
export function mergeFindings(estimates: readonly Finding[], compiled: CompiledFile | undefined): Finding[] {
  if (!compiled) return [...estimates];
  const merged = [...compiled.findings];
  const rest: Finding[] = [];
  for (const estimate of estimates) {
    if (!estimate.rule.startsWith('escape/')) {
      // `pool/non-pointer-put` already says that its argument is copied to the heap, and what to do about it.
      if (estimate.rule === BOXING_PUT) dropWhere(merged, c => c.rule === BOXED && equal(c.span, estimate.span));
      rest.push(estimate);
      continue;
    }
    const at = merged.findIndex(c => sameSite(estimate, c));
    if (at >= 0) merged[at] = confirmed(estimate, merged[at]!);
    else if (!isRefuted(estimate, compiled)) rest.push(estimate);
  }
  return [...merged, ...rest].sort(compareFindings);
}

function dropWhere(findings: Finding[], isTold: (f: Finding) => boolean): void {
  const at = findings.findIndex(isTold);
  if (at >= 0) findings.splice(at, 1);
}

function isRefuted(estimate: Finding, compiled: CompiledFile): boolean {
  return !compiled.undecidable.includes(estimate.rule) && !compiled.unknown.some(s => overlaps(s, estimate.span));
}

/** The tiers may mark different ends of one escape: the compiler the declaration of `x`, an estimate the `&x`. Steps link the two. */
function sameSite(estimate: Finding, compiler: Finding): boolean {
  if (estimate.file !== compiler.file || compiler.rule === NOESCAPE) return false;
  if (equal(estimate.span, compiler.span)) return true;
  if (estimate.rule === compiler.rule && intersects(estimate.span, compiler.span)) return true;
  const marks = (steps: readonly Step[], other: Finding) => steps.some(s => s.file === other.file && equal(s.span, other.span));
  return marks(estimate.steps, compiler) || marks(compiler.steps, estimate);
}

function confirmed(estimate: Finding, compiler: Finding): Finding {
  const keepsRule = compiler.rule === CATCH_ALL || compiler.rule === estimate.rule;
  return {
    ...compiler,
    rule: keepsRule ? estimate.rule : compiler.rule,
    message: PATTERNS.has(estimate.rule) && keepsRule ? estimate.message : compiler.message,
    severity: atLeast(estimate.severity, compiler.severity) ? estimate.severity : compiler.severity,
    steps: compiler.steps.length > 0 ? compiler.steps : estimate.steps,
    fixes: keepsRule ? [...compiler.fixes, ...estimate.fixes] : compiler.fixes,
    suppressed: estimate.suppressed || compiler.suppressed,
  };
}

/**
 * The compiler's word about `path` after edits of its text. Findings move with edits above them, and go when the line they start on is
 * touched; the touched lines become unknown. `textBefore` is the text before the first change; each change applies to what the one
 * before left.
 */
export function shiftFindings(compiled: CompiledFile, path: string, textBefore: string, changes: readonly TextChange[]): CompiledFile {
  let text = textBefore;
  let { findings, unknown, leaks } = compiled;
  for (const change of changes) {
    const lines = touchedLines(text, change);
    const move = mover(change);
    findings = findings.flatMap(f => movedFinding(f, path, lines, move) ?? []);
    leaks = leaks?.flatMap(l => movedLeak(l, path, lines, move) ?? []);
    unknown = unknown.map(s => ({ start: move.start(s.start), end: move.end(s.end) }));
    if (lines) unknown = addSpan(unknown, { start: move.start(lines.start), end: move.end(lines.end) });
    text = text.slice(0, change.span.start) + change.newText + text.slice(change.span.end);
  }
  return { ...compiled, findings, unknown, ...(leaks && { leaks }) };
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

function movedFinding(finding: Finding, path: string, lines: Span | undefined, move: Mover): Finding | undefined {
  const moved = (span: Span) => movedSpan(span, lines, move);
  const span = finding.file === path ? moved(finding.span) : finding.span;
  if (!span || span.end <= span.start) return undefined;
  const steps = finding.steps.flatMap(s => shiftLocation(s, path, moved) ?? []);
  const fixes = finding.fixes.flatMap((fix): Fix[] => {
    const edits = fix.edits.flatMap((e): Edit[] => shiftLocation(e, path, moved) ?? []);
    return edits.length === fix.edits.length ? [{ ...fix, edits }] : [];
  });
  return { ...finding, span, steps, fixes };
}

function movedLeak(leak: Leak, path: string, lines: Span | undefined, move: Mover): Leak | undefined {
  const moved = (span: Span) => movedSpan(span, lines, move);
  const span = moved(leak.span);
  return span && { ...leak, span, steps: leak.steps.flatMap(s => shiftLocation(s, path, moved) ?? []) };
}

function movedSpan(span: Span, lines: Span | undefined, move: Mover): Span | undefined {
  if (lines && span.start >= lines.start && span.start <= lines.end) return undefined;
  return { start: move.start(span.start), end: move.end(span.end) };
}

function shiftLocation<L extends Step | Edit>(at: L, path: string, moved: (span: Span) => Span | undefined): L[] | undefined {
  if (at.file !== path) return [at];
  const span = moved(at.span);
  return span && [{ ...at, span }];
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

const equal = (a: Span, b: Span) => a.start === b.start && a.end === b.end;
const intersects = (a: Span, b: Span) => a.start < b.end && b.start < a.end;
/** Touching counts, so that an empty line that was edited still covers what is typed on it. */
const overlaps = (a: Span, b: Span) => a.start <= b.end && b.start <= a.end;
