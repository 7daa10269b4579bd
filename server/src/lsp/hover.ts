/** Hover over a finding: why it hurts, what to do, and where to read on. Editors show the diagnostic's own message beside it. */
import { type Hover, MarkupKind } from 'vscode-languageserver';
import { isAllocation } from '../engine/escape/allocation-record.js';
import type { Finding } from '../engine/finding.js';
import { t } from '../engine/l10n.js';
import type { Rule } from '../engine/rule.js';
import { rulePage } from '../engine/rule-page.js';
import { SHOW_WHY_ESCAPES, type ShowWhyEscapesArguments } from './messages.js';
import type { Places } from './toLsp.js';

/** The innermost findings first; undefined when no finding lies under `offset`. Suppressed ones keep quiet here too. */
export function hoverAt(
  offset: number,
  findings: readonly Finding[],
  ruleById: (id: string) => Rule | undefined,
  places: Places,
  hasCommands: boolean,
): Hover | undefined {
  const here = findings
    .filter(({ suppressed, span }) => !suppressed && span.start <= offset && offset <= span.end)
    .sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start));
  const innermost = here[0];
  if (innermost === undefined) return undefined;
  const describe = (finding: Finding) =>
    describeFinding(finding, ruleById(finding.rule), here.length > 1) + (hasCommands ? whyLink(finding, places) : '');
  const value = here.map(describe).join('\n\n---\n\n');
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

/** Goes behind the last line. Only what the compiler has confirmed has a way to the heap to show. */
function whyLink(finding: Finding, places: Places): string {
  const range = isAllocation(finding) ? places.range(finding.file, finding.span) : undefined;
  if (range === undefined) return '';
  const args: ShowWhyEscapesArguments = [places.uri(finding.file), range.start];
  return ` · [${t('Why does this escape?')}](command:${SHOW_WHY_ESCAPES}?${encodeURIComponent(JSON.stringify(args))})`;
}

/** A message is text: outside of its code in backquotes, nothing in it may turn into emphasis or links. */
function plain(message: string): string {
  const quote = (text: string) => text.replace(/[\\`*_{}[\]<>#|~]/g, '\\$&');
  const parts = message.split('`');
  if (parts.length % 2 === 0) return quote(message);
  return parts.map((part, i) => (i % 2 === 0 ? quote(part) : `\`${part}\``)).join('');
}
