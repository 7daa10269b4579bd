/** Go code that is hard on a type checker: cycles of every kind, and what grows with a number. Packages of one file. */
import { type Shape, times } from './shape.js';

const code = (name: string, size: number, text: (n: number) => string): Shape => ({
  name,
  path: 'p/p.go',
  size,
  text: n => `package p\n\n${text(n)}\n`,
});

/** With commas between. */
const listed = (n: number, item: (i: number) => string) => Array.from({ length: n }, (_, i) => item(i)).join(', ');

/** Go takes none of them, and an editor shows them all. */
export const CYCLES: Readonly<Record<string, string>> = {
  'a type of itself': 'type T T\nvar x T',
  'types of each other': 'type A B\ntype B C\ntype C A\nvar x A',
  'a struct in itself': 'type T struct { t T; u *T }\nvar n = len([1]T{}[0].u.t.u.t)',
  'an array of its own length':
    'import "unsafe"\ntype T [len(T{})]int\ntype U [unsafe.Sizeof(U{})]int\nvar x T\nvar y U\nvar z = len(x) + len(y)',
  'an array of arrays of itself': 'type T [2]T\nvar x T\nvar y = x[0][0][0]',
  'embedded interfaces':
    'type A interface{ B; M() }\ntype B interface{ C; A }\ntype C interface{ A; B; C }\nvar x A\nvar y = x.M\nvar z B = x',
  'embedded structs': 'type A struct{ *B }\ntype B struct{ *C }\ntype C struct{ *A; *B; F int }\nvar x A\nvar y = x.F\nvar z = x.G',
  aliases: 'type A = B\ntype B = C\ntype C = A\nvar x A\ntype D = []D\nvar y D\ntype E = struct{ e *E }\nvar z E',
  'aliases with parameters': 'type A[T any] = B[T]\ntype B[T any] = A[[]T]\nvar x A[int]\ntype L[T any] = *L[T]\nvar y L[int]',
  constants: 'const a, c = b, a\nconst b = a + 1\nconst d = len([d]int{})\nvar x [a]int',
  'variables and functions':
    'var x = f()\nfunc f() (y int) { return x + y + len(z) }\nvar z = [...]int{len(z), g}\nvar g = func() int { return g }()',
  'variables without types': 'var x = y\nvar y, w = z()\nvar z = func() (int, int) { return x, w }',
  'methods of what they return':
    'type T struct{}\nfunc (t T) M() [len(T{}.M())]T { return t.M() }\nfunc (t U) N() {}\ntype U = V\ntype V = U',
  'ever larger instances':
    'type T[P any] struct { f *T[[]P]; g *T[T[P]] }\nvar x T[int]\nvar y = x.f.f.f.g.g.g.f\nfunc (t T[P]) M() T[*P] { return t.f.M().g.M() }',
  'instances of each other':
    'type A[P any] struct { b *B[A[P]] }\ntype B[P any] struct { a *A[B[P]]; P }\nvar x A[int]\nvar y = x.b.a.b.a.b\nvar z = y.Q',
  'a type by value in ever larger instances': 'type T[P any] struct { t T[T[P]]; n [len(T[P]{}.n)]int }\nvar x T[int]\nvar y = x.t.t.t',
  'embedded instances of itself':
    'type T[P any] struct { *T[[]P] }\nvar x T[int]\nvar y = x.F\nvar z = x.M()\ntype I[P any] interface { I[[]P]; M(P) }\nvar i I[int]\nvar j = i.M',
  'functions that call themselves with larger ones':
    'func f[P any](p P) { f(&p); f([]P{p}); g(p) }\nfunc g[P any](p P) map[string]P { return f[*P] }\nvar x = g(g(g(1)))',
  constraints:
    'type C[T any] interface { M(T) C[T] }\nfunc f[T C[T]](t T) T { return f(t.M(t)) }\ntype X[T interface { M(T) }] struct { x X[X[T]] }\nvar y X[int]\nfunc g[P interface{ ~[]P }](p P) { g(p[0]); g([]P{p}) }',
  'constraints of each other':
    'func f[A interface{ ~[]B }, B interface{ ~[]A }](a A, b B) { f(b, a); f(a, nil); f[A](nil, a[0]) }\nfunc g[A B, B C, C A](a A) { g(a); g[C](a); a.M() }\nvar x = f[[]int]',
  'inference that finds no end':
    'func f[P any](p, q P) P { return p }\nfunc h[P any](p P, q *P) P { return p }\nfunc g[Q any](q Q) { f(q, &q); f(g[Q], f[Q]); h(q, q); h(&q, &q) }\nvar x = f(f, f)\nvar y = h(h[int], f)\nfunc k[A ~*B, B ~*A](a A) {}\nfunc m() { k(nil); var p *int; k(p) }',
  'methods of interfaces that name themselves':
    'type E interface { Eq(E) bool; Self() interface{ E } }\ntype F interface { Eq(F) bool; Self() interface{ F } }\nvar e E = F(nil)\nvar b = e == F(nil)\nfunc f[T interface{ Eq(T) bool }](t T) {}\nfunc g() { f(e); f(F(nil)) }',
  'a type in its own method':
    'type T interface { m() [len(T(nil).m())]int }\nvar x T\ntype U func(U) U\nvar u U = u(u)(u)\ntype V map[*V]V\nvar v = V{}[nil][nil]\ntype W chan W\nvar w = <-<-W(nil)',
  unions: 'type A interface { ~int | B }\ntype B interface { ~string | A }\nfunc f[T A](t T) { _ = t + t; _ = T(1); for range t {} }',
  'local types':
    'func f() { type T []T; type U struct { f func(U) T; u *U }; var t T; _ = t[0][0]; var u U; _ = u.u.f(u)[0]; type A = A; var a A; _ = a }',
  'a receiver of itself': 'func (t t) t(t t) t { return t.t(t) }\ntype t t\nfunc (T[T]) T() T { var x T; return x.T() }\ntype T[T any] T',
  'a package in itself': 'import "p"\nvar x = p.x\ntype T p.T\nvar y p.T',
  offsets:
    'import "unsafe"\ntype T struct { a [unsafe.Offsetof(T{}.b)]int; b int }\nvar x = unsafe.Sizeof(T{})\nconst c = unsafe.Sizeof(d)\nvar d [c]int',
};

