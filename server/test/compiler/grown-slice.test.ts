import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { found, type Line } from './found.js';

const GROWS: readonly Line[] = [['escapes', 'append']];
const inBuilder = (statement: string) =>
  found(
    `import ("strconv"; "strings")\nfunc line(b *strings.Builder, parts ...string) { for _, p := range parts { b.WriteString(p) } }\nfunc f(b *strings.Builder, s string, n int) { ${statement} }`,
    [GROWS],
  );

describe('growth by an inlined call', () => {
  it('is left out where a caller’s builder gets a few bytes', async () => {
    assert.deepEqual(await inBuilder('line§(b, "match")'), []);
    assert.deepEqual(await inBuilder('b.WriteString§(strconv.Itoa(n))'), []);
    assert.deepEqual(await inBuilder('b.WriteString§("match")'), []);
  });

  it('is told where it gets a text of unknown length', async () => {
    assert.deepEqual(await inBuilder('line§(b, s)'), ['heap-allocation line(b, s)']);
    assert.deepEqual(await inBuilder('line§(b, s, "x")'), ['heap-allocation line(b, s, "x")']);
    assert.deepEqual(await inBuilder('b.WriteString§(s)'), ['heap-allocation b.WriteString(s)']);
    assert.deepEqual(await inBuilder('b.WriteString§(strconv.Quote(s))'), ['heap-allocation b.WriteString(strconv.Quote(s))']);
  });

  it('is left out where the slice was made with room', async () => {
    const added = (init: string) =>
      found(
        `func appendOne(xs []int, x int) []int { return append(xs, x) }\nfunc f(n int) []int { xs := ${init}; for i := range n { xs = appendOne§(xs, i) }; return xs }`,
        [GROWS],
      );
    assert.deepEqual(await added('make([]int, 0, n)'), []);
    assert.deepEqual(await added('[]int{}'), ['heap-allocation appendOne(xs, i)']);
  });
});

describe('growth of a slice of elements', () => {
  const grown = (body: string) =>
    found(
      `type E struct{}\nfunc (*E) Error() string { return "" }\ntype Es []*E\ntype code struct{ all []*int }\nfunc (c *code) add(p *int) { c.all = append(c.all, p) }\nfunc more() Es { return nil }\nfunc f(c *code, p *int, ps []*int, es Es, errs []error) { ${body} }`,
      [GROWS, GROWS],
    );

  it('is told each time: any may be the one that has no room', async () => {
    assert.deepEqual(await grown('c.add§(p); c.add§(p)'), ['heap-allocation c.add(p)', 'heap-allocation c.add(p)']);
    assert.deepEqual(await grown('ps = append§(ps, p); ps = append§(ps, p)'), [
      'heap-allocation append(ps, p)',
      'heap-allocation append(ps, p)',
    ]);
  });

  it('is left out where errors of a call are added to others: there are none as a rule', async () => {
    assert.deepEqual(await grown('es = append§(es, more()...); errs = append§(errs, errs...)'), []);
    assert.deepEqual(await grown('es = append§(es, &E{}); ps = append§(ps, ps...)'), [
      'heap-allocation append(es, &E{})',
      'heap-allocation append(ps, ps...)',
    ]);
  });
});
