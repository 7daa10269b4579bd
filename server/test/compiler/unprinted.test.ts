import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { found, type Line } from './found.js';

describe('allocations that the compiler never prints', () => {
  it('sees channels, not slices of the same form', async () => {
    assert.deepEqual(await found('func f() { c := make(chan int, 1); close(c) }'), ['heap-allocation make(chan int, 1)']);
    assert.deepEqual(await found('type queue chan int\nfunc f() { close(make(queue)) }'), ['heap-allocation make(queue)']);
    assert.deepEqual(await found('func f() { _ = make([]int, 1) }'), []);
    assert.deepEqual(await found('func make(n int) {}\nfunc f() { make(1) }'), []);
  });

  it('sees timers that each iteration makes', async () => {
    const loop = (body: string) => `import "time"\nfunc f(c chan int) { for { select { case <-c: case <-${body}: } } }`;
    assert.deepEqual(await found(loop('time.After(1)')), ['heap-allocation time.After(1)']);
    assert.deepEqual(await found('import "time"\nfunc f() { <-time.After(1) }'), []);
    assert.deepEqual(await found(loop('other.After(1)')), []);
  });

  it('sees strings that `+=` makes longer, not sums', async () => {
    assert.deepEqual(await found('func f(s string) string { s += "x"; return s }'), ['heap-allocation s += "x"']);
    assert.deepEqual(await found('type t struct{ name string }\nfunc (v *t) f() { v.name += "x" }'), ['heap-allocation v.name += "x"']);
    assert.deepEqual(await found('func f(n int) int { n += 1; return n }'), []);
  });

  it('says once that a string grows, since `a + b` is made in the same go; not for an element of a map, where it is not', async () => {
    const grow = (target: string) => `func f(v *struct{ s string; m map[string]string; u pkg.T }, x string) { ${target} += x §+ "y" }`;
    const said: readonly (readonly Line[])[] = [[['escapes', 'x + "y"']]];
    assert.deepEqual(await found(grow('x'), said), ['heap-allocation x += x + "y"']);
    assert.deepEqual(await found(grow('v.s').replace('x §+ "y"', '(x §+ "y")'), said), ['heap-allocation v.s += (x + "y")']);
    assert.deepEqual((await found(grow('v.m["k"]'), said)).at(-1), 'heap-allocation x + "y"');
    assert.deepEqual(await found(grow('v.u.s'), said), ['heap-allocation x + "y"'], 'the compiler alone knows that this is a string');
    assert.deepEqual(await found(`var g = ${grow('x').replace('f(', '(')}`, said), ['heap-allocation x + "y"']);
  });

  it('sees what go statements hand over', async () => {
    const types = 'type t struct{ c func() }\nfunc (v *t) m() {}\nfunc g(n int) {}\nfunc h() {}\n';
    for (const call of ['v.m()', 'g(n)', 'v.c2(1, n)', 'func2(n)'])
      assert.deepEqual(await found(`${types}func f(v *t, n int) { go ${call} }`), [`heap-allocation ${call}`], call);
    assert.deepEqual(await found(`${types}func f(v *t, n int) { go func(k int) { h() }(n) }`), ['heap-allocation func(k int)']);
    for (const call of ['h()', 'g(1)', 'v.c()', 'close(n)', 'func() { h() }()'])
      assert.deepEqual(await found(`${types}func f(v *t, n int) { go ${call} }`), [], call);
  });

  it('sees what a defer in a loop hands over, and none elsewhere', async () => {
    const types = 'type t struct{ c func() }\nfunc (v *t) m() {}\nfunc g(n int) {}\nfunc h() {}\n';
    const loop = (call: string) => `${types}func f(all []*t, n int) { for _, v := range all { defer ${call} } }`;
    for (const call of ['v.m()', 'g(n)', 'g(n + 1)']) assert.deepEqual(await found(loop(call)), [`heap-allocation ${call}`], call);
    assert.deepEqual(await found(loop('func(k int) { h() }(n)')), ['heap-allocation func(k int)']);
    for (const call of ['h()', 'g(1)', 'v.c()', 'func() { h() }()']) assert.deepEqual(await found(loop(call)), [], call);
    assert.deepEqual(await found(`${types}func f(v *t, n int) { defer v.m(); defer g(n) }`), []);
    assert.deepEqual(await found(`${types}func f(all []*t) { for _, v := range all { func() { defer v.m() }() } }`), []);
    assert.deepEqual(await found(`${types}func f(all []*t) { for _, v := range all { defer v.m(); return } }`), []);
  });

  it('knows a map of unknown type by its index', async () => {
    const body = (index: string) =>
      `import "example.com/other"\nfunc f(r *other.Request, key string, n int) { v := r.PostForm; v[${index}] = nil }`;
    assert.deepEqual(await found(body('"a"')), ['heap-allocation v["a"]']);
    assert.deepEqual(await found(body('key')), ['heap-allocation v[key]']);
    assert.deepEqual(await found(body('n')), []);
  });

  it('knows maps of other packages', async () => {
    const body = 'import "net/http"\nfunc f(r *http.Request) { v := r.PostForm; v["a"] = nil }';
    assert.deepEqual(await found(body), ['heap-allocation v["a"]']);
  });

  it('knows that a key that is there needs no room', async () => {
    const stored = (clause: string, store: string, before = '') =>
      found(`func g(int) int\nfunc f(m, n map[int]int) { for ${clause} { ${before} ${store} } }`);
    assert.deepEqual(await stored('k, v := range m', 'm[k] = g(v)'), []);
    assert.deepEqual(await stored('k := range (m)', 'm[k]++'), []);
    assert.deepEqual(await stored('k, v := range m', 'n[k] = v'), ['heap-allocation n[k]']);
    assert.deepEqual(await stored('k, v := range m', 'm[v] = k'), ['heap-allocation m[v]']);
    assert.deepEqual(await stored('k := range m', 'm[k] = 1', 'k++;'), ['heap-allocation m[k]']);
  });

  it('sees stores into maps that may have to grow', async () => {
    assert.deepEqual(await found('func f(m map[string]int) { m["a"] = 1 }'), ['heap-allocation m["a"]']);
    assert.deepEqual(await found('type t struct{ m map[int]int }\nfunc (v *t) f(k int) { v.m[k]++ }'), ['heap-allocation v.m[k]']);
    assert.deepEqual(await found('func f(xs []int) { m := map[int]int{}; for _, x := range xs { m[x] = 1 }; println(len(m)) }'), [
      'heap-allocation m[x]',
    ]);
    assert.deepEqual(await found('import "maps"\nfunc f(a, b map[int]int) { maps.Copy(a, b) }'), ['heap-allocation maps.Copy(a, b)']);
  });

  it('is silent about stores into slices and a few stores into an own map', async () => {
    assert.deepEqual(await found('func f(s []int) { s[0] = 1 }'), []);
    assert.deepEqual(await found('func f() { m := make(map[int]int); m[1] = 1; m[2] = 2; println(len(m)) }'), []);
    assert.deepEqual(await found('func f(m map[string]int) { panic(func() { m["a"] = 1 }) }'), ['heap-allocation m["a"]']);
  });

  it('sees maps that stay in the function but have too many entries for it', async () => {
    const entries = (n: number) => Array.from({ length: n }, (_, i) => `${i}: true`).join(', ');
    const literal = (n: number) =>
      found(`func f() { m := map[int]bool§{${entries(n)}}; println(len(m)) }`, [[['stays', 'map[int]bool{...}']]]);
    assert.deepEqual(await literal(8), []);
    assert.deepEqual(await literal(9), [`heap-allocation map[int]bool{${entries(9)}}`]);
    const made = (n: number) =>
      found(`func f() { m := make§(map[int]bool, ${n}); println(len(m)) }`, [[['stays', `make(map[int]bool, ${n})`]]]);
    assert.deepEqual(await made(8), []);
    assert.deepEqual(await made(9), ['heap-allocation make(map[int]bool, 9)']);
  });

  it('sees what stays in the function up to 32 bytes only', async () => {
    const made = 'func f(n int) { s := make§([]int, n); println(len(s)) }';
    assert.deepEqual(await found(made, [[['stays', 'make([]int, n)']]]), ['unknown-size make([]int, n)']);
    assert.deepEqual(await found(made, [[['stays', 'make([]int, 4)']]]), [], 'the compiler knows the size');
    assert.deepEqual(await found(made, [[['stays', 'make([]int, n)']]], 24), [], 'up to 1.24 such a slice never stays');
    const grown = (type: string) => `func f(xs []${type}) { var s []${type}; for _, x := range xs { s = append§(s, x) }; println(len(s)) }`;
    assert.deepEqual(await found(grown('int'), [[['stays', 'append']]]), ['heap-allocation append(s, x)']);
    assert.deepEqual(await found(grown('byte'), [[['stays', 'append']]]), [], 'a short text has room on the stack');
  });
});

