/** Rules as a configuration has them. What follows from the two alone is worked out once, however many workspaces have them. */
import { type Config, severityOf } from '../base/config.js';
import type { Checks, Rule } from './rule.js';
import { type RulesByName, rulesByName, withPresentIds } from './rule-names.js';

const byRules = new WeakMap<readonly Rule[], WeakMap<Config, RulesInForce>>();

export class RulesInForce {
  readonly byName: RulesByName;
  /** With severities under the ids that rules have now. */
  readonly config: Config;
  /** Some have evidence of the compiler to judge. */
  readonly judgesCompiler: boolean;
  private readonly byKinds = new Map<string, readonly Rule[]>();

  private constructor(
    readonly rules: readonly Rule[],
    given: Config,
  ) {
    this.byName = rulesByName(rules);
    this.config = withPresentIds(given, rules);
    this.judgesCompiler = rules.some(rule => rule.compiler);
  }

  static of(rules: readonly Rule[], config: Config): RulesInForce {
    const known = byRules.get(rules) ?? new WeakMap<Config, RulesInForce>();
    byRules.set(rules, known);
    const found = known.get(config) ?? new RulesInForce(rules, config);
    known.set(config, found);
    return found;
  }

  /**
   * Those that look at files of a kind, and are not off or take the place of others when they are; in their order, but estimates of what the compiler
   * knows come last: they ask for types of some nodes only, and get them without work in a function that another rule has asked about as a whole.
   */
  checking(...kinds: readonly (keyof Checks)[]): readonly Rule[] {
    const key = kinds.join();
    const known = this.byKinds.get(key) ?? this.read(kinds);
    this.byKinds.set(key, known);
    return known;
  }

  private read(kinds: readonly (keyof Checks)[]): readonly Rule[] {
    const checking = this.rules.filter(rule => kinds.some(kind => rule.checks[kind]) && this.says(rule));
    return [...checking.filter(rule => !rule.compiler), ...checking.filter(rule => rule.compiler)];
  }

  private says(rule: Rule): boolean {
    return rule.covers !== undefined || severityOf(this.config, rule.id, rule.severity) !== undefined;
  }
}
