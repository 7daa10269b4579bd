/** Where the page of a rule is read. The only place that knows the address. */

const BASE = 'https://github.com/go-preflight/go-preflight/blob/main/server/docs/rules/';

/** Address of the page of the rule `family/name`. */
export function rulePage(rule: string): string {
  return `${BASE}${rule}.md`;
}
