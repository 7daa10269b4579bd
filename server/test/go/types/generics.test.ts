/** Type parameters, instances and what is inferred (Go spec, "Type parameter declarations", "Instantiations", "Type inference"). */
import { holds } from './marked-code.js';

const INFERENCE: Readonly<Record<string, string>> = {
  'from arguments': `
    func m[A, B any](a []A, f func(A) B) map[int]B { return nil }
    var a = m([]string{}, func(s string) int { return 0 }) /*T map[int]int*/
    var b = m /*T unknown*/
    func k[K comparable, V any](m map[K]V) (K, []V) { panic(0) }
    func f() { x, y := k(map[string]bool{}); _ = x /*T string*/; _ = y /*T []bool*/ }`,
  'from constants, the largest kind of several': `
    func f[T any](a, b T) T { return a }
    var a = f(1, 2) /*T int*/
    var b = f(1, 2.0) /*T float64*/
    var c = f('a', 1) /*T int32*/
    var d = f(1, int8(2)) /*T int8*/
    var e = f(1i, 'a') /*T complex128*/
    var g = f("a", 1) /*T unknown*/`,
  'from constraints': `
    func s[S ~[]E, E any](s S) E { return s[0] }
    type Names []string
    var a = s(Names{}) /*T string*/
    func p[T any, P interface{ *T; Set() }](f func(P)) T { panic(0) }
    type X struct{}
    func (*X) Set() {}
    var b = p[X](nil) /*T p.X*/
    func k[M ~map[K]V, K comparable, V any](m M) []K { return nil }
    var c = k(map[int8]string{}) /*T []int8*/
    func g[C ~chan E, E any](c C) E { return <-c }
    var d = g(make(chan error)) /*T error*/`,
  'from methods of constraints': `
    type Ordered[T any] interface { Less(T) bool }
    func max[T Ordered[U], U any](t T) U { panic(0) }
    type V int
    func (V) Less(string) bool { return false }
    var a = max(V(0)) /*T string*/`,
  'from generic functions as arguments': `
    func apply[A, B any](a A, f func(A) B) B { return f(a) }
    func list[T any](t T) []T { return nil }
    func pair[T, U any](t T) map[int]U { return nil }
    var a = apply(1.5, list) /*T []float64*/
    var b = apply("", pair[string, bool]) /*T map[int]bool*/
    func sort[T any](ts []T, less func(a, b T) int) {}
    func compare[T int | string](a, b T) int { return 0 }
    func f() { sort([]string{}, compare /*T func(string, string) int*/) }`,
  'from the variable that a function is assigned to': `
    func id[T any](t T) T { return t }
    var f func(int) int = id
    var g func(x []string) []string
    func h() func(byte) byte { g = id /*T func([]string) []string*/; return id /*T func(uint8) uint8*/ }
    type F func(bool) bool
    var k = F(id /*T unknown*/) /*T p.F*/`,
  'where some are written': `
    func conv[To, From any](f From) To { panic(0) }
    var a = conv[string](1) /*T string*/
    var b = conv[[]int, bool] /*T func(bool) []int*/
    var c = conv[int8] /*T unknown*/
    var d func(byte) rune = conv[rune] /*T func(uint8) int32*/
    func clone[S ~[]E, E any](s S) S { return s }
    type Names []string
    var e = clone[[]string](Names{}) /*T []string*/
    var g = clone[Names]([]string{}) /*T p.Names*/`,
  'from a declared type where literals are wanted, and the other way round': `
    type Fn func(int) string
    func call[A, B any](f func(A) B) B { panic(0) }
    var a = call(Fn(nil)) /*T string*/
    func two[T any](a, b T) T { return a }
    type S []int
    var b = two(S{}, []int{}) /*T p.S*/
    var c = two([]int{}, S{}) /*T p.S*/
    var d = two(make(chan int), make(<-chan int)) /*T <-chan int*/`,
  'from interfaces': `
    type R[T any] interface { Read() T }
    type File struct{}
    func (*File) Read() []byte { return nil }
    func read[T any](r R[T]) T { return r.Read() }
    var a = read(&File{}) /*T []uint8*/
    var b = read(R[int](nil)) /*T int*/
    func two[T any](a, b T) T { return a }
    var e error
    func f(s interface{ error; Code() int }) { _ = two(e, s) /*T error*/; _ = two(s, e) /*T error*/ }`,
  'not at all where an argument is unknown': `
    import "none"
    func f[T any](a, b T) T { return a }
    func g[T any](a T, b int) T { return a }
    func h[T any](a T) int { return 0 }
    var a = f(1, none.X) /*T unknown*/
    var b = g(1, none.X) /*T int*/
    var c = h(none.X) /*T int*/
    var d = f(none.X, int8(1)) /*T int8*/
    var e = f(none.X, []none.T{}) /*T unknown*/`,
};

