/** A rule answers to its id, to ids that it had before, and to what other linters call the same finding. */
import assert from 'node:assert/strict';
import { type Config, DEFAULT_CONFIG } from '../../src/engine/base/config.js';
import { RULES } from '../../src/engine/rules/registry.js';
import { rule } from '../../src/engine/rules/rule.js';
import { isRuleOrFamily, isSameAs, rulesByName } from '../../src/engine/rules/rule-names.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { packageJson } from '../../tools/generate.js';
import { rulePageText } from '../../tools/rule-pages.js';
import { importRule } from '../lsp/rules.js';
import { loadEngine } from '../support/engine-for-tests.js';

const renamed = rule({
  ...importRule,
  id: 'test/renamed',
  formerly: ['older/name', 'test/import'],
  sameAs: [{ linter: 'staticcheck', check: 'XY1234' }],
});

const go = (comment: string) => `package p\n\n${comment}\nimport _ "unsafe"\n`;

describe('names of rules', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  /** What is found in a Go file: `rule: severity`, suppressed ones in brackets. */
  function found(text: string, rules: Config['rules'] = {}): string[] {
    const workspace = new Workspace(engine, { rules: [renamed], config: { ...DEFAULT_CONFIG, rules } });
    workspace.set('/w/p.go', text);
    const shown = workspace.findings('/w/p.go').map(f => ({ ...f, text: `${f.rule}: ${f.severity}` }));
    return shown.map(f => (f.suppressed ? `(${f.text})` : f.text));
  }

  it('belong to one rule each, in the registry', () => {
    const names = RULES.flatMap(r => [r.id, ...(r.formerly ?? [])]);
    assert.deepEqual(
      names.filter((name, i) => names.indexOf(name) !== i),
      [],
    );
  });

  it('lead to the rule from a former id, and tell families from slips', () => {
    assert.equal(rulesByName([renamed]).get('older/name'), renamed);
    const known = ['test/renamed', 'test/import', 'older/name', 'test'].filter(name => isRuleOrFamily(name, [renamed]));
    assert.deepEqual(known, ['test/renamed', 'test/import', 'older/name', 'test']);
    const unknown = ['test/other', 'older', 'tes', ''].filter(name => isRuleOrFamily(name, [renamed]));
    assert.deepEqual(unknown, []);
  });

  for (const written of ['test/renamed', 'test/import', 'older/name', 'test'])
    it(`a suppression of ${written} hides the finding and is used`, () => {
      assert.deepEqual(found(go(`//preflight:ignore ${written} why`)), ['(test/renamed: warning)']);
    });

  it('a suppression by a former id that hides nothing is unused, unless the rule is off', () => {
    const text = 'package p\n\n//preflight:ignore older/name why\nfunc f() {}\n';
    assert.deepEqual(found(text), ['preflight/unused-suppression: warning']);
    assert.deepEqual(found(text, { 'test/import': 'off' }), []);
  });

  it('a setting under a former id counts, the one under the present id counts more, the family less', () => {
    assert.deepEqual(found(go(''), { 'test/import': 'error' }), ['test/renamed: error']);
    assert.deepEqual(found(go(''), { 'older/name': 'off' }), []);
    assert.deepEqual(found(go(''), { 'older/name': 'off', 'test/renamed': 'hint' }), ['test/renamed: hint']);
    assert.deepEqual(found(go(''), { test: 'off', 'older/name': 'hint' }), ['test/renamed: hint']);
  });

  it('a setting under a former id counts also when it changes', () => {
    const workspace = new Workspace(engine, { rules: [renamed] });
    workspace.set('/w/p.go', go(''));
    workspace.setConfig({ ...DEFAULT_CONFIG, rules: { 'older/name': 'information' } });
    assert.deepEqual(
      workspace.findings('/w/p.go').map(f => f.severity),
      ['information'],
    );
  });

  for (const comment of [
    '//nolint',
    '//nolint:all',
    '//nolint:errcheck,staticcheck // why',
    '//lint:ignore XY1234 why',
    '//lint:ignore XY* why',
  ])
    it(`${comment} of another linter hides what says the same`, () => {
      assert.deepEqual(found(go(comment)), ['(test/renamed: warning)']);
    });

  for (const comment of ['//nolint:govet', '//lint:ignore XY1235 why', '//lint:ignore XY1234', '//lint:ignore * why'])
    it(`${comment} hides nothing, and is no unused suppression`, () => {
      assert.deepEqual(found(go(comment)), ['test/renamed: warning']);
    });

  it('are told on the page of the rule, and former ids are marked in the settings', () => {
    const page = rulePageText(renamed, engine);
    assert.match(page, /staticcheck reports the same as XY1234; a `\/\/nolint:staticcheck` comment counts here too\./);
    assert.match(page, /name it `older\/name` and `test\/import`/);
    const { contributes } = JSON.parse(packageJson('{}', [renamed]));
    const { properties } = contributes.configuration.properties['goPreflight.rules'];
    assert.equal(properties['older/name'].deprecationMessage, 'Now test/renamed.');
    assert.equal(properties['test/renamed'].deprecationMessage, undefined);
  });

  it('a rule that no other linter knows is not hidden by their comments', () => {
    assert.ok(!isSameAs(importRule, 'all'));
  });
});
