/** What names mean: blocks, types of functions, imports, and declarations that need each other (Go spec, "Declarations and scope"). */
import { holds } from './marked-code.js';

const LOCAL: Readonly<Record<string, string>> = {
  'types declared in functions': `
    type T string
    func f() {
    	var a T
    	_ = a /*T p.T*/
    	type T struct { next *T; v int }
    	var b T
    	_ = b.next.next.v /*T int*/
    	_ = b /*T p.T@p.go:7*/
    	{
    		type T = []T
    		type U []U
    		var c U
    		_ = c[0][0] /*T p.U@p.go:13*/
    	}
    	func() { _ = T{}.v /*T int*/ }()
    }
    func g() { type T int; _ = T(1) /*T p.T@p.go:19 = 1*/ }`,
  'types of generic functions': `
    func f[P any](p P) {
    	type S struct { p P }
    	s := S{p}
    	_ = s.p /*T p.f$0*/
    	_ = s /*T p.S@p.go:4*/
    }`,
  'variables hide others from where they are declared on': `
    var x = "s"
    func f() {
    	_ = x /*T string*/
    	x := len(x) /*T int*/
    	if x := float64(x) /*T float64*/; x > 1 { _ = x /*T float64*/ } else if y := x; true { _ = y /*T float64*/ } else { _ = y /*T float64*/ }
    	for x := range 3 { _ = x /*T int*/ }
    	for x, y := range "s" { _ = x /*T int*/; _ = y /*T int32*/ }
    	switch x := any(x).(type) { case bool: _ = x /*T bool*/; case int, string: _ = x /*T interface{}*/; case nil: _ = x /*T interface{}*/; default: _ = x /*T interface{}*/ }
    	select { case x, ok := <-make(chan byte): _ = x /*T uint8*/; _ = ok /*T bool*/; default: _ = x /*T int*/ }
    	x, z := 1, x /*T int*/
    	_ = z
    	var y, w = func() (a, b string) { return }()
    	_, _ = y /*T string*/, w /*T string*/
    }`,
  'predeclared names that are hidden': `
    type int string
    var nil = 1.5
    func len(x ...any) bool { return true }
    var a int /*T p.int*/
    var b = nil /*T float64*/
    var c = len() /*T bool*/
    var true = 0
    var d = true /*T int*/
    func f(string bool) { _ = string /*T bool*/ }`,
  'imports, by their names and by those that are given': `
-- x/q-go/q.go --
package q
var V = 1
type T struct{ F string }
func (T) M() error { return nil }
-- r/r.go --
package r
const C = "r"
func unexported() {}
-- p/p.go --
package p
import "x/q-go"
import s "r"
import . "r"
var a = q.V /*T int*/
var b = q.T{}.F /*T string*/
var c = s.C /*T string = "r"*/
var d = C /*T string = "r"*/
var e = q.none /*T unknown*/
var f = r.C /*T unknown*/
func g(q q.T) { _ = q.M() /*T error*/ }
-- p/other.go --
package p
var h = q.V /*T unknown*/
var i = a /*T int*/`,
};

const TOGETHER: Readonly<Record<string, string>> = {
  'declarations in any order': `
    var a = b + c /*T int*/
    var b = f() /*T int*/
    const c = d * 2 /*T untyped int = 6*/
    const d = 3
    func f() T { return 1 }
    type T = int
    var g, h = k() /*T (int, string)*/
    func k() (T, string) { return a, h }`,
  'types of each other': `
    type A struct { b *B; m map[string]C }
    type B struct { a A; c C }
    type C interface { M(A) (B, C) }
    var a A
    var x = a.b.a.m["x"] /*T p.C*/
    func f() { b, c := x.M(a); _ = b.c /*T p.C*/; _ = c /*T p.C*/ }`,
  'functions of themselves': `
    type F func(F) F
    var f F
    var x = f(f)(f) /*T p.F*/
    func g() func() { return func() { g()() } }
    var h = func(n int) int { return k(n) } /*T func(int) int*/
    func k(n int) int { return h(n) }`,
  'what cannot be is unknown, and the rest is known': `
    type T T
    type U [len(U{})]int
    type S struct { S; x int }
    var a /*T p.T*/ T
    var b = a.x /*T unknown*/
    var s S
    var c = s.x /*T int*/
    var v = w /*T unknown*/
    var w = v
    const k = l /*T unknown*/
    const l = k
    type A = B
    type B = A
    var d /*T unknown*/ A
    type I interface { J; M() int }
    type J interface { I; N() }
    var i I
    var m = i.M() /*T int*/
    var z = func() int { return z } /*T func() int*/`,
  'cycles of packages': `
-- p/p.go --
package p
import "q"
type T struct { u q.U }
var x = q.F() /*T p.T*/
var y = T{}.u.T.u /*T q.U*/
-- q/q.go --
package q
import "p"
type U struct { *p.T }
func F() p.T { return p.T{} }`,
};

describe('names', () => {
  for (const [name, code] of Object.entries({ ...LOCAL, ...TOGETHER })) it(name, () => holds(code));
});
