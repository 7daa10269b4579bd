/** What the scaffolder writes passes the strict tester as it stands. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Rule } from '../../src/engine/rules/rule.js';
import { ruleTemplate, TEMPLATE_KINDS, type TemplateKind } from '../../tools/rule-template.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { exampleSources, goToolsProblems } from '../support/go-examples.js';
import { checkExample, ruleProblems } from '../support/rule-tester.js';

const ENGINE = resolve(__dirname, '../../src/engine');

describe('new-rule', () => {
  let dir: string;
  before(() => {
    dir = mkdtempSync(join(tmpdir(), 'go-preflight-new-rule-'));
  });
  after(() => rmSync(dir, { recursive: true, force: true }));

  /** Writes the template as new-rule does, but into the temp folder, and loads it from there. */
  function scaffold(kind: TemplateKind): Rule {
    const id = `fresh/${kind}-rule`;
    const file = join(dir, `${id}.ts`);
    mkdirSync(join(dir, 'fresh'), { recursive: true });
    writeFileSync(
      file,
      ruleTemplate(kind, id).replaceAll("'../../", `'${ENGINE}/`).replaceAll("'../rule.js'", `'${ENGINE}/rules/rule.js'`),
    );
    return (require(file) as { default: Rule }).default;
  }

  for (const kind of TEMPLATE_KINDS) {
    it(`writes a ${kind} rule that passes`, async () => {
      const engine = await loadEngine();
      const rule = scaffold(kind);
      assert.equal(rule.id, `fresh/${kind}-rule`);
      assert.deepEqual(ruleProblems(rule), []);
      for (const example of rule.examples) checkExample(engine, rule, example, [rule]);
    });
  }

  for (const kind of TEMPLATE_KINDS) {
    it(`writes a ${kind} rule as the formatter does`, () => {
      const biome = resolve(__dirname, '../../../node_modules/@biomejs/biome/bin/biome');
      const text = ruleTemplate(kind, 'pool/some-rule');
      const args = [biome, 'format', '--stdin-file-path=server/src/engine/rules/pool/some-rule.ts'];
      const { stdout, stderr } = spawnSync(process.execPath, args, { input: text, encoding: 'utf8' });
      assert.equal(stdout, text, stderr);
    });
  }

  it('writes Go that gofmt and the compiler accept', function () {
    this.timeout(60_000);
    const problems = goToolsProblems(exampleSources([scaffold('go')]));
    if (problems === undefined) this.skip();
    assert.deepEqual(problems, []);
  });
});
