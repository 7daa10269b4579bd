import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { argument, said } from './said-at-mark.js';

describe('silence about what the compiler need not make', () => {
  it('knows that append makes no slice to take its room from', async () => {
    const grown = (made: string) => `func f(b []byte, n int) []byte { return append(b, ${made}...) }`;
    assert.deepEqual(await said(grown('make§([]byte, n)'), 'make([]byte, n)'), []);
    assert.equal((await said(grown('make§([]byte, n, n)'), 'make([]byte, n, n)')).length, 1);
    assert.equal((await said(`func append(b []byte, c ...byte) []byte\n${grown('make§([]byte, n)')}`, 'make([]byte, n)')).length, 1);
    const inserted = 'func f(b []byte, n int) []byte { return insert(b, make§([]byte, n)...) }\nfunc insert(b []byte, c ...byte) []byte';
    assert.equal((await said(inserted, 'make([]byte, n)')).length, 1);
  });

  it('knows that a number set to itself copies nothing', async () => {
    const neg = (call: string) => `import "math/big"\nfunc f(a, b *big.Int, s struct{ n *big.Int }) { ${call} }`;
    assert.deepEqual(await said(neg('a.Neg§(a)'), 'make(big.nat, 1)'), []);
    assert.equal((await said(neg('a.Neg§(b)'), 'make(big.nat, 1)')).length, 1);
    assert.equal((await said(neg('s.n.Neg§(a)'), 'make(big.nat, 1)')).length, 1);
    assert.equal((await said(neg('a.Sqrt§(a)'), 'make(big.nat, 1)')).length, 1);
  });

  it('knows literals of constants from 1.25 on', async () => {
    const body = argument('type T struct{ a, b int }', 'T§{1, 2}');
    assert.deepEqual(await said(body, 'T{...}', 25), []);
    assert.equal((await said(body, 'T{...}', 24)).length, 1);
    assert.equal((await said(argument('type T struct{ a, b int }\nvar n int', 'T§{n, 2}'), 'T{...}', 25)).length, 1);
    const held = (first: string, then: string) =>
      `type T struct{ a, b int }\nfunc (t *T) set()\nfunc g() (T, int)\nfunc f() {\n\tt := ${first}\n\t${then}\n\tfmt.Println(§t)\n}`;
    assert.deepEqual(await said(held('T{1, 2}', 'u := t; _ = u.a'), 't', 25), []);
    assert.equal((await said(held('T{1, 2}', ''), 't', 24)).length, 1);
    for (const then of ['t.a = 3', 't = T{}', 'p := &t; p.a = 3', '(t).b++', 't.set()', 't, _ = g()'])
      assert.equal((await said(held('T{1, 2}', then), 't', 25)).length, 1, then);
    assert.equal((await said(held('[]int{1, 2}', ''), 't', 25)).length, 1);
  });
});
