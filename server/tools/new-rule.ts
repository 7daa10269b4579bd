/** `npm run new-rule -- KIND family/name` (go, dockerfile, builds, module or compiler): writes a rule that already passes the tester and puts it into the registry. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT, registryText, ruleFiles } from './generate.js';
import { ruleTemplate, TEMPLATE_KINDS, type TemplateKind } from './rule-template.js';

const RULES_DIR = join(ROOT, 'server/src/engine/rules');

function main([kind, id]: readonly (string | undefined)[]): string | undefined {
  if (!TEMPLATE_KINDS.some(k => k === kind)) return `usage: npm run new-rule -- ${TEMPLATE_KINDS.join('|')} family/name`;
  if (id === undefined || !/^[a-z]+\/[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) return 'the id is family/name in lower case, words joined by -';
  const file = join(RULES_DIR, `${id}.ts`);
  if (existsSync(file)) return `${file} exists`;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, ruleTemplate(kind as TemplateKind, id));
  writeFileSync(join(RULES_DIR, 'registry.generated.ts'), registryText(ruleFiles()));
  console.log(`wrote server/src/engine/rules/${id}.ts`);
  console.log('next: change its examples, then `npm run generate` and `npm test -- unit`');
  return undefined;
}

const problem = main(process.argv.slice(2));
if (problem !== undefined) {
  console.error(`new-rule: ${problem}`);
  process.exitCode = 2;
}
