/** Go code that is hard on a type checker and grows with a number. Packages of one file. */
import { DEEP_TYPES } from './deep-types.js';
import { type Shape, times } from './shape.js';
import { code } from './type-code.js';

/** With commas between. */
const listed = (n: number, item: (i: number) => string) => Array.from({ length: n }, (_, i) => item(i)).join(', ');

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

export const TYPES: readonly Shape[] = [...WIDE, ...BIG, ...DEEP_TYPES, ...MANY];