const WIDE: readonly Shape[] = [
  code(
    'methods of one type',
    10_000,
    n => `type T struct{}\n${times(n, i => `func (T) M${i}() {}\n`)}func f(t T) { t.M0(); t.M${n - 1}() }`,
  ),
  code('methods called', 4000, n => `type T struct{}\n${times(n, i => `func (t T) M${i}() { t.M${n - 1 - i}() }\n`)}`),
  code('methods of an interface', 10_000, n => `type I interface {\n${times(n, i => `M${i}()\n`)}}\nvar x I\nvar y = x.M0\nvar z I = x`),
  code(
    'embedded fields',
    10_000,
    n =>
      `${times(n, i => `type E${i} struct { f${i} int }\n`)}type T struct {\n${times(n, i => `E${i}\n`)}}\nfunc f(t T) { _ = t.f0; _ = t.f${n - 1}; _ = t.none }`,
  ),
  code(
    'embedded fields in a row',
    3000,
    n => `${times(n, i => `type E${i} struct { E${i + 1} }\n`)}type E${n} struct { f int }\nfunc f(t E0) { _ = t.f; _ = t.none; t.M() }`,
  ),
  code(
    'embedded twice',
    30,
    n =>
      `${times(n, i => `type A${i} struct { *A${i + 1}; *B${i + 1} }\ntype B${i} struct { *A${i + 1}; *B${i + 1} }\n`)}type A${n} struct { f int }\ntype B${n} struct { f int }\nfunc f(t A0) { _ = t.f; _ = t.g }`,
  ),
  code(
    'embedded interfaces twice',
    30,
    n =>
      `${times(n, i => `type A${i} interface { A${i + 1}; B${i + 1} }\ntype B${i} interface { A${i + 1}; B${i + 1} }\n`)}type A${n} interface { M() }\ntype B${n} interface { N() }\nvar x A0\nvar y = x.M\nvar z B0 = x`,
  ),
  code(
    'terms of a union',
    1000,
    n =>
      `${times(n, i => `type T${i} int\n`)}type C interface { ${Array.from({ length: n }, (_, i) => `T${i}`).join(' | ')} }\nfunc f[T C](x T) T { return x + x + 1 }\nvar y = f(T0(1))`,
  ),
  code(
    'unions that meet',
    60,
    n =>
      `${times(n, i => `type T${i} int\n`)}type C interface { ${Array.from({ length: n }, (_, i) => `T${i}`).join(' | ')} }\ntype D interface { C; C; C }\nfunc f[T interface{ D; C }](x T) T { return x + x }`,
  ),
  code(
    'fields',
    5000,
    n =>
      `type T struct {\n${times(n, i => `f${i} int\n`)}}\nvar x = T{${listed(n, i => `f${i}: ${i}`)}}\nfunc f(t T) { ${times(n, i => `t.f${i} = ${i}\n`)} }`,
  ),
  code(
    'type parameters',
    300,
    n => `func f[${listed(n, i => `P${i} any`)}](${listed(n, i => `p${i} P${i}`)}) {}\nfunc g() { f(${listed(n, i => `${i}`)}) }`,
  ),
  code(
    'constraints in a row',
    150,
    n =>
      `func f[${listed(n, i => `P${i} ~[]P${i + 1}`)}, P${n} any](p P0, q P${n}) {}\nfunc g[T any](t T) { f(${'[]'.repeat(n)}int(nil), 1) }`,
  ),
  code(
    'parameters',
    3000,
    n => `func f(${listed(n, i => `p${i} int`)}) (${listed(n, () => 'int')}) { return f(f(${listed(n, i => `p${i}`)})) }`,
  ),
  code(
    'elements',
    10_000,
    n => `var x = [...]int{${listed(n, i => `${i}`)}}\nvar y = map[string][]int{${listed(n, i => `"k${i}": {${i}}`)}}`,
  ),
  code('constants', 10_000, n => `const (\n\tc0 = iota\n${times(n, i => `\tc${i + 1}\n`)})\nvar x [c${n}]int`),
  code('constants in a row', 5000, n => `const c0 = 1\n${times(n, i => `const c${i + 1} = c${i} + 1\n`)}var x [c${n}]int`),
  code('constants in a row, from the end', 5000, n => `${times(n, i => `const c${i} = c${i + 1} + 1\n`)}const c${n} = 1\nvar x [c0]int`),
  code(
    'constants that double',
    200,
    n =>
      `const c0 = "ab"\n${times(n, i => `const c${i + 1} = c${i} + c${i}\n`)}const d0 = 3\n${times(n, i => `const d${i + 1} = d${i} * d${i}\n`)}const e0 = 1.1\n${times(n, i => `const e${i + 1} = e${i} * e${i}\n`)}`,
  ),
  code('variables in a row', 3000, n => `var v0 = 1\n${times(n, i => `var v${i + 1} = v${i}\n`)}`),
  code('variables in a row, from the end', 3000, n => `${times(n, i => `var v${i} = v${i + 1}\n`)}var v${n} = 1`),
  code(
    'types in a row, from the end',
    3000,
    n => `${times(n, i => `type T${i} T${i + 1}\n`)}type T${n} struct { f int }\nvar x T0\nvar y = x.f`,
  ),
  code(
    'aliases in a row, from the end',
    3000,
    n => `${times(n, i => `type T${i} = T${i + 1}\n`)}type T${n} struct { f int }\nvar x T0\nvar y = x.f`,
  ),
  code(
    'functions that need each other',
    3000,
    n => `${times(n, i => `func f${i}() { _ = f${i + 1}() + f${Math.max(0, i - 1)}() }\n`)}func f${n}() int { return 1 }`,
  ),
  code('variables by functions', 3000, n => `${times(n, i => `var v${i} = func() int { return v${i + 1} }()\n`)}var v${n} = 1`),
  code('imports', 2000, n => `import (\n${times(n, i => `\t"x/p${i}"\n`)})\nfunc f() {\n${times(n, i => `\tp${i}.F()\n`)}}`),
  code(
    'imports that bring all names',
    300,
    n => `import (\n${times(n, i => `\t. "x/p${i}"\n`)})\nfunc f() {\n${times(n, i => `\tF${i}()\n`)}}`,
  ),
  code(
    'instances',
    2000,
    n =>
      `type T[P any] struct { p P; next *T[P] }\nfunc (t T[P]) M() P { return t.p }\n${times(n, i => `type E${i} int\nvar x${i} = T[E${i}]{}.M()\n`)}`,
  ),
  code(
    'instances of ever larger types',
    200,
    n =>
      `type T[P any] struct { p P }\n${times(n, i => `type E${i} = T[${i === 0 ? 'int' : `E${i - 1}`}]\n`)}var x E${n - 1}\nvar y = x${'.p'.repeat(n)}`,
  ),
  code(
    'instances that double',
    24,
    n =>
      `type T[P, Q any] struct { p P; q Q }\n${times(n, i => `type E${i} = T[${i === 0 ? 'int, int' : `E${i - 1}, E${i - 1}`}]\n`)}var x E${n - 1}\nvar y E${n - 1} = x\nvar z = x.p\nfunc f[P any](p, q P) P { return p }\nvar w = f(x, y)`,
  ),
  code(
    'structs that double',
    40,
    n =>
      `type T0 struct { a, b int }\n${times(n, i => `type T${i + 1} struct { a, b T${i} }\n`)}var x T${n}\nvar y = x == x\nvar z = [1]T${n}{}[0]\nfunc f() { for range x {} }`,
  ),
  code(
    'interfaces that name each other',
    200,
    n =>
      `${times(n, i => `type A${i} interface { M(A${(i + 1) % n}) A${(i + 7) % n} }\ntype B${i} interface { M(B${(i + 1) % n}) B${(i + 7) % n} }\n`)}var a A0\nvar b B0 = a`,
  ),
  code(
    'literal interfaces that double',
    20,
    n =>
      `${times(n, i => `type A${i} = interface { M(${i === 0 ? 'int' : `A${i - 1}`}) ${i === 0 ? 'int' : `A${i - 1}`} }\ntype B${i} = interface { M(${i === 0 ? 'int' : `B${i - 1}`}) ${i === 0 ? 'int' : `B${i - 1}`} }\n`)}var a A${n - 1}\nvar b B${n - 1} = a\nvar c = a == b`,
  ),
];

