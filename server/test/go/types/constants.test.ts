/** Untyped constants, shifts and iota (Go spec, "Constants", "Operators", "Iota"). Values of literals and operators: ../constants.test.ts. */
import { holds } from './marked-code.js';

const UNTYPED: Readonly<Record<string, string>> = {
  'take the type that is wanted': `
    var a int8 = 1 /*T int8 = 1*/
    var b float32 = 'a' /*T float32 = 97*/
    var c = 'a' + 1.0 /*T float64 = 98*/
    var d complex64 = 2.5 /*T complex64 = 5/2*/
    var e any = 1 /*T int = 1*/
    var f = []byte{'a' /*T uint8 = 97*/}
    var g = map[string]float64{"x": 1 /*T float64 = 1*/}
    func h(x ...uint16) uint64 { h(1 /*T uint16 = 1*/, 2); return 3 /*T uint64 = 3*/ }
    var i = [4]int{}[1 /*T int = 1*/]
    var j = "abc"[1.0 /*T int = 1*/]`,
  'their default type where nothing is': `
    var a = 1 /*T int = 1*/
    var b = 'a' /*T int32 = 97*/
    var c = 1.5 /*T float64 = 3/2*/
    var d = 2i /*T complex128 = 0 + 2i*/
    var e = "a" + "b" /*T string = "ab"*/
    var f = 1 < 2 /*T bool = true*/
    func g(x ...any) { g(1.5 /*T float64 = 3/2*/, nil); println(1 /*T int = 1*/) }`,
  'stay untyped in constants': `
    const a = 1 << 100
    const b = a >> 98 /*T untyped int = 4*/
    const c = 1 / 2.0 /*T untyped float = 1/2*/
    const d int8 = 1
    const e = d + 1 /*T int8 = 2*/
    const f = len("abc") /*T int = 3*/
    const g = 'a' * 2 /*T untyped rune = 194*/
    const h = "a" < "b" /*T untyped bool = true*/
    var i = a /*T unknown*/
    var j = b /*T int = 4*/
    const k = 7 / 2 /*T untyped int = 3*/
    const l = 7 / 2.0 /*T untyped float = 7/2*/
    const m = uint8(255) + 1 /*T unknown*/
    const n = 1 / 0 /*T unknown*/
    const o = -5 % 3 /*T untyped int = -2*/
    const p = ^uint8(1) /*T uint8 = 254*/`,
  'in operators with typed ones': `
    var x int16
    var f float64
    var a = x + 1 /*T int16*/
    var b = 2 * f /*T float64*/
    var c = x == 1 /*T bool*/
    var d = f > 1<<3 /*T bool*/
    type B bool
    var e B = x < 2 /*T p.B*/
    var g = (x + 1) * 'a' /*T int16*/
    var h = x + 1.5 /*T unknown*/
    var i = x + "a" /*T unknown*/
    var s string
    var j = s + "a" /*T string*/
    var k = s == nil /*T bool*/`,
  'conversions of them': `
    type Day uint8
    const a = Day(3) /*T p.Day = 3*/
    const b = string(rune('a')) /*T string = "a"*/
    const c = float32(0.1) /*T float32 = 13421773/134217728*/
    const d = int(2.0) /*T int = 2*/
    var e = []byte("x" /*T string = "x"*/) /*T []uint8*/
    var f = any(1 /*T int = 1*/)
    const g = uint8(256) /*T unknown*/
    var h = string(65) /*T string = "A"*/
    var i = float64(1 /*T float64 = 1*/)
    func k[T ~int | ~float64]() { _ = T(1 /*T int = 1*/) /*T p.k$0*/ }`,
  'of builtins': `
    import "unsafe"
    type T struct { a byte; b int64; c bool }
    const a = unsafe.Sizeof(T{}) /*T uintptr = 24*/
    const b = unsafe.Offsetof(T{}.c) /*T uintptr = 16*/
    const c = unsafe.Alignof(int32(0)) /*T uintptr = 4*/
    var x [3]int
    const d = len(x) /*T int = 3*/
    var e = len([]int{}) /*T int*/
    const f = real(2i + 1) /*T untyped float = 1*/
    const g = complex(1, 2) /*T untyped complex = 1 + 2i*/
    const h = min(1, 2.5) /*T untyped float = 1*/
    var i = max(1, len(x)) /*T int = 3*/
    var j [len(x) + 1]int /*T [4]int*/
    const k = len([...]string{2: "", ""}) /*T int = 4*/
    func fn() [2]int { return [2]int{} }
    var l = len(fn()) /*T int*/`,
};

