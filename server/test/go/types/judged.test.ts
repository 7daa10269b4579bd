/** Small packages of the standard library with their tests, judged by go/types. `npm run bench:types` does it for any. */
import assert from 'node:assert/strict';
import { comparePackage } from '../../bench/types/compare.js';
import { answersOf } from '../../bench/types/resolver-answers.js';
import { Judge } from '../../bench/types/run-judge.js';
import { shares, Tally } from '../../bench/types/tally.js';
import { loadEngine } from '../../support/engine-for-tests.js';
import { LiveGo } from '../../support/live-go.js';

const PACKAGES = ['container/list', 'slices', 'text/tabwriter'];
const KNOWN = 0.999;

describe('types and go/types', function () {
  this.timeout(300_000);
  const live = new LiveGo();
  let judge: Judge | undefined;

  before(function () {
    live.start(this, 'the types of the standard library are not compared with those of go/types');
    judge = new Judge();
  });
  after(() => {
    judge?.close();
    live.stop();
  });

  it(`agree on ${PACKAGES.join(', ')}`, async () => {
    const answers = answersOf(await loadEngine());
    const tally = new Tally(verdict => (verdict === 'right' ? 0 : 5));
    let packages = 0;
    for await (const pkg of judge!.packages({ dir: process.cwd(), patterns: PACKAGES, flags: ['-tests'] })) {
      assert.deepEqual(pkg.errors, []);
      comparePackage(pkg, answers({ ...pkg, texts: new Map(pkg.files.map(f => [f.path, f.text])) }), tally);
      packages++;
    }
    assert.ok(packages > PACKAGES.length, 'tests are packages of their own');
    assert.ok(tally.tables.size > 5);
    for (const table of tally.tables.keys()) {
      const { known, wrong } = shares(tally.total(table));
      const shown = JSON.stringify(tally.examples.filter(e => e.table === table));
      assert.equal(wrong, 0, `${table}: ${shown}`);
      assert.ok(known >= KNOWN, `${table}: ${known}, ${shown}`);
    }
  });
});