const BIG: readonly Shape[] = [
  code('arrays of arrays', 100, n => `type T ${'[1000000]'.repeat(n)}int\nvar x T\nvar y = len(x)\nvar z = x[0]`),
  code(
    'lengths',
    1000,
    n =>
      `type T [1${'0'.repeat(n)}]int\nvar x T\nconst c = 1 << 1${'0'.repeat(n)}\nconst d = 1${'0'.repeat(n)} * 1${'0'.repeat(n)}\nvar y = [...]int{1${'0'.repeat(n)}: 1}`,
  ),
  code(
    'shifts',
    1000,
    n => `const c = 1 << 1000000${times(n, () => ' << 1000')}\nvar x = 1${times(n, () => ' << 1')}\nvar y = 1.0 << ${n}`,
  ),
];

const LONG: readonly Shape[] = [
  code(
    'sum',
    10_000,
    n =>
      `func f(a, b int) { _ = a${' + b'.repeat(n)}; _ = 1${' + 1'.repeat(n)}; _ = ""${' + "a"'.repeat(n)}; var x float64 = 1${' + 2'.repeat(n)}; var y any = a${' == b'.repeat(n)} }`,
  ),
  code('sum on the right', 3000, n => `func f(a int) { _ = ${'a + ('.repeat(n)}a${')'.repeat(n)} }`),
  code('calls in calls', 5000, n => `func f(x int) int { return ${'f('.repeat(n)}x${')'.repeat(n)} }`),
  code(
    'generic calls in calls',
    1000,
    n => `func g[P any](p P) P { return ${'g('.repeat(n)}p${')'.repeat(n)} }\nvar x = ${'g('.repeat(n)}1${')'.repeat(n)}`,
  ),
  code('calls of calls', 5000, n => `type F func() F\nfunc f(x F) { x${'()'.repeat(n)} }`),
  code('selectors', 10_000, n => `type T struct { next *T; v int }\nfunc f(t T) { _ = t${'.next'.repeat(n)}.v }`),
  code('methods of results', 5000, n => `type T struct{}\nfunc (t T) M() T { return t${'.M()'.repeat(n)} }`),
  code('indexes', 5000, n => `type T []T\nfunc f(t T) { _ = t${'[0]'.repeat(n)}; _ = t${'[1:]'.repeat(n)} }`),
  code('indexes in indexes', 3000, n => `func f(t []int) { _ = ${'t['.repeat(n)}0${']'.repeat(n)} }`),
  code('conversions', 3000, n => `func f(x int) { _ = ${'int('.repeat(n)}x${')'.repeat(n)}; _ = ${'any('.repeat(n)}x${')'.repeat(n)} }`),
  code('parentheses', 5000, n => `func f(x int) { _ = ${'('.repeat(n)}x${')'.repeat(n)}; _ = ${'('.repeat(n)}1 << x${')'.repeat(n)} }`),
  code(
    'unary',
    5000,
    n =>
      `func f(x int, p *int) { _ = ${'-'.repeat(n)}1; _ = ${'^'.repeat(n)}x; _ = ${'*'.repeat(n)}p; _ = ${'&'.repeat(n)}x; _ = ${'!'.repeat(n)}true; _ = ${'<-'.repeat(n)}p }`,
  ),
  code('shifts of shifts', 2000, n => `func f(x uint) { var _ int = ${'1 << ('.repeat(n)}x${')'.repeat(n)}; _ = 1${' << x'.repeat(n)} }`),
  code(
    'pointers',
    3000,
    n =>
      `var x ${'*'.repeat(n)}int\nvar y ${'[]'.repeat(n)}int\nvar z ${'map[string]'.repeat(n)}int\nvar c ${'chan '.repeat(n)}int\nvar w = y`,
  ),
  code('functions of functions', 1000, n => `var x ${'func('.repeat(n)}int${')'.repeat(n)}\nvar y ${'func() '.repeat(n)}int\nvar z = x`),
  code(
    'structs in structs',
    1000,
    n => `var x ${'struct { f '.repeat(n)}int${' }'.repeat(n)}\nvar y ${'interface { M('.repeat(n)}int${') }'.repeat(n)}\nvar z = x`,
  ),
  code(
    'literals in literals',
    2000,
    n =>
      `var x = ${'[]any{'.repeat(n)}1${'}'.repeat(n)}\ntype T struct { next *T }\nvar y = ${'T{&'.repeat(n)}T{}${'}'.repeat(n)}\ntype S []S\nvar z = S${'{'.repeat(n)}${'}'.repeat(n)}`,
  ),
  code('closures', 1000, n => `func f() any { return ${'func() any { x := 1; _ = x; return '.repeat(n)}1${' }'.repeat(n)} }`),
  code('closures that are called', 1000, n => `var x = ${'func() int { return '.repeat(n)}1${' }()'.repeat(n)}`),
  code('blocks', 1500, n => `func f() { ${'{ x := 1; _ = x; '.repeat(n)}${'}'.repeat(n)} }`),
  code(
    'statements in statements',
    1000,
    n =>
      `func f(x int, y any) { ${'if z := x; z > 0 { for i := range z { switch w := y.(type) { case int: select { default: '.repeat(n)}_ = x${'} } } }'.repeat(n)} }`,
  ),
  code('else if', 5000, n => `func f(x int) { if x == 0 {}${times(n, i => ` else if y := x; y == ${i} { _ = y }`)} }`),
  code('labels', 3000, n => `func f() { ${times(n, i => `l${i}: `)}for {} }`),
  code('constraints in constraints', 300, n => `func f[P ${'interface { '.repeat(n)}~int${' }'.repeat(n)}](p P) P { return p + 1 }`),
  code(
    'type arguments in type arguments',
    500,
    n =>
      `type T[P any] struct { p P }\nvar x ${'T['.repeat(n)}int${']'.repeat(n)}\nvar y = x.p\nvar z = ${'T['.repeat(n)}int${']'.repeat(n)}{}`,
  ),
  code('assertions', 3000, n => `func f(x any) { _ = x${'.(any)'.repeat(n)} }`),
  code('length of length', 1000, n => `var x = ${'len([...]int{'.repeat(n)}1${'})'.repeat(n)}`),
];

