/** Facts of allocation sites: which values leave, why, by which steps. What the rules make of them is tested by their examples. */

import assert from 'node:assert/strict';
import type { AllocationSite, LeavingSite } from '../../src/engine/go/package/allocation-site.js';
import { DeclarationCache, readGoFile } from '../../src/engine/go/package/read-file.js';
import { readAllocationSites } from '../../src/engine/sites/allocation-sites.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { loadEngine } from '../support/engine-for-tests.js';

describe('allocation sites', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  /** Sites of the statements in a function; text of the sites and of their steps for comparison. */
  function sitesOf(body: string, rest = ''): { text: string; sites: AllocationSite[] } {
    const text = `package app\n\nimport (\n\t"fmt"\n\t"log"\n\t"sync"\n)\n\n${rest}\nfunc f(p *T, xs []int, n int, s string) (r *T, err error) {\n${body}\n}\n`;
    const facts = readGoFile('a.go', text, engine.go.parse(text), new DeclarationCache(readAllocationSites));
    const sites = facts.declarations.flatMap(d =>
      d.allocationSites.map(site => ({ ...site, start: site.start + d.offset, end: site.end + d.offset })),
    );
    return { text, sites };
  }

  /** `cause kind «site»` of what leaves. */
  function leaving(body: string, rest = ''): string[] {
    const { text, sites } = sitesOf(body, rest);
    return sites.filter(s => s.what === 'leaving').map(s => `${s.cause} ${s.site.kind} «${text.slice(s.start, s.end)}»`);
  }

  function others<W extends AllocationSite['what']>(what: W, body: string): { text: string; site: Extract<AllocationSite, { what: W }> }[] {
    const { text, sites } = sitesOf(body);
    return sites.flatMap(s =>
      s.what === what ? [{ text: text.slice(s.start, s.end), site: s as Extract<AllocationSite, { what: W }> }] : [],
    );
  }

  describe('leave', () => {
    it('by return, directly and in what is returned', () => {
      assert.deepEqual(leaving('x := 1\nreturn &x, nil'), ['returned variable «x»']);
      assert.deepEqual(leaving('return (&T{}), nil'), ['returned pointer «&T{}»']);
      assert.deepEqual(leaving('x := 1\nreturn &T{a: &x, b: []*int{&x}}, nil'), [
        'returned variable «x»',
        'returned pointer «&T{a: &x, b: []*int{&x}}»',
        'returned literal «[]*int{&x}»',
      ]);
      assert.deepEqual(leaving('return new(T), nil'), ['returned pointer «new(T)»']);
    });

    it('by a named result', () => {
      assert.deepEqual(leaving('r = &T{}\nreturn'), ['returned pointer «&T{}»']);
      assert.deepEqual(leaving('r, err = &T{}, nil\nreturn'), ['returned pointer «&T{}»']);
    });

    it('along local variables, whatever their order', () => {
      assert.deepEqual(leaving('a := &T{}\nb := a\nvar c = b\nreturn c, nil'), ['returned pointer «&T{}»']);
      assert.deepEqual(leaving('var a *T\nfor {\n\tif n > 0 {\n\t\treturn a, nil\n\t}\n\ta = &T{}\n}'), ['returned pointer «&T{}»']);
      assert.deepEqual(leaving('ys := make([]int, 3)\nzs := append(ys[:1], 2)\nreturn use(zs), T{zs[1:]}'), [
        'returned make «make([]int, 3)»',
      ]);
      assert.deepEqual(leaving('a := &T{}\na = a\n_ = a'), []);
    });

    it('by stores that reach the heap', () => {
      assert.deepEqual(leaving('x := 1\nglobal = &x'), ['global variable «x»']);
      assert.deepEqual(leaving('x := 1\nfmt.Global = &x'), ['global variable «x»']);
      assert.deepEqual(leaving('x := 1\np.a = &x'), ['field variable «x»']);
      assert.deepEqual(leaving('x := 1\np.b[2].c = &x'), ['field variable «x»']);
      assert.deepEqual(leaving('x := 1\n*p = &x'), ['pointee variable «x»']);
      assert.deepEqual(leaving('x := 1\nm := map[string]*int{}\nm["a"] = &x'), ['mapElement variable «x»']);
      assert.deepEqual(leaving('_ = map[string]*T{"a": {}, "b": &T{}}'), ['mapElement pointer «&T{}»']);
      assert.deepEqual(leaving('x := 1\nys = append(ys, &x)'), ['appended variable «x»']);
      assert.deepEqual(leaving('ch <- &T{}'), ['sent pointer «&T{}»']);
    });

    it('not by stores into what stays', () => {
      assert.deepEqual(leaving('x := 1\nvar t struct{ a *int }\nt.a = &x\nuse(*t.a)'), []);
      assert.deepEqual(leaving('x := 1\nvar a [2]*int\na[1] = &x\nuse(*a[1])'), []);
      assert.deepEqual(leaving('x := 1\n_ = &x\n_ = x'), []);
      assert.deepEqual(leaving('x := 1\nuse(&x)\nfor _, y := range []*int{&x} {\n\tuse(y)\n}'), []);
      assert.deepEqual(leaving('x := 1\nreturn *&x, nil'), []);
      assert.deepEqual(leaving('m[&T{}] = 1'), []);
    });

    it('by a store into a local struct that leaves itself', () => {
      assert.deepEqual(leaving('x := 1\nvar t struct{ a *int }\nt.a = &x\nreturn t, nil'), ['returned variable «x»']);
      assert.deepEqual(leaving('x := 1\nvar t struct{ a *int }\nt.a = &x\nglobal = &t'), ['global variable «x»', 'global variable «t»']);
    });

    it('perhaps, when the type of the base is a question to the package', () => {
      const through = (body: string) => (sitesOf(body).sites[0] as LeavingSite).through;
      assert.equal(through('x := 1\nt := load()\nt.a = &x').length, 1);
      assert.deepEqual(through('x := 1\nvar t V\nt.a = &x'), [{ pkg: '', name: 'V' }]);
      assert.deepEqual(through('x := 1\nvar t sync.Map\nt.a = &x'), [{ pkg: 'sync', name: 'Map' }]);
      assert.deepEqual(through('x := 1\nt := load()\nt.a = &x\nglobal = &x'), []);
    });

    it('as one variable, for the best of its causes', () => {
      assert.deepEqual(leaving('x := 1\ngo func() {\n\tx++\n}()\nreturn &x, nil'), ['returned variable «x»']);
      assert.deepEqual(leaving('var mu sync.Mutex\nmu.Lock()\nmu.Lock()\ngo func() {\n\tmu.Unlock()\n}()'), ['goroutine variable «mu»']);
    });

    it('to goroutines: arguments and what is shared', () => {
      assert.deepEqual(leaving('x := 1\ngo use(&x)'), ['goroutine variable «x»']);
      assert.deepEqual(leaving('x := 1\ngo func() {\n\tx++\n}()'), ['goroutine variable «x»']);
      assert.deepEqual(leaving('x := 1\nx = 2\ngo func() {\n\tuse(x)\n}()'), [], 'written before the closure takes it');
      assert.deepEqual(leaving('x := 1\ngo func() {\n\tuse(x)\n}()\nx = 2'), ['goroutine variable «x»']);
      assert.deepEqual(leaving('for i := 0; i < n; i++ {\n\tgo func() {\n\t\tuse(i)\n\t}()\n}'), []);
      assert.deepEqual(leaving('t := &T{}\ngo func() {\n\tuse(t)\n}()'), ['goroutine pointer «&T{}»']);
    });

    it('as closures, when they take something along', () => {
      assert.deepEqual(leaving('return func() int { return n }, nil'), ['returned closure «func() int»']);
      assert.deepEqual(leaving('return func() int { return 1 }, nil'), []);
      assert.deepEqual(leaving('g := func(a int) { use(n) }\nglobal = g'), ['global closure «func(a int)»']);
      assert.deepEqual(leaving('defer func() { use(n) }()\nfunc() { use(n) }()'), []);
    });

    it('not from a literal that may be inlined where it is called', () => {
      assert.deepEqual(leaving('g := func() *T { return &T{} }\nuse(*g())'), []);
      assert.deepEqual(leaving('use(func() *T { return &T{} }())'), []);
      assert.deepEqual(leaving('set := func() { p.a = &T{} }\nset()\nfunc() { p.a = &T{} }()'), []);
      assert.deepEqual(leaving('defer func() { p.a = &T{} }()'), ['field pointer «&T{}»']);
      assert.deepEqual(leaving('g := func() *T { return &T{} }\nuse(g)'), ['returned pointer «&T{}»']);
    });

    it('with the steps on the way, exact to the token', () => {
      const { text, sites } = sitesOf('for {\n\tx := 1\n\tq := &x\n\treturn q, nil\n}');
      const site = sites[0] as LeavingSite;
      const offset = text.indexOf('func f');
      assert.deepEqual(
        site.steps.map(s => `${s.what} «${text.slice(s.start + offset, s.end + offset)}»`),
        ['addressTaken «&x»', 'assigned «q»', 'returned «return q, nil»'],
      );
      assert.equal(site.loopDepth, 1);
    });
  });

  it('count loops, except around what is made for a return', () => {
    const depth = (body: string) => sitesOf(body).sites.flatMap(s => (s.what === 'leaving' ? [s.loopDepth] : []));
    assert.deepEqual(depth('for range n {\n\tfor {\n\t\tp.a = &T{}\n\t}\n}'), [2]);
    assert.deepEqual(depth('for {\n\treturn &T{}, nil\n}'), [0]);
    assert.deepEqual(depth('for {\n\tt := &T{}\n\tif n > 0 {\n\t\treturn t, nil\n\t}\n}'), [1]);
    assert.deepEqual(depth('for _, x := range xs {\n\tp.a = &x\n}'), [0], 'one per turn only since Go 1.22');
    assert.deepEqual(depth('x := 1\nfor {\n\tp.a = &x\n}'), [0], 'one variable for all turns');
  });

  describe('of arguments', () => {
    it('know those that run once', () => {
      const inLoop = (body: string) => others('boxed', body).map(o => o.site.inLoop);
      assert.deepEqual(inLoop('for {\n\tfmt.Println(n)\n}'), [true]);
      assert.deepEqual(inLoop('for {\n\treturn nil, fmt.Errorf("%d", n)\n}'), [false]);
      assert.deepEqual(inLoop('for {\n\tif n > 0 {\n\t\tlog.Print(n)\n\t\tbreak\n\t}\n}'), [false]);
      assert.deepEqual(inLoop('for _, x := range f(fmt.Sprint(n)) {\n\tuse(x)\n}'), [false]);
    });

    it('leave out what allocates nothing', () => {
      const texts = (body: string) => others('boxed', body).map(o => o.text);
      assert.deepEqual(texts('fmt.Printf("%d %s", n, s)\nlog.Print(xs)'), ['n', 's', 'xs']);
      assert.deepEqual(texts('fmt.Println(1, "a", true, p, err, nil, 1+2, func() {}, log.LstdFlags)'), []);
      assert.deepEqual(texts('x := 300\nfmt.Println(x)'), []);
      assert.deepEqual(texts('x := 300\nx++\nfmt.Println(x)'), ['x']);
      assert.deepEqual(texts('fmt.Fprintf(w, s, n)'), ['n']);
      assert.deepEqual(texts('panic(fmt.Sprint(n))\nlog.Fatal(n)\nfmt.Sscan(s, n)'), []);
    });
  });

  describe('by size', () => {
    it('know constants from other sizes', () => {
      const texts = (body: string) => others('unknownSize', body).map(o => o.text);
      assert.deepEqual(texts('_ = make([]int, n)\n_ = make([]int, 0, len(xs))\n_ = make([]int, 0, p.n+1)'), [
        'make([]int, n)',
        'make([]int, 0, len(xs))',
        'make([]int, 0, p.n+1)',
      ]);
      assert.deepEqual(
        texts(
          'const k = 3\nm := 4\nxs = append(xs, make([]int, n)...)\n_ = make([]int, k)\n_ = make([]int, m*k)\n_ = make(map[int]int, n)',
        ),
        [],
      );
    });

    it('ask whether names of the package are constants', () => {
      const asked = (body: string) => others('unknownSize', body).map(o => o.site.constantIf.length);
      assert.deepEqual(asked('_ = make([]int, Max)\n_ = make([]int, Max+len(load()))\n_ = make([]int, n*Max)'), [1, 2, 0]);
    });

    it('count elements', () => {
      const counts = (body: string) => others('large', body).map(o => [o.text, o.site.storage, o.site.count]);
      assert.deepEqual(counts('var a [1 << 20]byte\nb := make([]byte, 64*1024+1)\nc := [100]T{}\n_ = new([Max]int)'), [
        ['a', 'explicit', 1],
        ['make([]byte, 64*1024+1)', 'implicit', 65537],
        ['c', 'explicit', 1],
        ['new([Max]int)', 'implicit', 1],
      ]);
      assert.deepEqual(counts('b := make([]byte, 64*1024)\n_ = new([7]int)\nvar c [9]T'), []);
    });
  });

  describe('in loops', () => {
    it('see slices that get one element per turn', () => {
      const [found] = others('growingSlice', 'var out []int\nfor _, x := range xs {\n\tout = append(out, x)\n}\nuse(out)');
      assert.equal(found?.text, 'append(out, x)');
      assert.deepEqual(found.site.fix?.newText, 'out := make([]int, 0, len(xs))');
      assert.equal(found.site.fix.wasNil, true);
    });

    it('offer no fix where the length is not yet known', () => {
      const [found] = others('growingSlice', 'out := []int{}\nys := load()\nfor _, y := range ys {\n\tout = append(out, y)\n}');
      assert.equal(found?.text, 'append(out, y)');
      assert.equal(found.site.fix, undefined);
    });

    it('offer no fix where make or len mean something else, and expect no length that changes', () => {
      const [found] = others('growingSlice', 'len := n\nvar out []int\nfor _, x := range xs {\n\tout = append(out, x+len)\n}');
      assert.equal(found?.site.fix, undefined);
      const counted = (of: string) =>
        others('growingSlice', `var out []int\nfor i := 0; i < len(${of}); i++ {\n\tp.n = grow(p)\n\tout = append(out, i)\n}`);
      assert.equal(counted('p.b').length, 0);
      assert.equal(counted('xs').length, 1);
    });

    it('see strings that grow', () => {
      const texts = (body: string) => others('loopConcat', body).map(o => o.text);
      assert.deepEqual(texts('for range xs {\n\ts += "x"\n}'), ['s += "x"']);
      assert.deepEqual(texts('for range xs {\n\ts = s + "x" + "y"\n}'), ['s = s + "x" + "y"']);
      assert.deepEqual(texts('for range xs {\n\tn += 2\n}\nfor range xs {\n\tt := s\n\tt += "x"\n}\nfor range 3 {\n\ts += "x"\n}'), []);
    });
  });

  it('survive broken code', () => {
    for (const body of [
      'return &',
      'x := &T{',
      'go func() {',
      'for i := 0; i < len(',
      'ys = append(',
      'make()',
      'new()',
      'fmt.Println(',
      'a.b.c = &',
    ]) {
      assert.doesNotThrow(() => sitesOf(body), body);
    }
  });
});