describe('slices and buffers that grow', () => {
  const append: Line[] = [['escapes', 'append']];

  it('are one finding per block, buffers one per function', async () => {
    const body = (type: string, x: string) =>
      `func f(d []${type}, a bool) []${type} { d = append§(d, ${x}); d = append§(d, ${x}); if a { d = append§(d, ${x}) }; return d }`;
    assert.equal((await found(body('int', '1'), [append, append, append])).length, 2);
    assert.equal((await found(body('byte', 'd...'), [append, append, append])).length, 2);
    assert.equal((await found(body('byte', "'x', d[0]"), [append, append, append])).length, 0, 'the caller brings room for a few bytes');
    assert.equal((await found(body('byte', 'd[0]').replace('func f', 'func F'), [append, append, append])).length, 1, 'who may call it?');
    assert.equal((await found(body('byte', 'd[0]').replace('func f', 'func AppendIt'), [append, append, append])).length, 0);
    assert.equal((await found(`type code byte\n${body('code', '1')}`, [append, append, append])).length, 2, 'codes are no text');
  });

  it('are not hidden by constants when texts of unknown length are added', async () => {
    const body = "func f(d []byte, s string, a bool) []byte { d = append§(d, 'x'); if a { d = append§(d, s...) }; return d }";
    assert.deepEqual(await found(body, [append, append]), ['heap-allocation append(d, s...)']);
  });

  it('are told at each text that a strings.Builder takes, and at its first write', async () => {
    const write: Line[] = [
      ['inlined', 'strings.(*Builder).WriteString'],
      ['escapes', 'append'],
    ];
    const body =
      'import "strings"\nfunc f(s string) string { var b strings.Builder; b.WriteString§("x"); b.WriteString§("y"); b.WriteString§(s); b.WriteString§(s); return b.String() }';
    assert.deepEqual(await found(body, [write, write, write, write]), [
      'heap-allocation b.WriteString("x")',
      'heap-allocation b.WriteString(s)',
      'heap-allocation b.WriteString(s)',
    ]);
  });

  it('are not told where a buffer lives on, nor at the call when the callee tells', async () => {
    const write = (name: string): Line[] => [
      ['inlined', name],
      ['escapes', 'append'],
    ];
    const field = 'import "example.com/buffer"\ntype T struct{ b *buffer.Buffer }\nfunc (t *T) f(s string) { t.b.WriteString§(s) }';
    assert.deepEqual(await found(field, [write('buffer.(*Buffer).WriteString')]), []);
    const own = 'type T struct{ b []byte }\nfunc (t *T) put(s string) { t.b = append§(t.b, s...) }\nfunc (t *T) f() { t.put§("x") }';
    assert.deepEqual(await found(own, [append, write('(*T).put')]), ['heap-allocation append(t.b, s...)']);
    assert.deepEqual((await found(own, [append, write('(*T).put')], 26, true)).at(-1), 'heap-allocation t.put("x") *');
  });

  it('have room where they begin anew', async () => {
    assert.deepEqual(await found('func f(s []int, n int) []int { return append§(s[:0], n) }', [append]), []);
    assert.equal((await found('func f(s []int, n int) []int { return append§(s[:n], n) }', [append])).length, 1);
  });

  it('have room that they were given before', async () => {
    const given = (before: string, s = 'x.all') =>
      found(
        `type t struct { all, old []int }\nfunc (x *t) f(n int, all []int) []int { ${before}; for i := range n { ${s} = append§(${s}, i) }; return ${s} }`,
        [append],
      ).then(f => f.length);
    assert.equal(await given('x.all = make([]int, 0, n)'), 0);
    assert.equal(await given('x.all = x.all[:n]'), 0);
    assert.equal(await given('x.all, all = all[:0:n], all[n:]'), 0);
    assert.equal(await given('if x.all == nil { x.all = make([]int, 0, n) }'), 0);
    assert.equal(await given('var own []int; own = all[:0]', 'own'), 0);
    assert.equal(await given('x.all = make([]int, 0, n); x.all = nil'), 1, 'it was given away');
    assert.equal(await given('x.all = x.all[n:]'), 1, 'room at the beginning is lost');
    assert.equal(await given('x.all = x.all[:0]'), 1, 'it began empty, once');
    assert.equal(await given('if n > 9 { x.all = make([]int, 0, n) }'), 1);
    assert.equal(await given('x.old = make([]int, 0, n)'), 1);
    assert.equal(await given('reset := func() { x.all = make([]int, 0, n) }'), 1);
  });

  it('are full where they were made with a length alone', async () => {
    const made = (sizes: string) =>
      found(`func f(n int) []int { s := make([]int, ${sizes}); for i := range n { s = append§(s, i) }; return s }`, [append]);
    assert.deepEqual(await made('0, n'), []);
    assert.equal((await made('n')).length, 1);
    assert.equal((await made('n, n')).length, 1);
  });

  it('are one for each call that makes one', async () => {
    const clone: Line[] = [
      ['inlined', 'slices.Clone[go.shape.[]int,go.shape.int]'],
      ['escapes', 'append'],
    ];
    const body = 'import "slices"\nfunc f(a, b []int) ([]int, []int) { a = slices.Clone§(a); b = slices.Clone§(b); return a, b }';
    assert.deepEqual(await found(body, [clone, clone]), ['heap-allocation slices.Clone(a)', 'heap-allocation slices.Clone(b)']);
  });

  it('do not grow where elements are left out', async () => {
    assert.deepEqual(await found('func f(s []int, i int) []int { return append§(s[:i], s[i+1:]...) }', [append]), []);
    assert.equal((await found('func f(s, t []int, i int) []int { return append§(s[:i], t[i+1:]...) }', [append])).length, 1);
  });

  it('are one finding per file where constants are pushed to a stack in a field, and not where other values are', async () => {
    const body = (x: string) =>
      `const first = 1\ntype T struct{ states []int }\nfunc (t *T) f(n int) { t.states = append§(t.states, ${x}) }\nfunc (u *T) g(n int) { u.states = append§(u.states, ${x}) }`;
    assert.equal((await found(body('first'), [append, append])).length, 1);
    assert.equal((await found(body('n'), [append, append])).length, 2);
  });

  it('are told at each place to who asks about it', async () => {
    const body = "func F(d []byte) []byte { d = append§(d, 'x'); d = append§(d, 'y'); return d }";
    assert.deepEqual(await found(body, [append, append]), ["heap-allocation append(d, 'x')"]);
    const all = await found(body, [append, append], 26, true);
    assert.deepEqual(all, ["heap-allocation append(d, 'x')", "heap-allocation append(d, 'y') *"]);
  });

  it('are one finding per file when they are fields', async () => {
    const body = "type T struct{ b []byte }\nfunc (t *T) f() { t.b = append§(t.b, 'x') }\nfunc (u *T) g() { u.b = append§(u.b, 'y') }";
    assert.deepEqual(await found(body, [append, append]), ["heap-allocation append(t.b, 'x')"]);
  });
});

