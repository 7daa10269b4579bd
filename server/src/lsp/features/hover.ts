/**
 * Hover over a finding: what is wrong, the steps that lead there, what to do, and the page with the theory. Hover over a parameter: what it costs
 * callers.
 */

import { type Hover, MarkupKind } from 'vscode-languageserver';
import { buildNames } from '../../engine/base/built-for.js';
import { type Finding, hasReasons, type Location, type Step } from '../../engine/base/finding.js';
import { markdownTarget } from '../../engine/base/printable.js';
import { rulePage } from '../../engine/base/rule-page.js';
import { helped, markdown, markdownParts, plain } from '../../engine/base/wording.js';
import type { Leak } from '../../engine/sites/evidence.js';
import { SHOW_WHY_ESCAPES, type ShowWhyEscapesArguments } from '../core/messages.js';
import { say } from '../words.js';
import type { Places } from './to-lsp.js';

/** The innermost findings first; undefined when nothing lies under `offset`. Suppressed findings keep quiet here too. */
export function hoverAt(
  offset: number,
  findings: readonly Finding[],
  leaks: readonly Leak[],
  places: Places,
  hasCommands: boolean,
  typeOf: (finding: Finding) => string | undefined,
): Hover | undefined {
  const here = findings
    .filter(({ suppressed, span }) => !suppressed && span.start <= offset && offset <= span.end)
    .sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start));
  const leak = leaks.find(({ span }) => span.start <= offset && offset <= span.end);
  const innermost: Location | undefined = here[0] ?? leak;
  if (innermost === undefined) return undefined;
  const describe = (finding: Finding) => {
    const type = typeOf(finding);
    const typed = type === undefined ? undefined : markdown(say.type({ type }));
    if (!hasCommands) return describeAlone(finding, typed, places);
    return describeBeside(finding, here.length > 1, typed, hasReasons(finding) ? whyLink(finding, places) : undefined);
  };
  const parts = here.map(describe).filter(part => part !== undefined);
  if (leak !== undefined) parts.push(describeLeak(leak, places, hasCommands ? whyLink(leak, places) : undefined));
  if (parts.length === 0) return undefined;
  const value = parts.join('\n\n---\n\n');
  const range = places.range(innermost.file, innermost.span);
  return { contents: { kind: MarkupKind.Markdown, value }, ...(range && { range }) };
}

/** What an editor shows that puts no diagnostic beside the hover: the message, its steps, the help, and the page. */
function describeAlone(finding: Finding, type: string | undefined, places: Places): string {
  const { text, help } = markdownParts(finding.message);
  const last = [type, pageLink(finding), certainty(finding)].filter(part => part !== undefined);
  return [text, ...describeSteps(finding.steps, places), ...(help === '' ? [] : [helped(help)]), last.join(' · ')].join('\n\n');
}

/** What the diagnostic does not say, which VS Code shows above with its help, steps and link; undefined where there is no more. */
function describeBeside(finding: Finding, titled: boolean, type: string | undefined, why: string | undefined): string | undefined {
  const more = [type, certainty(finding), why].filter(part => part !== undefined);
  if (more.length === 0) return undefined;
  return [...(titled ? [pageLink(finding)] : []), ...more].join(' · ');
}

const pageLink = ({ rule }: Finding) => `[${rule}](${rulePage(rule)})`;

/** Whose word it is, where there are two who could say it. */
function certainty({ site, confidence, builds }: Finding): string | undefined {
  if (builds) return markdownParts(say.confirmedFor({ builds: buildNames(builds) })).text;
  if (confidence === 'confirmed') return plain(say.confirmed);
  return site ? plain(say.estimated) : undefined;
}

/** There is no diagnostic beside it, so that the message and the steps stand here. */
function describeLeak({ message, steps, confidence }: Leak, places: Places, why: string | undefined): string {
  const { text, help } = markdownParts(message);
  const last = [plain(say[confidence]), why].filter(part => part !== undefined).join(' · ');
  return [text, ...describeSteps(steps, places), ...(help === '' ? [] : [helped(help)]), last].join('\n\n');
}

/** The way as one numbered list; empty where there is none. */
function describeSteps(steps: readonly Step[], places: Places): string[] {
  if (steps.length === 0) return [];
  const lines = steps.map(({ file, span, message }) => {
    const start = places.range(file, span)?.start;
    const { text } = markdownParts(message);
    if (start === undefined) return `1. ${text}`;
    return `1. [${plain(say.line({ line: start.line + 1 }))}](${markdownTarget(places.uri(file))}#L${start.line + 1},${start.character + 1}): ${text}`;
  });
  return [lines.join('\n')];
}

function whyLink({ file, span }: Location, places: Places): string | undefined {
  const range = places.range(file, span);
  if (range === undefined) return undefined;
  const args: ShowWhyEscapesArguments = [places.uri(file), range.start];
  return `[${plain(say.why)}](command:${SHOW_WHY_ESCAPES}?${markdownTarget(encodeURIComponent(JSON.stringify(args)))})`;
}
