/** Every rule of the registry, every example, under the strict tester; and the Go examples under the real Go tools. */
import assert from 'node:assert/strict';
import { RULES, ruleById } from '../../src/engine/rules/registry.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { exampleSources, goToolsProblems } from '../support/go-examples.js';
import { checkExample, ruleProblems } from '../support/rule-tester.js';

describe('rules', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  it('have ids of their own', () => {
    assert.equal(new Set(RULES.map(r => r.id)).size, RULES.length);
    for (const rule of RULES) assert.equal(ruleById(rule.id), rule);
    assert.equal(ruleById('no/such-rule'), undefined);
  });

  for (const rule of RULES) {
    describe(rule.id, () => {
      it('is complete', () => assert.deepEqual(ruleProblems(rule), []));
      rule.examples.forEach((example, i) => {
        const because = example.because ? ` because ${example.because}` : '';
        it(`example ${i + 1}: ${example.kind}${because}`, () => checkExample(engine, rule, example));
      });
    });
  }

  it('have Go examples that gofmt leaves alone and that compile', function () {
    this.timeout(120_000);
    const problems = goToolsProblems(exampleSources(RULES));
    if (problems === undefined) {
      console.error('SKIPPED: no go command, so the Go examples were not compiled');
      this.skip();
    }
    assert.deepEqual(problems, []);
  });
});
