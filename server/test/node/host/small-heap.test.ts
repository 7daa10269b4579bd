/** That the room for new objects stays small in a process that asks for it, whatever it reads; in another one it grows. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const MODULE = join(__dirname, '../../../src/node/host/small-heap.ts');
/** Much that lives for a while, and then its room. */
const WORK = `
  let kept = [];
  for (let i = 0; i < 60; i++) {
    const some = Array.from({ length: 20_000 }, (_, n) => ({ n, i }));
    kept = [...kept.slice(-3), some];
  }
  const room = require('node:v8').getHeapSpaceStatistics().find(s => s.space_name === 'new_space').space_size;
  console.log(Math.round(room / 1e6));`;

describe('the heap of a server', function () {
  this.timeout(60_000);
  const room = (first: string) =>
    Number(execFileSync(process.execPath, ['--require', 'tsx/cjs', '-e', `${first}${WORK}`], { encoding: 'utf8' }));

  it('has little room for new objects', () => {
    const small = room(`require(${JSON.stringify(MODULE)}).keepHeapSmall();`);
    assert.ok(small <= 4, `${small} MB`);
    const usual = room('');
    assert.ok(usual >= 8, `the test sees how it grows: ${usual} MB`);
  });
});
