/** `explain_rule`: the page of a rule, or the rules of a family. */
import { RULES, ruleById } from '../../../engine/rules/registry.js';
import { Refused } from '../../cli/refused.js';
import { explainText, rulesBelow, rulesText, similarRule } from '../../cli/rule-text.js';
import type { Tool } from '../desk.js';
import { object, text } from '../schemas.js';
import type { ToolAnswer } from '../tool-server.js';
import { say } from '../words.js';

interface RuleArguments {
  readonly rule: string;
}

export const explainRuleTool = (): Tool => ({
  name: 'explain_rule',
  title: say.ruleTitle,
  description: say.rule,
  input: object({ rule: text(say.ruleId) }, ['rule']),
  run: run as unknown as Tool['run'],
});

async function run({ rule: id }: RuleArguments): Promise<ToolAnswer> {
  const rule = ruleById(id);
  if (rule) return { text: explainText(rule, false) };
  const family = rulesBelow(id);
  if (family.length > 0) return { text: rulesText(family, false) };
  const similar = similarRule(id);
  if (similar !== undefined) throw new Refused(say.noRuleBut({ id, similar }));
  throw new Refused(say.noRule({ id, families: [...new Set(RULES.map(r => r.id.split('/')[0]!))].join(', ') }));
}
