/** The fuzzer finds what is wrong, wherever a rule is broken on purpose: says it, makes it small, keeps it, and goes on. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Campaign, type CampaignEnd } from './campaign.js';
import { allFound, type Found } from './found.js';
import { growthOf } from './memory.js';
import type { FileInput } from './targets/files.js';

describe('the fuzzer', function () {
  this.timeout(600_000);
  let dir: string;
  let said: string[];

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'go-preflight-fuzz-'));
    said = [];
  });
  afterEach(() => {
    rmSync(dir, { recursive: true });
    delete process.env.FUZZ_BROKEN;
  });

  /** Until so many texts have been run, with one of the broken rules, or with none at all. */
  async function run(broken: string, inputs: number, questions = 150, kind = 'go'): Promise<CampaignEnd> {
    process.env.FUZZ_BROKEN = broken;
    const rules = join(__dirname, 'broken-rules.ts');
    const options = {
      seed: 7,
      milliseconds: 600_000,
      inputs,
      kinds: [kind],
      corpus: [],
      children: 1,
      rules,
      foundDir: dir,
      questions,
    };
    return new Campaign({ ...options, patience: broken === 'hangs' ? 1500 : 60_000, say: line => said.push(line) }).run();
  }

  /** What was kept, which is one input, with no more in it than the fault needs. */
  function kept(): Found & { input: FileInput } {
    const all = allFound(dir);
    assert.equal(all.length, 1, said.join('\n'));
    const found = all[0]!.found as Found & { input: FileInput };
    assert.equal(found.kind, 'go');
    return found;
  }

  it('finds nothing where nothing is broken', async () => {
    const { tallies, found } = await run('nothing', 60);
    assert.deepEqual([found, tallies.flatMap(t => [...t.faults])], [[], []]);
    assert.ok(tallies[0]!.count >= 60);
  });

  it('finds an exception, in an input that has little else', async () => {
    const { tallies } = await run('throws', 200);
    const { fault, input } = kept();
    assert.match(fault, /^test\/throws: broken on purpose/);
    const texts = [input.text, ...input.around.map(f => f.text), ...input.edits.map(e => e.newText)].join('');
    assert.ok(texts.includes('sync') && texts.length < 200, texts);
    assert.ok(tallies[0]!.count >= 200, 'it goes on');
  });

  it('finds a difference to a fresh workspace', async () => {
    await run('forgets', 200);
    assert.match(kept().fault, /^differs from a fresh workspace/);
  });

  it('finds one in the examples of rules, too', async () => {
    await run('forgets', 30, 20, 'examples');
    assert.deepEqual(
      allFound(dir).map(({ found: { kind, fault } }) => `${kind}: ${fault.split('\n')[0]}`),
      ['examples: differs from a fresh workspace'],
    );
  });

  it('ends a child that hangs, and goes on', async () => {
    const { tallies } = await run('hangs', 40, 4);
    assert.equal(kept().fault, 'hang');
    assert.ok(tallies[0]!.count >= 40);
  });

  it('finds a text that takes too long, among others of one input that do not', async () => {
    await run('lingers', 12, 1);
    assert.equal(kept().fault, 'slow');
  });

  it('tells growth from noise', () => {
    const samples = (grows: number) => Array.from({ length: 60 }, (_, i) => ({ count: i * 5000, heap: 50e6 + i * grows + (i % 7) * 1e6 }));
    assert.equal(growthOf(samples(0))!.isFlat, true);
    assert.equal(growthOf(samples(1e6))!.isFlat, false);
    assert.equal(growthOf(samples(0).slice(0, 10)), undefined);
  });
});
