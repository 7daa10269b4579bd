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

  it('are left out where the map stays in the function: eight entries have room on the stack', async () => {
    const made = (kind: 'stays' | 'escapes', body: string) =>
      found(`func f(ks []string, given map[string]int) { ${body}; for _, k := range ks { m[k] = 1 } }`, [[[kind, 'make(map[string]int)']]]);
    assert.deepEqual(await made('stays', 'm := make§(map[string]int)'), []);
    assert.deepEqual(await made('stays', 'var m map[string]int; m = make§(map[string]int)'), []);
    assert.deepEqual(await made('escapes', 'm := make§(map[string]int)'), ['heap-allocation make(map[string]int)', 'heap-allocation m[k]']);
    assert.deepEqual(await made('stays', 'm := make§(map[string]int); m = given'), ['heap-allocation m[k]'], 'another map');
  });

  it('are left out where a function registers something, once, in a map of the package', async () => {
    const into = (body: string) => found(`var all = map[string]int{}\nfunc f(k string, ks []string) { ${body} }`);
    assert.deepEqual(await into('all[k] = 1'), []);
    assert.deepEqual(await into('for _, k := range ks { all[k] = 1 }'), ['heap-allocation all[k]']);
    assert.deepEqual(await into('if k != "" { all[k] = 1 }'), ['heap-allocation all[k]']);
  });
});