describe('the assertion that a function does not allocate', () => {
  const append: Line[] = [['escapes', 'append']];
  const asserted = (body: string, ...said: Line[][]) =>
    found(`import "fmt"\n//preflight:noescape\n${body}`, said).then(all => all.filter(f => f.startsWith('noescape')).length === 1);

  it('survives the growth of what the caller hands over', async () => {
    assert.equal(await asserted('func f(d []byte, s string) []byte { return append§(d, s...) }', append), false);
    assert.equal(await asserted('func f(d []int, x int) []int { d = append§(d[:1], x); return d }', append), false);
    assert.equal(await asserted('func f(v *struct{ xs []int }, x int) { v.xs = append§(v.xs, x) }', append), false);
    assert.equal(await asserted('func f(p *[]int, x int) { d := *p; d = append§(d[:0], x); *p = d }', append), false);
    assert.equal(await asserted('func f(m map[string]int) { m["a"] = 1 }'), false);
  });

  it('is broken by the growth of what begins empty, by integers in interfaces, and by channels', async () => {
    assert.equal(await asserted('func f(x int) []int { var d []int; d = append§(d, x); return d }', append), true);
    assert.equal(await asserted('func f(x int) []int { d := []int(nil); d = append§(d, x); return d }', append), true);
    assert.equal(await asserted('func f(x int) any { return §x }', [['escapes', 'x']]), true);
    assert.equal(await asserted('func f() { close(make(chan int)) }'), true);
    assert.equal(await asserted('func f(x int) { fmt.Println(§x) }', [['escapes', 'x']]), true);
  });
});
