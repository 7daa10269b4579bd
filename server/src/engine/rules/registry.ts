/** Every rule there is, and the way from an id to its rule. The list itself is generated from the directory (`npm run generate`). */

import { RULES } from './registry.generated.js';
import type { Rule } from './rule.js';

export { RULES };

const byId: ReadonlyMap<string, Rule> = new Map(RULES.map(r => [r.id, r]));

/** The rule `family/name`, or undefined when there is none. */
export function ruleById(id: string): Rule | undefined {
  return byId.get(id);
}
