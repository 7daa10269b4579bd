/**
 * What the editor marks of a finding: its first line. A closure or a literal over many lines is one finding, and marked as a whole it would
 * underline them all, and speak in the hover over everything in it.
 */
import type { Finding, Span } from '../../engine/base/finding.js';

/** The part of `span` on its first line, without blanks at the end. */
export function firstLineOf(text: string, { start, end }: Span): Span {
  const line = text.slice(start, end).split(/\r\n|\r|\n/, 1)[0]!;
  return line.length === end - start ? { start, end } : { start, end: start + line.trimEnd().length };
}

/** The findings of one file as they are shown; their fixes are for whoever has the whole ones. */
export function withHeads(text: string, findings: readonly Finding[]): Finding[] {
  return findings.map(finding => ({ ...finding, span: firstLineOf(text, finding.span) }));
}
