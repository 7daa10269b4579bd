/** What a rule may be called: by its id, by ids that it had before, and by the checks of other linters that say the same. */
import type { Config } from '../base/config.js';
import type { Rule } from './rule.js';

export type RulesByName = ReadonlyMap<string, Rule>;

/** Rules by id, former ids too. */
export function rulesByName(rules: readonly Rule[]): RulesByName {
  return new Map(rules.flatMap(rule => [rule.id, ...(rule.formerly ?? [])].map(name => [name, rule] as const)));
}

/** True when the rules know `name` as one of them, or as a family. */
export function isRuleOrFamily(name: string, rules: readonly Rule[]): boolean {
  return rules.some(rule => rule.id === name || rule.formerly?.includes(name) || rule.id.startsWith(`${name}/`));
}

/** The configuration with severities under the ids that rules have now; a former id counts where the present one is not set. */
export function withPresentIds(config: Config, rules: readonly Rule[]): Config {
  const renamed = rules.flatMap(({ id, formerly = [] }) => {
    const setting = config.rules[id] ?? formerly.map(old => config.rules[old]).find(value => value !== undefined);
    return formerly.length === 0 || setting === undefined ? [] : [[id, setting] as const];
  });
  return renamed.length === 0 ? config : { ...config, rules: { ...config.rules, ...Object.fromEntries(renamed) } };
}

/** True when another linter's comment that names `written` (`staticcheck`, `SA6002`, `SA6*`, `all`) silences what the rule says. */
export function isSameAs({ sameAs = [] }: Rule, written: string): boolean {
  if (sameAs.length === 0) return false;
  if (written === 'all') return true;
  return sameAs.some(({ linter, check }) =>
    written.endsWith('*') ? written.length > 1 && check.startsWith(written.slice(0, -1)) : written === linter || written === check,
  );
}
