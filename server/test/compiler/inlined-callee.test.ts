import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { CompilerFact } from '../../src/engine/compiler/facts.js';
import { inlinedCallees } from '../../src/engine/compiler/inlined-callee.js';
import { found, type Line } from './found.js';

describe('inlined functions', () => {
  const escapes = (e: string, name: string): Line[] => [
    ['inlined', name],
    ['escapes', e],
  ];

  it('are silent at the call about a guard clause of the callee', async () => {
    const body = (callee: string) =>
      `type E struct{ s string }\nfunc (e *E) Error() string { return e.s }\n${callee}\nfunc g() { _ = f§() }`;
    const guard = body('func f() error { if bad() { return §&E{text()} }; return nil }');
    assert.deepEqual(await found(guard, [[['escapes', '&E{...}']], escapes('&E{...}', 'f')]), ['returned-address &E{text()}']);
    const always = body('func f() error { return §&E{text()} }');
    assert.deepEqual(await found(always, [[['escapes', '&E{...}']], escapes('&E{...}', 'f')]), [
      'returned-address &E{text()}',
      'heap-allocation f()',
    ]);
  });

  it('are told at the call about what they make where nil is all else that they return', async () => {
    const body = (type: string) =>
      `type E struct{ s string }\nfunc (e *E) Error() string { return e.s }\nfunc f(s string) ${type} { if s != "" { return §&E{s} }; return nil }\nfunc g() { _ = f§(text()) }`;
    const at = async (type: string) =>
      (await found(body(type), [[['escapes', '&E{...}']], escapes('&E{...}', 'f')])).includes('heap-allocation f(text())');
    assert.deepEqual([await at('*E'), await at('error')], [true, false]);
  });

  it('are silent at the call about what is made on first use', async () => {
    const body = 'type T struct{ c *int }\nfunc (t *T) init() { if t.c == nil { t.c = new§(int) } }\nfunc (t *T) g() { t.init§() }';
    assert.deepEqual(await found(body, [[['escapes', 'new(int)']], escapes('new(int)', '(*T).init')]), ['stored-address new(int)']);
  });

  it('are silent at the call about what a field is filled with anew when it is empty or full', async () => {
    const head = 'type T struct{ c []int; n int; on bool }\n';
    const body = (callee: string) => `${head}func (t *T) put(n int) { ${callee}; t.c[t.n] = n; t.n++ }\nfunc (t *T) g() { t.put§(1) }`;
    const make = (text: string) => [[['escapes', text]], escapes(text, '(*T).put')] satisfies Line[][];
    const at = async (callee: string) => (await found(body(callee), make('make([]int, 8)'))).filter(f => f.includes('t.put(1)')).length;
    assert.equal(await at('if t.c == nil { t.c = make§([]int, 8) }'), 0);
    assert.equal(await at('if len(t.c) == t.n { t.n = 0; t.c = make§([]int, 8) }'), 0);
    assert.equal(await at('if t.on { t.c = make§([]int, 8) }'), 1, 'the condition asks something else');
    assert.equal(await at('if t.c == nil { t.c = make§([]int, 8) } else { t.n = 0 }'), 1, 'two ways that may be as usual');
    assert.equal(await at('c := t.c; if c == nil { c = make§([]int, 8) }'), 1, 'a variable begins anew in each call');
  });

  it('keep closures on the stack that their caller calls: what it ranges over, and options', async () => {
    const body = (type: string) => `type options struct{ n int }\nfunc F(n int) ${type} { return §func${type.slice(4)} { panic(n) } }`;
    const said: Line[][] = [[['escapes', 'func literal']]];
    const inlinable: Line[] = [['inlinable', 'F']];
    const at = (type: string, isInlined: boolean) =>
      found(isInlined ? body(type).replace('func F', 'func §F') : body(type), isInlined ? [inlinable, ...said] : said);
    for (const type of ['func(o *options)', 'func(o *options) error', 'func(yield func(int) bool)']) {
      assert.deepEqual(await at(type, true), [], type);
      assert.deepEqual(await at(type, false), [`closure ${type}`], type);
    }
    for (const type of ['func(o options)', 'func(s string) string', 'func(o *options) int'])
      assert.deepEqual(await at(type, true), [`closure ${type}`], type);
  });

  it('are told at the call that hands over no slice to append to, or a text', async () => {
    const body = (call: string) =>
      `func encode(b []byte, s string) []byte { b = append§(b, s...); return b }\nfunc mark(b []byte) []byte { b = append§(b, 'x'); return b }\nfunc g(b []byte, s string) []byte { return ${call} }`;
    const said = (name: string) => [[['escapes', 'append']], [['escapes', 'append']], escapes('append', name)] satisfies Line[][];
    assert.equal((await found(body('encode§(b, s)'), said('encode'))).at(-1), 'heap-allocation encode(b, s)');
    assert.equal((await found(body('mark§(nil)'), said('mark'))).at(-1), 'heap-allocation mark(nil)');
    assert.equal((await found(body('mark§(b)'), said('mark'))).filter(f => f.includes('mark(b)')).length, 0);
  });

  it('allocate nothing by their own lines where each call of the package keeps it on the stack', async () => {
    const body = (name: string, more = '') =>
      `type T struct{ n int }\nfunc ${name}() *T { return §&T{1} }\nfunc g() int { return ${name}§().n }\n${more}`;
    const said = (name: string): Line[][] => [
      [['escapes', '&T{...}']],
      [
        ['inlined', name],
        ['stays', '&T{...}'],
      ],
    ];
    assert.deepEqual(await found(body('newT'), said('newT')), []);
    assert.deepEqual(await found(body('newT'), said('newT'), 26, true), ['returned-address &T{1} *']);
    const told = ['returned-address &T{1}'];
    assert.deepEqual(await found(body('NewT'), said('NewT')), told, 'others may call it');
    assert.deepEqual(await found(body('newT', 'var make = newT'), said('newT')), told, 'it is called as a value');
    assert.deepEqual(await found(body('newT', 'func h() *T { return newT() }'), said('newT')), told, 'a call that it is not inlined into');
    const kept = [...said('newT'), escapes('&T{...}', 'newT')];
    assert.equal((await found(body('newT', 'func h() *T { return newT§() }'), kept)).includes(told[0]!), true);
  });

  it('are looked up by their names in the package', () => {
    const at = { file: 'p.go', raw: './p.go', line: 3, column: 4 };
    const facts: CompilerFact[] = ['f', '(*T).init', 'T.get', 'g[...]', 'other.f', 'func literal'].map(expression => ({
      ...at,
      kind: 'inlined',
      expression,
    }));
    assert.deepEqual([...inlinedCallees(facts, 'p.go')], [], 'nothing is allocated there');
    const names = inlinedCallees([...facts, { ...at, kind: 'escapes', expression: 'x' }], 'p.go');
    assert.deepEqual([...names].sort(), ['T.get', 'T.init', 'f', 'g', 'other.f']);
  });

  it('of fmt.Errorf make an error of their own only when there is nothing to format', async () => {
    const body = (args: string) => `import "fmt"\nfunc f(err error) error { return fmt.Errorf§(${args}) }`;
    const said = [escapes('&errors.errorString{...}', 'fmt.Errorf')];
    assert.deepEqual(await found(body('"failed"'), said), ['heap-allocation fmt.Errorf("failed")']);
    assert.deepEqual(await found(body('"failed: %w", err'), said), []);
  });
});
