/** What stays the same of a site when the text around it changes. */
import assert from 'node:assert/strict';
import { DeclarationCache, readGoFile } from '../../src/engine/go/package/read-file.js';
import { readAllocationSites } from '../../src/engine/sites/allocation-sites.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { loadEngine } from '../support/engine-for-tests.js';

describe('the identity of a site', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  /** Of the sites in a method's body. */
  function identities(body: string): string[] {
    const text = `package app\n\nfunc (r *R) f(p *T, xs []int, n int) {\n${body}\n}\n`;
    const facts = readGoFile('a.go', text, engine.go.parse(text), new DeclarationCache(readAllocationSites));
    const sites = facts.declarations.flatMap(d => d.allocationSites);
    return sites.map(({ site }) => `${site.declaration} ${site.kind} ${site.text} ${site.ordinal}`);
  }

  it('tells those apart that read alike', () => {
    assert.deepEqual(identities('p.a = &T{n: 1}\np.a = &T{n: 2}\nxs = make([]int, n)'), [
      '(*R).f pointer &T{…} 0',
      '(*R).f pointer &T{…} 1',
      '(*R).f make make([]int, …) 0',
    ]);
  });

  it('outlives new lines, renamed locals and other constants', () => {
    const before = identities('x := 1\np.a = &x\np.b = &T{n: 7}');
    assert.deepEqual(identities('// more\n\ny := 22\n\np.a = &y\np.b = &T{\n\tn: 8,\n}'), before);
    assert.equal(before.length, 2);
  });
});
