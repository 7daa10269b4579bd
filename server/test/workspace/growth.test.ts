/**
 * The time for a file grows with its length and not with the square of it, whatever it is made of. CPU time of this process, so that others
 * on the machine do not count; only what takes long enough to be no noise is judged, and with a wide margin: the square of a file four
 * times as long is sixteen times as long.
 */
import assert from 'node:assert/strict';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { measure } from '../support/measure-shape.js';
import { SHAPES } from '../support/shapes/all.js';

/** The shapes that once took seconds; `server/test/bench/growth.ts` measures all. */
const ONCE_SLOW = new Set([
  ...['gets and puts', 'puts in loops', 'cases that fall through', 'appends of one', 'variables that hold each other', 'deep literals'],
  ...[
    'types that contain types twice',
    'a type of arrays of itself',
    'types that embed each other',
    'deep type []',
    'broken "&"',
    'wide call',
  ],
  ...[
    'suppressions',
    'comments behind code',
    'blank lines',
    'tabs behind a name',
    'stars of a copy',
    'blanks in a value',
    'steps of one job',
  ],
]);
const QUIET_MS = 150;
const GROWTH = 9;
/** No file of these sizes may need more. */
const LIMIT_MS = 10_000;

describe('growth', function () {
  this.timeout(60_000);
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  for (const { name, path, size, text } of SHAPES.filter(s => ONCE_SLOW.has(s.name))) {
    it(`${path}: ${name}`, () => {
      const ms = (n: number) => measure(engine, path, text(n)).ms;
      const n = Math.max(2, Math.floor(size / 8));
      const { ms: large, errors } = measure(engine, path, text(4 * n));
      assert.deepEqual(errors, []);
      assert.ok(large < LIMIT_MS, `${large} ms`);
      if (large < QUIET_MS) return;
      // The second of two is free of what the engine does once.
      ms(n);
      const small = ms(n);
      assert.ok(large < QUIET_MS || ms(4 * n) < GROWTH * small, `${small} ms for ${n}, ${large} ms for ${4 * n}`);
    });
  }
});