const INSTANCES: Readonly<Record<string, string>> = {
  'fields and methods': `
    type Node[K comparable, V any] struct { key K; val V; next *Node[K, V]; all []Node[V2, K] }
    type V2 string
    var n Node[int, bool]
    var a = n.next.next.key /*T int*/
    var b = n.all[0].next.val /*T int*/
    func (n *Node[A, B]) swap(b B) (a A, m map[A]B) { return n.key, map[A]B{n.key: b} }
    var c = n.swap /*T func(bool) (int, map[int]bool)*/`,
  'inside of generic functions': `
    type Set[T comparable] map[T]struct{}
    func (s Set[T]) Add(t T) Set[T] { s[t] = struct{}{}; return s /*T p.Set[p.Set$0]*/ }
    func of[E comparable](es ...E) Set[E] {
    	s := Set[E]{} /*T p.Set[p.of$0]*/
    	for _, e := range es { s.Add(e /*T p.of$0*/) }
    	for k := range s { _ = k /*T p.of$0*/ }
    	return s
    }
    var a = of(1, 2) /*T p.Set[int]*/
    var b = of[string]().Add("") /*T p.Set[string]*/`,
  'aliases with parameters': `
    type L[T any] struct { v T }
    type A[T any] = L[[]T]
    type M[V any] = map[string]V
    type P[T any] = *A[T]
    var a A[int]
    var b = a.v /*T []int*/
    var c = M[A[bool]]{}["x"].v /*T []bool*/
    var d P[byte]
    var e = d.v[0] /*T uint8*/
    var f = M[int](nil) /*T map[string]int*/
    var g = A[string]{} /*T p.L[[]string]*/`,
  'are one type where the arguments are': `
    type T[P any] struct { f func(P) }
    func two[X any](a, b X) X { return a }
    type B = byte
    var a = two(T[B]{}, T[uint8]{}) /*T p.T[uint8]*/
    var b = two(T[func(B)]{}, T[func(x uint8)]{}) /*T p.T[func(uint8)]*/
    var c = two(T[any]{}, T[interface{}]{}) /*T p.T[interface{}]*/
    var d = two(T[int]{}, T[uint]{}) /*T unknown*/
    var e = two(T[struct{ x int }]{}, T[struct{ x int }]{}) /*T p.T[struct{p.x int}]*/`,
  'operators on type parameters': `
    type Num interface { ~int | ~float64 }
    func sum[N Num](ns ...N) (t N) {
    	for _, n := range ns { t += n * 2 /*T p.sum$0*/ }
    	_ = t == 0 /*T bool*/
    	_ = N(1.0) /*T p.sum$0*/
    	return -t /*T p.sum$0*/
    }
    func at[S ~string | ~[]byte](s S) byte { _ = s[1:] /*T p.at$0*/; _ = len(s) /*T int*/; return s[0] /*T uint8*/ }
    func el[S ~[]E, E any](s S) { _ = append(s, s...) /*T p.el$0*/; _ = s[0] /*T p.el$1*/; _ = make(S, 1) /*T p.el$0*/; _ = S{} /*T p.el$0*/ }
    func call[F ~func(int) R, R any](f F) R { return f(1) /*T p.call$1*/ }
    func recv[C <-chan int | chan int](c C) { _ = <-c /*T int*/; for x := range c { _ = x /*T int*/ } }
    func ptr[P *T, T any](p P) { _ = *p /*T p.ptr$1*/ }`,
  'without their arguments they are nothing': `
    type T[P any] struct{ p P }
    func f[P any](p P) {}
    var a /*T unknown*/ T
    var b = T{} /*T unknown*/
    var c = f /*T unknown*/
    var d = T[int, int]{} /*T unknown*/
    var e = T[none]{} /*T unknown*/
    var g = []T{} /*T unknown*/`,
  'range over functions': `
    type Seq[K, V any] func(yield func(K, V) bool)
    func all[T any](ts []T) Seq[int, T] { return nil }
    func f() {
    	for i, s := range all([]string{}) { _ = i /*T int*/; _ = s /*T string*/ }
    	for range all([]int{}) {}
    	for x := range func(func(bool) bool) {} { _ = x /*T bool*/ }
    }`,
};

describe('type inference', () => {
  for (const [name, code] of Object.entries(INFERENCE)) it(name, () => holds(code));
});

describe('generic types', () => {
  for (const [name, code] of Object.entries(INSTANCES)) it(name, () => holds(code));
});
