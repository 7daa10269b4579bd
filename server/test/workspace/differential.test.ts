/**
 * The same lives of a workspace each time, which the fuzzer leads at random: `DIFFERENTIAL_SEED=n` repeats others, `DIFFERENTIAL_LIVES=n`
 * leads fewer or more.
 */
import assert from 'node:assert/strict';
import { RULES } from '../../src/engine/rules/registry.js';
import { live, WORLD, type WorldInput } from '../fuzz/targets/world.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { Dice } from '../support/random.js';

const SEED = Number(process.env.DIFFERENTIAL_SEED ?? 20261126);
const LIVES = Number(process.env.DIFFERENTIAL_LIVES ?? 12);

describe(`long-lived workspace (seed ${SEED})`, function () {
  this.timeout(300_000 + 3000 * LIVES);

  it(`says after changes what a new one says, in ${LIVES} lives`, async () => {
    const tools = { engine: await loadEngine(), rules: RULES, corpus: { seeds: new Map(), skipped: [] } };
    const spoke = new Set<string>();
    for (let life = 0; life < LIVES; life++) {
      const input = WORLD.make(new Dice(SEED + life), tools) as WorldInput;
      for (const rule of live(input, tools)) spoke.add(rule);
    }
    assert.ok(LIVES < 12 || spoke.size >= 10, `only these rules spoke: ${[...spoke].sort().join(', ')}`);
  });
});
