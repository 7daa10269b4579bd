/** Rules as a configuration has them. */
import assert from 'node:assert/strict';
import { type Config, DEFAULT_CONFIG } from '../../src/engine/base/config.js';
import { RULES as REGISTRY } from '../../src/engine/rules/registry.js';
import { type Rule, rule } from '../../src/engine/rules/rule.js';
import { RulesInForce } from '../../src/engine/rules/rules-in-force.js';
import { importRule } from '../lsp/rules.js';

const none = () => undefined;
const named = (id: string, checks: Rule['checks']): Rule => rule({ ...importRule, id, checks });

const ONE = named('a/one', { go: none });
const TWO = rule({ ...named('a/two', { go: none, dockerfile: none }), formerly: ['old/two'] });
const IMAGE = named('b/image', { dockerfile: none });
const BUILD = named('b/build', { builds: none });
const RULES: readonly Rule[] = [ONE, TWO, IMAGE, BUILD];

const config = (rules: Config['rules']): Config => ({ ...DEFAULT_CONFIG, rules });
const ids = (rules: readonly Rule[]) => rules.map(({ id }) => id);

describe('rules in force', () => {
  it('are those that look at a kind of files, in their order', () => {
    const inForce = RulesInForce.of(RULES, DEFAULT_CONFIG);
    assert.deepEqual(ids(inForce.checking('go')), ['a/one', 'a/two']);
    assert.deepEqual(ids(inForce.checking('dockerfile', 'builds')), ['a/two', 'b/image', 'b/build']);
    assert.deepEqual(ids(inForce.checking('module')), []);
  });

  it('are last where they estimate what the compiler knows', () => {
    const go = RulesInForce.of(REGISTRY, DEFAULT_CONFIG).checking('go', 'code');
    const first = go.findIndex(r => r.compiler);
    assert.ok(first > 0 && go.slice(first).every(r => r.compiler));
    assert.deepEqual(new Set(go), new Set(RulesInForce.of([...REGISTRY].reverse(), DEFAULT_CONFIG).checking('go', 'code')));
  });

  it('are worked out once for a configuration, and give new answers for another', () => {
    const [all, fewer] = [config({}), config({ 'a/one': 'off' })];
    const before = RulesInForce.of(RULES, all);
    assert.equal(RulesInForce.of(RULES, all), before);
    assert.equal(before.checking('go'), before.checking('go'));
    assert.deepEqual(ids(RulesInForce.of(RULES, fewer).checking('go')), ['a/two']);
    assert.deepEqual(ids(RulesInForce.of(RULES, all).checking('go')), ['a/one', 'a/two'], 'and the same as before when it is back');
    assert.deepEqual(ids(RulesInForce.of([TWO], all).checking('go')), ['a/two'], 'of other rules');
  });

  it('leave out what is off by its id, its family or a former id, and keep what is on within a family that is off', () => {
    const inForce = (rules: Config['rules']) => ids(RulesInForce.of(RULES, config(rules)).checking('go', 'dockerfile', 'builds'));
    assert.deepEqual(inForce({ a: 'off' }), ['b/image', 'b/build']);
    assert.deepEqual(inForce({ 'old/two': 'off' }), ['a/one', 'b/image', 'b/build']);
    assert.deepEqual(inForce({ a: 'off', 'old/two': 'hint' }), ['a/two', 'b/image', 'b/build']);
  });

  it('keep a rule that is off and takes the place of others', () => {
    const covering: Rule = { ...ONE, covers: ['make'] };
    const inForce = RulesInForce.of([covering, TWO], config({ a: 'off' }));
    assert.deepEqual(ids(inForce.checking('go')), ['a/one']);
  });

  it('know whether some judge what the compiler says', () => {
    assert.equal(RulesInForce.of(RULES, DEFAULT_CONFIG).judgesCompiler, false);
    assert.equal(RulesInForce.of(REGISTRY, DEFAULT_CONFIG).judgesCompiler, true);
  });
});
