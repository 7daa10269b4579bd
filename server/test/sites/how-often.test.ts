/** What the sites of a declaration tell of how often they run. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import type { AllocationSite } from '../../src/engine/go/package/allocation-site.js';
import { DeclarationCache, readGoFile } from '../../src/engine/go/package/read-file.js';
import { readAllocationSites } from '../../src/engine/sites/allocation-sites.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { loadEngine } from '../support/engine-for-tests.js';

describe('allocation sites', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  function sitesOf(code: string): AllocationSite[] {
    const text = `package app\n\nimport "runtime"\n\n${code}\n`;
    const facts = readGoFile('a.go', text, engine.go.parse(text), new DeclarationCache(readAllocationSites));
    return facts.declarations.flatMap(d => d.allocationSites);
  }

  it('know which strings grow long: by characters, by lines, in a loop inside another', () => {
    const isLong = (body: string) =>
      sitesOf(`func f(xs []int, s, t string) {\n${body}\n}`).flatMap(s => (s.what === 'loopConcat' ? [s.isLong] : []));
    assert.deepEqual(isLong('for _, x := range xs {\n\ts += string(x)\n}'), [true]);
    assert.deepEqual(isLong('for i := range t {\n\ts = s + "," + string(t[i])\n}'), [true]);
    assert.deepEqual(isLong('for lines.Scan() {\n\ts += lines.Text()\n}'), [true]);
    assert.deepEqual(isLong('for range xs {\n\tfor range xs {\n\t\ts += t\n\t}\n}'), [true]);
    assert.deepEqual(isLong('for range xs {\n\tu := ""\n\tfor range xs {\n\t\tu += t\n\t}\n}'), [false]);
    assert.deepEqual(isLong('for _, x := range xs {\n\ts += string(x.Bytes)\n}'), [false]);
    assert.deepEqual(isLong('for _, x := range xs {\n\ts += x.name + ", "\n}'), [false]);
  });

  it('are cold in main outside of its loops, in a dump of stacks, and where a text is filled up', () => {
    const cold = (text: string) => sitesOf(text).map(s => s.cold === true);
    const large = 'b := make([]byte, 1<<20)';
    assert.deepEqual(cold(`func main() { ${large}; use(b) }`), [true]);
    assert.deepEqual(cold(`func main() { for { ${large}; use(b) } }`), [false]);
    assert.deepEqual(cold(`func main() { go func() { ${large}; use(b) }() }`), [false]);
    assert.deepEqual(cold(`func f() { ${large}; n := runtime.Stack(b, true); use(b[:n]) }`), [true]);
    assert.deepEqual(cold(`func f() { ${large}; n := read(b); use(b[:n]) }`), [false]);
    assert.deepEqual(cold('func f(s string, n int) string { for i := 0; i < n; i++ { s += "0" }; return s }'), [true]);
    assert.deepEqual(cold('func f(s, x string, n int) string { for i := 0; i < n; i++ { s += x }; return s }'), [false]);
  });
});
