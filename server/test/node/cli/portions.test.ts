import { strict as assert } from 'node:assert';
import type { PackageJob } from '../../../src/node/cli/package-job.js';
import { type Portion, Portions, portionsOf } from '../../../src/node/cli/portions.js';

const job = (dir: string, files = 1): PackageJob => ({
  report: Array.from({ length: files }, (_, i) => `/m/${dir}/f${i}.go`),
  context: [],
});
const portion = (...jobs: PackageJob[]): Portion => ({ jobs, resolve: () => {}, reject: () => {} });
const folder = (p: Portion | undefined) => p?.jobs[0]?.report[0]?.split('/')[2];

function waiting(...folders: string[]): Portions<string> {
  const portions = new Portions<string>();
  for (const f of folders) portions.add(portion(job(f)));
  return portions;
}

describe('Portions of packages', () => {
  it('are neighbours for one thread, whatever order they came in', () => {
    const portions = waiting('d', 'a', 'c', 'b');
    assert.deepEqual(
      [1, 2, 3, 4].map(() => folder(portions.take('one'))),
      ['a', 'b', 'c', 'd'],
    );
    assert.equal(portions.take('one'), undefined);
  });

  it('let a second thread begin in the middle', () => {
    const portions = waiting('a', 'b', 'c', 'd', 'e', 'f');
    const taken = ['one', 'two', 'one', 'two', 'one', 'two'].map(thread => folder(portions.take(thread)));
    assert.deepEqual(taken, ['a', 'd', 'b', 'e', 'c', 'f']);
  });

  it('let a thread that has reached another begin anew where most is left', () => {
    const portions = waiting('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
    assert.equal(folder(portions.take('one')), 'a');
    assert.equal(folder(portions.take('two')), 'e');
    for (const next of ['b', 'c', 'd']) assert.equal(folder(portions.take('one')), next);
    assert.equal(folder(portions.take('one')), 'g', 'thread two goes on with f');
    assert.equal(folder(portions.take('two')), 'f');
    assert.equal(folder(portions.take('two')), 'h');
  });

  it('begin with large packages, the largest first', () => {
    const portions = waiting('a', 'b');
    for (const [dir, files] of [...Object.entries({ y: 200, z: 500, x: 120 })]) portions.add(portion(job(dir, files)));
    assert.deepEqual(
      [1, 2, 3, 4, 5].map(() => folder(portions.take('one'))),
      ['z', 'y', 'x', 'a', 'b'],
    );
  });

  it('are each taken once by any number of threads, few of which leave their neighbourhood', () => {
    for (let threads = 1; threads <= 9; threads++) {
      const names = Array.from({ length: 300 }, (_, i) => `p${i + 1000}`);
      const portions = waiting(...names);
      const [taken, last, jumps]: [string[], Map<number, number>, number[]] = [[], new Map(), []];
      for (let turn = 0; portions.size > 0; turn++) {
        // Not every thread is as fast as the others.
        const thread = turn % 3 === 0 ? 0 : turn % threads;
        const name = folder(portions.take(String(thread)))!;
        const place = names.indexOf(name);
        if (place !== (last.get(thread) ?? -1) + 1) jumps.push(place);
        last.set(thread, place);
        taken.push(name);
      }
      assert.deepEqual(taken.sort(), names);
      assert.ok(jumps.length <= 12 * threads, `${jumps.length} jumps of ${threads} threads`);
    }
  });

  it('hold small packages together up to a size, and large ones alone', () => {
    const jobs = [job('c', 30), job('a', 5), job('b', 300), job('aa', 30), job('ab', 30)];
    assert.deepEqual(portionsOf(jobs), [[1, 3], [4], [2], [0]]);
    assert.deepEqual(portionsOf([]), []);
  });
});
