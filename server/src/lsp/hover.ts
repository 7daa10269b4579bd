/**
 * Hover over a finding: why it hurts, what to do, and where to read on. Editors show the diagnostic's own message beside it. Hover over a
 * parameter: what the compiler says it costs callers.
 */
import { type Hover, MarkupKind } from 'vscode-languageserver';
import { isAllocation } from '../engine/escape/allocation-record.js';
import type { Leak } from '../engine/escape/leaking-parameter.js';
import type { Finding, Location } from '../engine/finding.js';
import { t } from '../engine/l10n.js';
import type { Rule } from '../engine/rule.js';
import { rulePage } from '../engine/rule-page.js';
import { SHOW_WHY_ESCAPES, type ShowWhyEscapesArguments } from './messages.js';
import type { Places } from './toLsp.js';

/** The innermost findings first; undefined when nothing lies under `offset`. Suppressed findings keep quiet here too. */
export function hoverAt(
  offset: number,
  findings: readonly Finding[],
  leaks: readonly Leak[],
  ruleById: (id: string) => Rule | undefined,
  places: Places,
  hasCommands: boolean,
): Hover | undefined {
  const here = findings
    .filter(({ suppressed, span }) => !suppressed && span.start <= offset && offset <= span.end)
    .sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start));
  const leak = leaks.find(({ span }) => span.start <= offset && offset <= span.end);
  const innermost: Location | undefined = here[0] ?? leak;
  if (innermost === undefined) return undefined;
  const describe = (finding: Finding) =>
    describeFinding(finding, ruleById(finding.rule), here.length > 1) +
    (hasCommands && isAllocation(finding) ? whyLink(finding, places) : '');
  const parts = here.map(describe);
  if (leak !== undefined) parts.push(describeLeak(leak, places) + (hasCommands ? whyLink(leak, places) : ''));
  const value = parts.join('\n\n---\n\n');
  const range = places.range(innermost.file, innermost.span);
  return { contents: { kind: MarkupKind.Markdown, value }, ...(range && { range }) };
}

/** `titled`: with the message, to tell several findings apart. */
function describeFinding(finding: Finding, rule: Rule | undefined, titled: boolean): string {
  const certainty = finding.confidence === 'confirmed' ? t('confirmed by the Go compiler') : t('estimated from the source');
  const parts = titled || rule === undefined ? [`**${plain(finding.message)}**`] : [];
  if (rule !== undefined) parts.push(rule.docs.why, `**${t('What to do')}:** ${rule.docs.fix}`);
  parts.push(`[${finding.rule}](${rulePage(finding.rule)}) · ${certainty}`);
  return parts.join('\n\n');
}

/** There is no diagnostic beside it, so that the steps stand here. */
function describeLeak({ message, steps }: Leak, places: Places): string {
  const lines = steps.map(({ file, span, message: step }) => {
    const start = places.range(file, span)?.start;
    const line = start && `[${t('line {0}', start.line + 1)}](${places.uri(file)}#L${start.line + 1},${start.character + 1})`;
    return line === undefined ? `1. ${plain(step)}` : `1. ${line}: ${plain(step)}`;
  });
  return [plain(message), ...(lines.length > 0 ? [lines.join('\n')] : []), t('confirmed by the Go compiler')].join('\n\n');
}

/** Goes behind the last line. Only what the compiler has confirmed has a way to the heap to show. */
function whyLink({ file, span }: Location, places: Places): string {
  const range = places.range(file, span);
  if (range === undefined) return '';
  const args: ShowWhyEscapesArguments = [places.uri(file), range.start];
  return ` · [${t('Why does this escape?')}](command:${SHOW_WHY_ESCAPES}?${encodeURIComponent(JSON.stringify(args))})`;
}

/** A message is text: outside of its code in backquotes, nothing in it may turn into emphasis or links. */
function plain(message: string): string {
  const quote = (text: string) => text.replace(/[\\`*_{}[\]<>#|~]/g, '\\$&');
  const parts = message.split('`');
  if (parts.length % 2 === 0) return quote(message);
  return parts.map((part, i) => (i % 2 === 0 ? quote(part) : `\`${part}\``)).join('');
}
