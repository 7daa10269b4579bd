/** `explain` and `rules`: what the rules say about themselves. */
import pc from 'picocolors';
import type { Message } from '../../engine/base/message.js';
import { jsonText } from '../../engine/base/printable.js';
import { rulePage } from '../../engine/base/rule-page.js';
import { plain, withoutBackquotes } from '../../engine/base/wording.js';
import { readExample } from '../../engine/rules/examples.js';
import { RULES } from '../../engine/rules/registry.js';
import { type Example, languagesOf, otherSeveritiesOf, type Rule } from '../../engine/rules/rule.js';
import { say } from './words.js';

/** The page of one rule for a terminal. */
export function explainText(rule: Rule, colour: boolean): string {
  const c = pc.createColors(colour);
  const section = (title: Message, ...body: string[]) => [c.bold(plain(title)), ...body.map(b => indent(b.trim())), ''];
  const examples = (kind: Example['kind']) => rule.examples.filter(e => e.kind === kind).map(exampleText);
  return `${[
    `${c.bold(c.cyan(rule.id))}  ${plain(say.ruleDefault({ severity: rule.severity, version: rule.since }))}`,
    ...otherSeveritiesOf(rule).map(({ severity, when }) => plain(say.ruleSeverity({ severity, when: withoutBackquotes(when) }))),
    withoutBackquotes(rule.summary),
    '',
    ...section(say.whatItReports, withoutBackquotes(rule.docs.what)),
    ...section(say.whyItMatters, withoutBackquotes(rule.docs.why)),
    ...section(say.reported, ...examples('bad').slice(0, 1)),
    ...section(say.useInstead, withoutBackquotes(rule.docs.fix), ...examples('good').slice(0, 1)),
    ...section(say.limits, withoutBackquotes(rule.docs.limits)),
    ...section(say.sources, ...rule.docs.sources.map(s => `- ${withoutBackquotes(s)}`)),
    rulePage(rule.id),
  ].join('\n')}\n`;
}

/** The rules of a family, such as `pool`. */
export const rulesBelow = (family: string): readonly Rule[] => RULES.filter(r => r.id.startsWith(`${family}/`));

/** One line per rule. */
export function rulesText(rules: readonly Rule[], colour: boolean): string {
  const c = pc.createColors(colour);
  const width = Math.max(...rules.map(r => r.id.length));
  return rules.map(r => `${c.cyan(r.id.padEnd(width))}  ${r.severity.padEnd(11)}  ${withoutBackquotes(r.summary)}\n`).join('');
}

export function rulesJson(): string {
  const rules = RULES.map(r => ({
    id: r.id,
    severity: r.severity,
    language: languageOf(r),
    since: r.since,
    summary: r.summary,
    page: rulePage(r.id),
  }));
  return jsonText({ version: 1, rules });
}

/** The rule whose id is written most like `id`, for a hint after a typing error; undefined when none is near. */
export function similarRule(id: string): string | undefined {
  const tail = id.slice(id.indexOf('/') + 1);
  return RULES.find(r => r.id.endsWith(`/${tail}`) || r.id.startsWith(id) || tail.includes(r.id.slice(r.id.indexOf('/') + 1)))?.id;
}

function exampleText(example: Example): string {
  const files = readExample(example).filter(f => f.name !== 'go.mod' || example.text.includes('-- go.mod --'));
  return files.map(f => (files.length > 1 ? `-- ${f.name} --\n${f.text.trimEnd()}` : f.text.trimEnd())).join('\n');
}

const indent = (text: string) => text.replace(/^(?=.)/gm, '    ');

/** The contract of version 1 has one word for what a rule reads. */
function languageOf(rule: Rule): string {
  const languages = languagesOf(rule);
  if (languages.includes('go')) return languages.length > 1 ? 'go+dockerfile' : 'go';
  return rule.checks.dockerfile ? 'dockerfile' : (languages.find(l => l !== 'dockerfile') ?? 'dockerfile');
}
