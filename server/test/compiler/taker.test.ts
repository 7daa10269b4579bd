/** What people do instead, by what takes a value or makes it. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type Line, sites } from './found.js';

const HEAD = 'import ("bufio"; "bytes"; "math/rand"; "net/http"; "os"; "strings")\n';

describe('the usual way around', () => {
  const inlined: readonly Line[] = [
    ['inlined', 'f'],
    ['escapes', 'make([]byte, 1)'],
  ];
  /** `body` has a mark at the call. */
  const at = async (body: string) => (await sites(`${HEAD}${body}`, [inlined])).filter(s => s.site.kind === 'inlined').map(s => s.taker);

  it('of an inlined call of the standard library is known by its name, and by arguments that are constant', async () => {
    assert.deepEqual(await at('func f() *strings.Replacer { return strings.NewReplacer§("a", "b") }'), ['shared']);
    assert.deepEqual(await at('func f(s string) *strings.Replacer { return strings.NewReplacer§("a", s) }'), [undefined]);
    assert.deepEqual(await at('func f(h http.Header) { h.Set§("Vary", "Origin") }'), ['header']);
    assert.deepEqual(await at('func f(h http.Header, v string) { h.Set§("Vary", v) }'), [undefined]);
    assert.deepEqual(await at('func f(n int64) rand.Source { return rand.NewSource§(n) }'), ['source']);
    assert.deepEqual(await at('func f(b *bytes.Buffer) string { return b.String§() }'), ['text']);
    assert.deepEqual(await at('func f(r *http.Request) *http.Request { return r.WithContext§(r.Context()) }'), ['request']);
    assert.deepEqual(await at('type T struct{}\nfunc (T) Set(k, v string) {}\nfunc f(h T) { h.Set§("Vary", "Origin") }'), [undefined]);
  });

  it('is none of a call that hardly ever allocates: there is no finding', async () => {
    assert.deepEqual(await at('func f(w *bufio.Writer) { w.Reset§(nil) }'), []);
    assert.deepEqual(await at('func f() error { return os.Mkdir§("a", 0) }'), []);
    assert.deepEqual(await at('func f(w *bufio.Writer) { w.ReadFrom§(nil) }'), [undefined]);
  });

  it('of a strings.Builder is no reuse: its room goes with its text', async () => {
    const taker = async (type: string) =>
      (
        await sites(`${HEAD}func g(io any)\nfunc f() string { b := §&${type}{}; g(b); return b.String() }`, [[['escapes', `&${type}{}`]]])
      ).map(s => s.taker);
    assert.deepEqual(await taker('strings.Builder'), ['builder']);
    assert.deepEqual(await taker('bytes.Buffer'), [undefined]);
  });

  it('of a variable that a late closure takes is another variable, where the function may return before', async () => {
    const moved: readonly Line[] = [['moved', 'n']];
    const taker = async (body: string) => (await sites(`func g(func())\nfunc f(x int) func() { §n := x; ${body} }`, [moved]))[0]?.taker;
    assert.equal(await taker('if n > 1 { return nil }; return func() { n++ }'), 'early');
    assert.equal(await taker('if x > 1 { return nil }; return func() { n++ }'), undefined, 'it can be declared later');
    assert.equal(await taker('n++; return func() { n++ }'), undefined);
    assert.equal(await taker('n++; h := func() { n++ }; if x > 1 { return nil }; return h'), undefined);
  });

  it('of a map that is filled in each call is a variable of the package, or a switch', async () => {
    const entries = (value: string) => [...'abcdefghi'].map(k => `"${k}": ${value}`).join(', ');
    const taker = async (body: string) =>
      (await sites(`func g(map[string]bool)\nfunc f(k string, b bool) bool { ${body} }`, [[['stays', 'map[string]bool{...}']]]))[0]?.taker;
    const literal = (value: string) => `map[string]bool§{${entries(value)}}`;
    assert.equal(await taker(`m := ${literal('true')}; return m[k] || m["x"]`), 'table');
    assert.equal(await taker(`m := ${literal('true')}; for n := range m { if n == k { return true } }; return len(m) > 3`), 'table');
    assert.equal(await taker(`return ${literal('true')}[k]`), 'switch');
    assert.equal(await taker(`m := ${literal('b')}; return m[k]`), 'switch');
    assert.equal(await taker(`m := ${literal('b')}; return m[k] || m["x"]`), undefined, 'more than one entry');
    assert.equal(await taker(`m := ${literal('b')}; for range 3 { b = m[k] }; return b`), undefined, 'more than one entry');
    assert.equal(await taker(`m := ${literal('true')}; m[k] = false; return m["x"]`), undefined, 'another content each time');
    assert.equal(await taker(`m := ${literal('true')}; g(m); return m["x"]`), undefined, 'nobody knows what is done with it');
  });
});
