/** Every input that the fuzzer has ever found something wrong with. `npm run fuzz` writes these files; a name says what it was. */
import assert from 'node:assert/strict';
import { RULES } from '../../src/engine/rules/registry.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { type Corpus, loadCorpus } from './corpus.js';
import { LIMIT_MS } from './fault.js';
import { allFound } from './found.js';
import { allTargets } from './targets/all.js';

describe('what the fuzzer found', function () {
  this.timeout(60_000);
  let corpus: Corpus;
  before(() => {
    corpus = loadCorpus();
  });

  for (const { name, found } of allFound()) {
    it(`${name}: ${found.fault}`, async () => {
      const target = allTargets(corpus).find(t => t.kind === found.kind);
      assert.ok(target, `no kind ${found.kind}`);
      const tools = { engine: await loadEngine(), rules: RULES, corpus };
      const before = process.cpuUsage();
      await target.run(found.input, tools);
      const { user, system } = process.cpuUsage(before);
      assert.ok((user + system) / 1000 < 2 * LIMIT_MS * (target.count?.(found.input) ?? 1), `${(user + system) / 1000} ms of CPU`);
    });
  }

  it('is kept for kinds that there are', () => {
    const kinds = new Set(allTargets(corpus).map(t => t.kind));
    assert.deepEqual(
      allFound().filter(({ found }) => !kinds.has(found.kind)),
      [],
    );
    assert.ok(allFound().length > 0);
  });
});
