/** Declarations that need themselves, in every way that types and values can. */

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
