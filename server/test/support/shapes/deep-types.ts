/** Expressions, types and statements of Go in each other, hard on a type checker. */
import { type Shape, times } from './shape.js';
import { code } from './type-code.js';

export const DEEP_TYPES: readonly Shape[] = [
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
