/**
 * Code that is laid out to exhaust the resolver, with a stack of 600 KB: no exception, and the time grows with the length of the code. CPU
 * time; only what takes long enough to be no noise is judged, with a wide margin: four times as long is sixteen times as long by the square.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { CYCLES } from '../../support/shapes/type-cycles.js';
import { TYPES } from '../../support/shapes/types.js';
import type { Hostile } from './hostile-code.js';

const QUIET_MS = 300;
const GROWTH = 10;

describe('hostile code and types', function () {
  this.timeout(120_000);
  const found = new Map<string, Hostile>();

  before(() => {
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--stack-size=600', '--require', 'tsx/cjs', join(__dirname, 'hostile-code.ts')],
      {
        encoding: 'utf8',
        maxBuffer: 1 << 26,
      },
    );
    assert.equal(stderr, '');
    for (const line of stdout.trim().split('\n')) {
      const hostile = JSON.parse(line) as Hostile;
      found.set(hostile.name, hostile);
    }
  });

  for (const name of Object.keys(CYCLES)) {
    it(name, () => {
      const hostile = found.get(name);
      assert.equal(hostile?.error, undefined);
      assert.ok(hostile!.large < QUIET_MS, `${hostile!.large} ms`);
    });
  }

  for (const { name } of TYPES) {
    it(`many or deep: ${name}`, () => {
      const hostile = found.get(name)!;
      assert.equal(hostile.error, undefined);
      const { small, large } = hostile;
      assert.ok(large < QUIET_MS || large < GROWTH * small, `${small} ms, and ${large} ms for four times as much`);
    });
  }
});
