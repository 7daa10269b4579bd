/** Method sets, and the fields and methods that embedding promotes (Go spec, "Method sets", "Struct types", "Selectors"). */
import { holds } from './marked-code.js';

const METHOD_SETS: Readonly<Record<string, string>> = {
  'of a declared type and of pointers to it': `
    type T /*M A *B*/ struct{}
    func (T) A() {}
    func (t *T) B() {}
    func (t T) _() {}`,
  'of a type that another is made of, which has none of it': `
    type T struct{ E }
    type U /*M A*/ T
    type V /*M *B*/ struct{ *U; T }
    type E struct{}
    func (E) A() {}
    func (*V) B() {}`,
  'of interfaces, embedded ones too': `
    type I /*M A B C*/ interface { J; A(); B() }
    type J interface { B(); C() int }
    type N /*M A B C*/ I
    var x = I(nil).C /*T func() int*/`,
  'of instances': `
    type L[T any] struct{ v T }
    func (l *L[E]) Get() E { return l.v }
    func (l L[_]) Len() int { return 0 }
    type S /*M Get Len*/ struct{ *L[string] }
    type V /*M *Get Len*/ struct{ L[int] }
    var a = S{}.Get /*T func() string*/
    var b = (*L[[]byte]).Get /*T func(*p.L[[]uint8]) []uint8*/
    var c = L[int].Len /*T func(p.L[int]) int*/`,
  'of a pointer type, which has none': `
    type T struct{ f int }
    func (T) A() {}
    type P /*M */ *T
    var p P
    var x = p.f /*T int*/
    var y = p.A /*T unknown*/`,
  'methods of a value that has no address': `
    type T struct{}
    func (*T) P() int { return 1 }
    func (T) V() int { return 1 }
    func f() T { return T{} }
    var t T
    var a = t.P /*T func() int*/
    var b = f().V /*T func() int*/
    var c = f().P /*T unknown*/
    var d = map[int]T{}[0].P /*T unknown*/
    var e = []T{}[0].P /*T func() int*/
    var g = T.P /*T unknown*/
    var h = (*T).V /*T func(*p.T) int*/`,
  'of type parameters': `
    type S interface{ String() string }
    func f[T interface{ ~int; S }](t T) { _ = t.String /*T func() string*/; _ = T.String /*T func(p.f$0) string*/ }
    func g[P interface{ *T; Set(int) }, T any](t T) { P(&t).Set(1); _ = P(&t).Set /*T func(int)*/ }`,
  'generic ones': `
    type T[E any] struct{ e E }
    func (t *T[E]) Map[X any](f func(E) X) *T[X] { return &T[X]{f(t.e) /*T p.T.Map$0*/} }
    var t *T[int]
    var a = t.Map(func(i int) string { return "" }) /*T *p.T[string]*/
    var b = t.Map[bool] /*T func(func(int) bool) *p.T[bool]*/
    var c func(func(int) byte) *T[byte] = t.Map
    var d = t.Map /*T unknown*/`,
  'declared in another file, before or after': `
-- p/a.go --
    type T /*M A B*/ struct{}
-- p/b.go --
    func (T) B() {}
    func (T) A() {}`,
  'of a type of another package, unexported ones apart': `
-- q/q.go --
package q
type T struct{ f int; F int }
func (T) m() {}
func (T) M() {}
type I interface{ m(); M() }
-- p/p.go --
package p
import "q"
type U /*M M m m*/ struct{ q.T; V }
type V struct{}
func (V) m() {}
var u U
var a = u.m /*T func()*/
var b = u.F /*T int*/
var c = u.f /*T unknown*/
var d q.I
var e = d.m /*T unknown*/
var g = d.M /*T func()*/`,
};

const PROMOTION: Readonly<Record<string, string>> = {
  'the least deep one wins': `
    type A struct { X int; B }
    type B struct { X string; Y bool; C }
    type C struct { X, Y, Z byte }
    var a A
    var x = a.X /*T int*/
    var y = a.Y /*T bool*/
    var z = a.Z /*T uint8*/`,
  'two at one depth are none, and hide what is deeper': `
    type T struct { A; B }
    type A struct { X int; C }
    type B struct { X int }
    type C struct { X, Y int }
    var t T
    var x = t.X /*T unknown*/
    var y = t.Y /*T int*/
    var z = t.A.X /*T int*/`,
  'the same type twice at one depth': `
    type T struct { A; B }
    type A struct { C }
    type B struct { *C }
    type C struct { X int }
    func (C) M() {}
    var x = T{}.X /*T unknown*/
    var m = T{}.M /*T unknown*/`,
  'a field hides a method': `
    type T struct { A; M int }
    type A struct{}
    func (A) M() {}
    var x = T{}.M /*T int*/`,
  'through pointers': `
    type T struct { *A }
    type A struct { *T; B }
    type B struct { X int }
    func (*B) M() int { return 0 }
    var x = T{}.X /*T int*/
    var m = T{}.M /*T func() int*/
    var n = T{}.N /*T unknown*/`,
  'of embedded interfaces and aliases': `
    type I interface { M() J }
    type J = interface { N() int }
    type T struct { I; J }
    var m = T{}.M().N() /*T int*/
    var j = T{}.J /*T interface{N() int}*/
    var n = T{}.N /*T func() int*/`,
  'of embedded instances': `
    type L[T any] struct { X T; M map[string]T }
    type T struct { *L[int]; N }
    type N = L[bool]
    var t T
    var l = t.L /*T *p.L[int]*/
    var n = t.N.X /*T bool*/
    var x = t.X /*T unknown*/`,
  'of an embedded type that nobody knows': `
    import "none"
    type T struct { none.T; A }
    type A struct { X int; B }
    type B struct { Y int }
    func (T) M() int { return 0 }
    var t T
    var x = t.X /*T unknown*/
    var a = t.A.X /*T int*/
    var m = t.M() /*T int*/`,
  'of keys of struct literals, from Go 1.27 on': `
    type Meta struct { Active bool; Sizes []int8; name string }
    type Inner struct { Meta; ID int }
    type Row struct { Inner; *Other; Name string }
    type Other struct { Far float32 }
    var a = Row{Active: 1 == 2 /*T bool = false*/, ID: 'a' /*T int = 97*/, Name: "n"} /*T p.Row*/
    var b = Row{Sizes: []int8{3 /*T int8 = 3*/}, Inner: Inner{name: "x"}}
    var c = []*Inner{{ID: 2 /*T int = 2*/}}
    var d = Row{Far: 1 /*T unknown*/, None: 2 /*T unknown*/}
    func f[T any](v T) { type Pair struct { Meta; Value T }; e := Pair{Active: true /*T bool = true*/, Value: v}; _ = e.Active /*T bool*/ }`,
};

describe('method sets', () => {
  for (const [name, code] of Object.entries(METHOD_SETS)) it(name, () => holds(code));
});

describe('promotion', () => {
  for (const [name, code] of Object.entries(PROMOTION)) it(name, () => holds(code));
});
