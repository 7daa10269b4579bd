import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { found } from './found.js';

const stored = (body: string, isAsked = false) => found(`func f(m, n map[string]int, k string, ks []string) { ${body} }`, [], 26, isAsked);

describe('stores into a map', () => {
  it('are told once in a straight line', async () => {
    assert.deepEqual(await stored('m["a"] = 1; m["b"] = 2; n["a"] = 1; m["c"]++'), ['heap-allocation m["a"]', 'heap-allocation n["a"]']);
    assert.deepEqual(await stored('m["a"] = 1; m["b"] = 2', true), ['heap-allocation m["a"]', 'heap-allocation m["b"] *']);
    assert.deepEqual(await stored('m["a"] = 1; if k != "" { m[k] = 2 }'), ['heap-allocation m["a"]']);
  });

  it('are told in each branch, each loop and each closure', async () => {
    assert.deepEqual(await stored('if k != "" { m[k] = 2 } else { m["b"] = 3 }'), ['heap-allocation m[k]', 'heap-allocation m["b"]']);
    assert.deepEqual(await stored('if k != "" { m[k] = 2 }; m["b"] = 3'), ['heap-allocation m[k]', 'heap-allocation m["b"]']);
    assert.deepEqual(await stored('m["a"] = 1; for _, k := range ks { m[k] = 1; m[k+k] = 2 }'), [
      'heap-allocation m["a"]',
      'heap-allocation m[k]',
    ]);
    assert.deepEqual(await stored('m["a"] = 1; func() { m["b"] = 1 }()'), ['heap-allocation m["a"]', 'heap-allocation m["b"]']);
  });

  it('mean the map that the name means there', async () => {
    assert.deepEqual(await stored('m["a"] = 1; { m := n; m["b"] = 2 }'), ['heap-allocation m["a"]', 'heap-allocation m["b"]']);
  });

  it('are told where a closure makes them in a map that the function has made', async () => {
    const made = (store: string) => found(`func each(func(string))\nfunc f() { m := map[string]int{}; ${store} }`);
    assert.deepEqual(await made('m["a"] = 1'), []);
    assert.deepEqual(await made('each(func(k string) { m[k] = 1 })'), ['heap-allocation m[k]']);
  });
});
