/** What the rules of pools say of many small functions. */
import assert from 'node:assert/strict';
import { atLeast, type Finding } from '../../src/engine/base/finding.js';
import { DEFAULT_GO_MOD } from '../../src/engine/rules/examples.js';
import { RULES } from '../../src/engine/rules/registry.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { findingsOf } from '../../tools/run-examples.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { FAULTY, HARMLESS, PRELUDE } from './pool-shapes.js';

const POOL_RULES = RULES.filter(r => r.id.startsWith('pool/'));
const FAULTS = Object.entries(FAULTY).flatMap(([rule, shapes]) => Object.entries(shapes).map(([name, code]) => ({ rule, name, code })));
const HARMLESS_ONES = Object.entries(HARMLESS).map(([name, code]) => ({ name, code }));

describe('shapes of pooled objects', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  it('are 57 faulty ones and 15 harmless ones at least', () => {
    assert.ok(FAULTS.length >= 57, `${FAULTS.length}`);
    assert.ok(HARMLESS_ONES.length >= 15, `${HARMLESS_ONES.length}`);
  });

  it('are found where they are faulty', () => {
    const found = findingsIn(
      engine,
      FAULTS.map(f => f.code),
    );
    const missed = FAULTS.filter(({ rule }, i) => !found[i]!.some(f => f.rule === rule)).map(({ rule, name }) => `${rule} ${name}`);
    assert.deepEqual(missed, []);
  });

  it('are left alone where they are harmless', () => {
    const found = findingsIn(
      engine,
      HARMLESS_ONES.map(f => f.code),
    );
    const loud = found.map(all => all.filter(f => atLeast(f.severity, 'information')).map(f => f.rule));
    assert.deepEqual(
      HARMLESS_ONES.flatMap(({ name }, i) => loud[i]!.map(rule => `${name}: ${rule}`)),
      [],
    );
  });
});

/** Of each function, what is reported in it; all stand in one package. */
function findingsIn(engine: Engine, functions: readonly string[]): readonly (readonly Finding[])[] {
  const starts: number[] = [];
  let text = PRELUDE;
  for (const [i, code] of functions.entries()) {
    starts.push(text.length);
    text += `${code.replace(/\bf\(/, `f${i}(`)}\n`;
  }
  const files = [
    { name: 'go.mod', text: DEFAULT_GO_MOD },
    { name: 'main.go', text },
  ];
  const all = findingsOf(engine, files, POOL_RULES);
  return starts.map((start, i) => all.filter(f => f.span.start >= start && f.span.start < (starts[i + 1] ?? text.length)));
}