const SHIFTS: Readonly<Record<string, string>> = {
  'of constants by variables take the type of what is around them': `
    var s uint = 3
    var i = 1 << s /*T int*/
    var j int32 = 1 << s /*T int32*/
    var k = uint64(1 << s /*T uint64*/)
    var m int = 1.0 << s /*T int*/
    var n = 1.0 << s == j /*T bool*/
    var p = 1 << s == 2 << s /*T bool*/
    var u = 1.0 /*T unknown*/ << s
    var v1 float32 = 1 /*T unknown*/ << s
    var w int64 = 1.0 << 33 /*T int64 = 8589934592*/
    var x = [8]int{}[1.0 << s /*T int*/]
    var b = make([]byte, 1.0 << s /*T int*/)
    var c = int8(1) << s /*T int8*/
    var d = j + 1 << s /*T int32*/
    var e any = 1 << s /*T int*/
    func f(x uint16) { f(1 << s /*T uint16*/) }`,
  'constant ones': `
    const a = 1 << 3.0 /*T untyped int = 8*/
    const b = 1.0 << 3 /*T untyped int = 8*/
    const c = uint8(1) << 7 /*T uint8 = 128*/
    const d = 1 << 600 /*T untyped int*/
    const e = "a" << 1 /*T unknown*/
    var f = 5 >> 1 /*T int = 2*/
    var x int
    var g = x << 2 /*T int*/
    var h = x << 1.5 /*T int*/`,
};

const IOTA: Readonly<Record<string, string>> = {
  'counts the lines of its group': `
    const (
    	a /*T untyped int = 0*/ = iota
    	b /*T untyped int = 1*/
    	_
    	c, d /*T untyped float = 9/2*/ = iota, iota + 1.5
    	e /*T untyped int = 4*/, f /*T untyped float = 11/2*/
    	g /*T untyped string = "x"*/ = "x"
    	h /*T untyped string = "x"*/
    	i /*T untyped int = 7*/ = iota
    )
    const j /*T untyped int = 0*/ = iota`,
  'with types and shifts': `
    type Bits uint8
    const (
    	_ Bits = 1 << iota
    	b /*T p.Bits = 2*/
    	c /*T p.Bits = 4*/
    	d /*T untyped int = 3*/ = iota
    	e /*T int64 = 40*/ int64 = iota * 10
    	f /*T int64 = 50*/
    )
    const (
    	kb /*T untyped int = 1024*/ = 1 << (10 * (iota + 1))
    	mb /*T untyped int = 1048576*/
    )`,
  'in functions, and hidden by another name': `
    func f() {
    	const ( a = iota; b; c )
    	_ = c /*T int = 2*/
    	const x = func() int { return 0 }
    	iota := "s"
    	_ = iota /*T string*/
    	for iota := 0; iota < 3; iota++ { _ = iota /*T int*/ }
    }
    var g = iota /*T unknown*/`,
};

describe('untyped constants', () => {
  for (const [name, code] of Object.entries(UNTYPED)) it(name, () => holds(code));
});

describe('shifts', () => {
  for (const [name, code] of Object.entries(SHIFTS)) it(name, () => holds(code));
});

describe('iota', () => {
  for (const [name, code] of Object.entries(IOTA)) it(name, () => holds(code));
});
