/**
 * Hover over a finding: why it hurts, what to do, and where to read on. Editors show the diagnostic's own message beside it. Hover over a
 * parameter: what the compiler says it costs callers.
 */

import { type Hover, MarkupKind } from 'vscode-languageserver';
import type { Finding, Location } from '../../engine/base/finding.js';
import { t } from '../../engine/base/l10n.js';
import type { Text } from '../../engine/base/message.js';
import { rulePage } from '../../engine/base/rule-page.js';
import { markdown } from '../../engine/base/wording.js';
import type { Leak } from '../../engine/compiler/leaking-parameter.js';
import { isAllocation } from '../../engine/reports/allocation-record.js';
import type { Rule } from '../../engine/rules/rule.js';
import { SHOW_WHY_ESCAPES, type ShowWhyEscapesArguments } from '../core/messages.js';
import type { Places } from './to-lsp.js';

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
  const describe = (finding: Finding) => {
    const why = hasCommands && isAllocation(finding) ? whyLink(finding, places) : undefined;
    return describeFinding(finding, ruleById(finding.rule), here.length > 1, hasCommands, why);
  };
  const parts = here.map(describe);
  if (leak !== undefined) parts.push(describeLeak(leak, places, hasCommands ? whyLink(leak, places) : undefined));
  const value = parts.join('\n\n---\n\n');
  const range = places.range(innermost.file, innermost.span);
  return { contents: { kind: MarkupKind.Markdown, value }, ...(range && { range }) };
}

/**
 * `titled`: there are several to tell apart. `besideDiagnostic`: the editor shows the message and a link to the rule above, as VS Code does;
 * elsewhere both stand here.
 */
function describeFinding(
  finding: Finding,
  rule: Rule | undefined,
  titled: boolean,
  besideDiagnostic: boolean,
  why: string | undefined,
): string {
  const page = `[${finding.rule}](${rulePage(finding.rule)})`;
  const title = besideDiagnostic ? page : quoted(finding.message);
  const parts = titled || rule === undefined ? [`**${title}**`] : [];
  if (rule !== undefined) parts.push(rule.docs.why, `**${t('What to do')}:** ${rule.docs.fix}`);
  const last = [besideDiagnostic ? undefined : page, certainty(finding), why].filter(part => part !== undefined);
  if (last.length > 0) parts.push(last.join(' · '));
  return parts.join('\n\n');
}

/** Whose word it is, where there are two who could say it. */
function certainty({ rule, confidence }: Finding): string | undefined {
  if (!rule.startsWith('escape/')) return undefined;
  return confidence === 'confirmed' ? t('confirmed by the Go compiler') : t('estimated from the source');
}

/** There is no diagnostic beside it, so that the steps stand here. */
function describeLeak({ message, steps }: Leak, places: Places, why: string | undefined): string {
  const lines = steps.map(({ file, span, message: step }) => {
    const start = places.range(file, span)?.start;
    const line = start && `[${t('line {0}', start.line + 1)}](${places.uri(file)}#L${start.line + 1},${start.character + 1})`;
    return line === undefined ? `1. ${quoted(step)}` : `1. ${line}: ${quoted(step)}`;
  });
  const last = [t('confirmed by the Go compiler'), why].filter(part => part !== undefined).join(' · ');
  return [quoted(message), ...(lines.length > 0 ? [lines.join('\n')] : []), last].join('\n\n');
}

/** Only what the compiler has confirmed has a way to the heap to show. */
function whyLink({ file, span }: Location, places: Places): string | undefined {
  const range = places.range(file, span);
  if (range === undefined) return undefined;
  const args: ShowWhyEscapesArguments = [places.uri(file), range.start];
  return `[${t('Why does this escape?')}](command:${SHOW_WHY_ESCAPES}?${encodeURIComponent(JSON.stringify(args))})`;
}

/** A message is text: outside of its code in backquotes, nothing in it may turn into emphasis or links. */
function quoted(text: Text): string {
  const quote = (part: string) => part.replace(/[\\`*_{}[\]<>#|~]/g, '\\$&');
  const message = markdown(text);
  const parts = message.split('`');
  if (parts.length % 2 === 0) return quote(message);
  return parts.map((part, i) => (i % 2 === 0 ? quote(part) : `\`${part}\``)).join('');
}
