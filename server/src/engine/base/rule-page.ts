/** Where the product and the pages of its rules are read. The only place that knows the address. */

export const HOME = 'https://github.com/go-preflight/go-preflight';
const BASE = `${HOME}/blob/main/server/docs/rules/`;

/** Address of the page of the rule `family/name`. */
export function rulePage(rule: string): string {
  return `${BASE}${rule}.md`;
}