/** Statements and declarations that repeat, in what grows linearly. */
const MANY: readonly Shape[] = [
  code('variables of one block', 5000, n => `func f() {\n${times(n, i => `\tv${i} := ${i === 0 ? '1' : `v${i - 1} + 1`}\n`)}}`),
  code('implicit conversions', 5000, n => `func g(...any) {}\nfunc f() { g(${listed(n, i => `${i}`)}) }`),
  code(
    'cases',
    3000,
    n =>
      `func f(x int, y any) { switch x {\n${times(n, i => `case ${i}:\n`)}}\nswitch y.(type) {\n${times(n, i => `case [${i}]int:\n`)}} }`,
  ),
  code(
    'calls with inference',
    2000,
    n =>
      `func m[A, B any](a []A, f func(A) B) []B { return nil }\nfunc f(xs []int) {\n${times(n, i => `\t_ = m(xs, func(x int) [${i}]int { return [${i}]int{} })\n`)}}`,
  ),
  code(
    'checks of interfaces',
    1000,
    n =>
      `type I interface {\n${times(20, i => `M${i}()\n`)}}\ntype T struct{}\n${times(20, i => `func (T) M${i}() {}\n`)}func g[P I](p P) {}\nfunc f(t T) {\n${times(n, () => '\tg(t)\n')}}`,
  ),
];

export const TYPES: readonly Shape[] = [...WIDE, ...BIG, ...LONG, ...MANY];
