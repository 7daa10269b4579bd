/** A few inputs of each kind, the same ones each time: what a change breaks at once. `npm run fuzz` runs others, and many. */
import assert from 'node:assert/strict';
import { kindOf } from '../../src/engine/builds/kinds.js';
import { RULES } from '../../src/engine/rules/registry.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { EVERY_KIND } from '../support/every-kind.js';
import { Dice, seedOf } from '../support/random.js';
import { loadCorpus } from './corpus.js';
import { allTargets } from './targets/all.js';

const SEED = 20261126;
/** Texts and operations of each kind. */
const COUNT = Number(process.env.FUZZ_COUNT ?? 120);

describe(`fuzz (seed ${SEED})`, function () {
  this.timeout(120_000);
  const corpus = loadCorpus();
  for (const line of corpus.skipped) console.log(`SKIPPED: ${line}`);

  // The YAML library makes an error for each fault of a text, and mocha has errors keep the whole stack: most of the time went there.
  const { stackTraceLimit } = Error;
  before(() => {
    Error.stackTraceLimit = 10;
  });
  after(() => {
    Error.stackTraceLimit = stackTraceLimit;
  });

  for (const target of allTargets(corpus)) {
    it(`${COUNT} of ${target.kind}`, async () => {
      const tools = { engine: await loadEngine(), rules: RULES, corpus };
      for (let index = 0, count = 0; count < COUNT; index++) {
        const input = target.make(new Dice(seedOf(SEED, target.kind, index)), tools);
        try {
          await target.run(input, tools);
        } catch (error) {
          throw new Error(`${target.kind} ${index}: ${JSON.stringify(input).slice(0, 5000)}`, { cause: error });
        }
        count += target.count?.(input) ?? 1;
      }
    });
  }

  it('knows every kind of file', () => {
    const kinds = Object.values(EVERY_KIND).map(([path]) => kindOf(`/w/${path}`)!.id);
    assert.deepEqual([...corpus.seeds.keys()].sort(), kinds.sort());
  });

  it('makes the same inputs of the same seed', async () => {
    const tools = { engine: await loadEngine(), rules: RULES, corpus };
    for (const target of allTargets(corpus)) {
      const made = [1, 1, 2].map(seed => JSON.stringify(target.make(new Dice(seedOf(seed, target.kind, 3)), tools)));
      assert.equal(made[0], made[1], target.kind);
      assert.notEqual(made[0], made[2], target.kind);
    }
  });
});
