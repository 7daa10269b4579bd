/** Every rule there is, and the way from an id to its rule. The list itself is generated from the directory (`npm run generate`). */

import { RULES } from './registry.generated.js';
import type { Rule } from './rule.js';
import { rulesByName } from './rule-names.js';

export { RULES };

const byName = rulesByName(RULES);

/** The rule that is called `family/name`, or was before; undefined when there is none. */
export function ruleById(id: string): Rule | undefined {
  return byName.get(id);
}
