import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isConstantText, isEmptyLiteralText, isEmptyText } from '../../src/engine/sites/silence.js';

import { argument, said } from './said-at-mark.js';

describe('silence about what allocates nothing', () => {
  it('knows constants by the compiler’s rendering', () => {
    for (const text of [
      '"x"',
      '"a\\"b"',
      '5',
      '-5',
      '1.5e-07',
      '0x1F',
      'true',
      'nil',
      "'x'",
      'time.Duration(1000000000)',
      'kind(3)',
      'byte(7)',
      'float64(-1)',
    ]) {
      assert.ok(isConstantText(text), text);
    }
    for (const text of ['x', '"a" + b', 'f(x)', 'int64(n)', 'x + 1', '[]int{...}', 'string(b)']) assert.ok(!isConstantText(text), text);
  });

  it('knows what has no size', () => {
    for (const text of [
      'struct {}{}',
      '&struct {}{}',
      'make([]byte, 0)',
      'make([]T, 0, 0)',
      '[]int{}',
      '[]interface {}{}',
      '[]struct { A int }{}',
      '[]…{}',
      'new(struct {})',
    ])
      assert.ok(isEmptyText(text), text);
    for (const text of [
      'make([]byte, 0, 10)',
      'make([]byte, n)',
      '[]int{...}',
      '[]interface {}{...}',
      '&[]int{}',
      'make(map[string]int)',
      'make([]byte, 10)',
    ])
      assert.ok(!isEmptyText(text), text);
    for (const text of ['T{}', 'context.backgroundCtx{}', 'S[int]{}']) assert.ok(isEmptyLiteralText(text), text);
    for (const text of ['&T{}', 'map[string]int{}', '[]int{}', 'T{...}']) assert.ok(!isEmptyLiteralText(text), text);
  });

  it('knows types that number a few things', async () => {
    const boxed = (type: string) => `import "reflect"\nfunc f(k ${type}) { fmt.Println(§k) }`;
    assert.deepEqual(await said(boxed('reflect.Kind'), 'k'), []);
    for (const numbered of ['A T = iota\nB\nC', '_ T = iota + 1\nB\nC\nD = B', 'A T = 1 << iota\nB\nC', 'A = T(iota)\nB\nC'])
      assert.deepEqual(await said(`type T uint32\nconst (\n${numbered}\n)\n${boxed('T')}`, 'k'), [], numbered);
    for (const others of ['A T = iota\nB', 'A T = 1000\nB\nC', 'A T = iota * 100\nB\nC', 'A T = iota\nB\nC T = 1000', 'A = iota\nB\nC'])
      assert.equal((await said(`type T uint32\nconst (\n${others}\n)\n${boxed('T')}`, 'k')).length, 1, others);
    assert.equal((await said(boxed('reflect.Other'), 'k')).length, 1);
  });

  it('knows bytes, bools, empty types and pointers by their type', async () => {
    for (const [types, name] of [
      ['var v bool', 'v'],
      ['type flag bool\nvar v flag', 'v'],
      ['var v byte', 'v'],
      ['var v [1]bool', 'v'],
      ['type one struct{ b byte }\nvar v one', 'v'],
      ['type none struct{}\nvar v none', 'v'],
      ['type wrap struct{ p *int }\nvar v wrap', 'v'],
    ] as const) {
      assert.deepEqual(await said(argument(types, `§${name}`), name), [], types);
    }
    for (const types of ['var v int', 'var v string', 'var v rune', 'type s struct{ a, b byte }\nvar v s', 'var v = "constant at first"']) {
      assert.deepEqual(await said(argument(types, '§v'), 'v'), ['hint escape/boxed-argument'], types);
    }
  });

  it('knows comparisons by their form', async () => {
    assert.deepEqual(await said(argument('var a, b int', 'a §== b'), 'a == b'), []);
    assert.deepEqual(await said(argument('var a bool', '§!a'), '!a'), []);
    assert.deepEqual(await said(argument('var a, b int', 'a §+ b'), 'a + b'), ['hint escape/boxed-argument']);
  });

  it('knows closures without captures, panics and appends with room', async () => {
    assert.deepEqual(await said('var g func()\nfunc f() { g = §func() { fmt.Println() } }', 'func literal'), []);
    assert.deepEqual(await said('var g func()\nfunc f(n int) { g = §func() { fmt.Println(n) } }', 'func literal'), ['hint escape/closure']);
    assert.deepEqual(await said('func f(n int) { panic(fmt.Sprint(§n)) }', 'n'), []);
    const own = 'type p struct{}\nfunc (*p) errorf(string, ...any)\n';
    assert.deepEqual(await said(`${own}func f(p *p, n int) { p.errorf("%d", §n) }`, 'n'), []);
    assert.deepEqual(await said(`${own}func f(p *p, s string) { p.errorf("%s", §s) }`, 's'), ['hint escape/boxed-argument']);
    assert.deepEqual(await said('func f(s string) error { return fmt.Errorf("%s", §s) }', 's'), ['hint escape/boxed-argument']);
    assert.deepEqual(await said('func f(n int) []int {\n\ts := make([]int, 0, n)\n\ts = append§(s, n)\n\treturn s\n}', 'append'), []);
    assert.deepEqual(await said('func f(n int) []int {\n\tvar s []int\n\ts = append§(s, n)\n\treturn s\n}', 'append'), [
      'hint escape/heap-allocation',
    ]);
  });

  it('knows that literals of named slices and maps have a backing store', async () => {
    const literal = (type: string, value: string) => said(`type T ${type}\nfunc f(out *T) { *out = ${value} }`, value.replace('§', ''));
    assert.deepEqual(await literal('map[string]int', 'T§{}'), ['hint escape/heap-allocation']);
    assert.deepEqual(await said('type T []string\nfunc f() any { return T§{"x"} }', 'T{...}'), ['hint escape/heap-allocation']);
    assert.deepEqual(await said('type T struct{ s string }\nfunc f() any { return T§{"x"} }', 'T{...}'), []);
    // Of a package that is not there.
    const foreign = (use: string) => said(`import "example.com/url"\n${use}`, 'url.Userinfo{}');
    assert.deepEqual(
      await foreign('func f() *url.Userinfo { v := url.Userinfo§{}; return &v }'),
      ['hint escape/heap-allocation'],
      'not boxed there',
    );
    assert.deepEqual(await foreign('func f() { fmt.Println(url.Userinfo§{}) }'), [], 'boxed, and mostly of size zero');
  });

  it('knows that no byte of an empty text is copied', async () => {
    assert.deepEqual(await said('func f() []byte { return []byte§("") }', '([]byte)("")'), []);
    assert.deepEqual(await said('func f() []byte { return []byte§("x") }', '([]byte)("x")'), ['hint escape/conversion']);
  });

  it('knows that the runtime has texts of one byte ready', async () => {
    const text = (bytes: string, printed: string) =>
      said(`func f(b []byte, i int) string { return string§(${bytes}) }`, `string(${printed})`);
    assert.deepEqual(await text('[]byte{b[i]}', '[]byte{...}'), []);
    assert.deepEqual(await text('b[i:i+1]', 'b[i:i + 1]'), []);
    assert.deepEqual(await text('b[:1]', 'b[:1]'), []);
    assert.deepEqual(await text('[]byte{b[i], b[0]}', '[]byte{...}'), ['hint escape/conversion']);
    assert.deepEqual(await text('b[i:i+2]', 'b[i:i + 2]'), ['hint escape/conversion']);
  });

  it('takes the panics of a package that recovers for ways out', async () => {
    const thrown = 'type fail struct{ s string }\nfunc f(n string) { panic(fail§{n}) }';
    assert.deepEqual(await said(thrown, 'fail{...}'), []);
    const caught = `${thrown}\nfunc g() { defer func() { _ = recover() }(); f("") }`;
    assert.deepEqual(await said(caught, 'fail{...}'), ['hint escape/boxed-argument']);
  });

  it('leaves out what runs once when the program starts', async () => {
    assert.deepEqual(await said('var m map[string]int\nfunc init() { m = map[string]int§{"a": 1} }', 'map[string]int{...}'), []);
    assert.deepEqual(await said('var m map[string]int\nfunc initialize() { m = map[string]int§{"a": 1} }', 'map[string]int{...}'), [
      'hint escape/heap-allocation',
    ]);
    const later = 'var g func() any\nfunc init() { g = func() any { return map[string]int§{"a": 1} } }';
    assert.deepEqual(await said(later, 'map[string]int{...}'), ['hint escape/heap-allocation']);
    assert.deepEqual(await said('type T int\nfunc (T) init() any { return map[string]int§{"a": 1} }', 'map[string]int{...}'), [
      'hint escape/heap-allocation',
    ]);
  });

  it('counts integers whose values may be over 255', async () => {
    const boxed = ['hint escape/boxed-argument'];
    const error = 'type code int\nfunc (code) Error() string { return "" }\nfunc f(n int) error { return code§(n) }';
    assert.deepEqual(await said(error, 'code(n)'), ['hint escape/boxed-value']);
    assert.deepEqual(await said('var log func(...any)\nfunc f(n int) { log(§n) }', 'n'), boxed);
    assert.deepEqual(await said('func f(n int) string { return fmt.Sprintf("%d", §n) }', 'n'), boxed);
    assert.deepEqual(await said('import "sync"\nvar m sync.Map\nfunc f(id int64) { m.Store(§id, 1) }', 'id'), boxed);
    assert.deepEqual(await said('var log func(...any)\nfunc f(n int) { for { log(§n) } }', 'n'), boxed);
    assert.deepEqual(await said('type one struct{ n int }\nfunc f(n int) any { return one§{n} }', 'one{...}'), ['hint escape/boxed-value']);
  });

  it('leaves out integers that an error is told of, and nothing else of it', async () => {
    assert.deepEqual(await said('func f(n int) error { return fmt.Errorf("%d", §n) }', 'n'), []);
    assert.deepEqual(await said('func f(s string) error { return fmt.Errorf("%s", §s) }', 's'), ['hint escape/boxed-argument']);
    const logged = (then: string) => said(`func f(n int) error { if n < 0 { fmt.Println(§n); ${then} }; return nil }`, 'n');
    assert.deepEqual(await logged('return fmt.Errorf("bad")'), []);
    assert.deepEqual(await logged('n++'), ['hint escape/boxed-argument']);
    // An error that holds a number may be kept in a map, and compared.
    assert.equal(
      (await said('var put func(any)\nfunc f(n int) error { if n < 0 { put(§n); return fmt.Errorf("bad") }; return nil }', 'n')).length,
      1,
    );
  });

  it('leaves out integers that are given two digits', async () => {
    const printed = (format: string, others = '') =>
      said(`func f(n int, s string) string { return fmt.Sprintf(${format}, ${others}§n) }`, 'n');
    for (const format of ['"%02d"', '"0x%02X"', '"100%% %2d"']) assert.deepEqual(await printed(format), [], format);
    assert.deepEqual(await printed('`%s:%02d`', 's, '), []);
    for (const format of ['"%d"', '"%03d"', '"%2.4d"', '"%02v %02d"']) assert.equal((await printed(format)).length, 1, format);
    assert.equal((await printed('"%02d:%d"', 's, ')).length, 1, 'the number of another verb');
    assert.equal((await printed('"%*d %02d"', '2, ')).length, 1, 'a width by an argument');
  });

  it('has room where a slice begins anew in an array that is large enough', async () => {
    const appended = (size: number) =>
      said(
        `type t struct { own [${size}]int; all []int }\nfunc (x *t) f(a, b int) { x.all = append§(x.own[:0], a, b) }`,
        'append(x.own[:0], a, b)',
      );
    assert.deepEqual(await appended(2), []);
    assert.deepEqual(await appended(1), ['hint escape/heap-allocation']);
  });

  it('does not count integers that are known to be from 0 to 255', async () => {
    const boxed = ['hint escape/boxed-argument'];
    const given = (parameter: string, body: string, printed: string) =>
      said(`var log func(...any)\nfunc f(${parameter}) { ${body} }`, printed);
    assert.deepEqual(await given('b byte', 'log(int§(b))', 'int(b)'), []);
    assert.deepEqual(await given('b int16', 'log(int§(b))', 'int(b)'), boxed);
    assert.deepEqual(await given('n int', 'log(n §& 0x7f)', 'n & 0x7f'), []);
    assert.deepEqual(await given('n int', 'log(n §& 0x7ff)', 'n & 0x7ff'), boxed);
    assert.deepEqual(await given('', 'for i := range 256 { log(§i) }', 'i'), []);
    assert.equal((await given('', 'for i := range 257 { log(§i) }', 'i')).length, 1);
    assert.deepEqual(await given('', 'for i := 0; i < 10; i++ { log(§i) }', 'i'), []);
    assert.equal((await given('n int', 'for i := 0; i < n; i++ { log(§i) }', 'i')).length, 1);
    assert.equal((await given('n int', 'for i := 0; i < 10; i++ { i += n; log(§i) }', 'i')).length, 1);
    assert.equal((await given('xs []int', 'for _, x := range xs { log(§x) }', 'x')).length, 1);
  });

  it('counts what is more than an integer', async () => {
    assert.deepEqual(await said('type two struct{ n, m int }\nfunc f(n int) any { return two§{n, n} }', 'two{...}'), [
      'hint escape/boxed-value',
    ]);
    assert.deepEqual(await said('func f(x float64) any { return §x }', 'x'), ['hint escape/boxed-value']);
  });

  it('knows a few types of the standard library', async () => {
    assert.deepEqual(await said('import "reflect"\nfunc f(v reflect.Value) { fmt.Println(v.Kind§()) }', '~r0'), []);
    assert.deepEqual(await said('import "time"\nfunc f(t time.Time) { fmt.Println(t.Month§()) }', '~r0'), []);
    assert.deepEqual(await said('import "time"\nfunc f(t time.Time) { fmt.Println(t.Unix§()) }', '~r0'), ['hint escape/boxed-argument']);
    assert.deepEqual(await said('import "encoding/binary"\nfunc f() any { return binary§.BigEndian }', 'binary.BigEndian'), []);
  });

  it('knows the panics of package reflect that are inlined everywhere', async () => {
    assert.deepEqual(await said(argument('var v interface{ IsNil() bool }', 'v.IsNil§()'), '&reflect.ValueError{...}'), []);
  });
});
