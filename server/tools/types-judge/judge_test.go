package main

import (
	"bufio"
	"bytes"
	"go/ast"
	"go/types"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

// row is a line, with the numbers of types replaced by their texts, and the source text at its span.
type row struct {
	letter, source string
	columns        []string
}

// typed says which columns of a line are numbers of types.
var typed = map[string][]int{"T": {5}, "D": {8}, "N": {8}, "S": {4, 8}, "I": {3}, "M": {1}, "m": {4}, "C": {4, 5}}

// judge prints a module with one file and reads the lines back.
func judge(t *testing.T, goVersion, text string) []row {
	t.Helper()
	dir := t.TempDir()
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	write(t, filepath.Join(dir, "go.mod"), "module example.com/m\n\ngo "+goVersion+"\n")
	write(t, filepath.Join(dir, "m.go"), text)
	var out bytes.Buffer
	p := newPrinter(bufio.NewWriter(&out), "")
	if err := load(options{dir: dir, goos: "linux", goarch: "amd64"}, []string{"."}, p.printPackage); err != nil {
		t.Fatal(err)
	}
	p.out.Flush()
	return read(out.String(), text)
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func read(out, text string) []row {
	var rows []row
	numbers := map[string]string{}
	for _, line := range strings.Split(strings.TrimSuffix(out, "\n"), "\n") {
		c := strings.Split(line, "\t")
		if c[0] == "Y" {
			numbers[c[1]] = c[2]
			continue
		}
		for _, i := range typed[c[0]] {
			c[i] = numbers[c[i]]
		}
		r := row{letter: c[0], columns: c}
		if strings.Contains("TDUNSIC", c[0]) {
			start, _ := strconv.Atoi(c[1])
			end, _ := strconv.Atoi(c[2])
			r.source = text[start:end]
		}
		rows = append(rows, r)
	}
	return rows
}

// expect asks that each wanted line is among those printed for its source: what is left of " :: " is the source, then come columns.
func expect(t *testing.T, rows []row, letter string, from int, wants ...string) {
	t.Helper()
	for _, want := range wants {
		source, columns, _ := strings.Cut(want, " :: ")
		var seen []string
		found := false
		for _, r := range rows {
			if r.letter == letter && r.source == source {
				got := strings.TrimRight(strings.Join(r.columns[from:], " "), " ")
				seen = append(seen, got)
				found = found || got == columns
			}
		}
		if !found {
			t.Errorf("%s %s: want %q, have %q", letter, source, columns, seen)
		}
	}
}

func noErrors(t *testing.T, rows []row) {
	t.Helper()
	for _, r := range rows {
		if r.letter == "E" {
			t.Errorf("%q", r.columns)
		}
	}
}

func TestConstants(t *testing.T) {
	rows := judge(t, "1.24", `package m

import "math"

const (
	A = iota * 10
	B
	_
	D
	E, F = "é\"", 1 << 70
	G, H
)

const third = 1 / 3.0
const big = math.MaxFloat64 / math.MaxFloat64
const c = 2 + 3i

var n = 3
var shift float64 = 1 << 3
var shifted = 1 << n
var wide int64 = 1<<n + 2
var u = uint8(255)
var f32 float32 = 0.1
var s = 'x' + 1.0
var r = []rune("é")
var ok = n < 4
var none error = nil
var size = len([4]int{})
`)
	noErrors(t, rows)
	expect(t, rows, "T", 4,
		`1 << 3 :: constant float64 8`, `1 << n :: value int`, `1 :: constant int 1`,
		`1<<n :: value int64`, `1<<n + 2 :: value int64`, `2 :: constant int64 2`, `uint8(255) :: constant uint8 255`,
		`0.1 :: constant float32 13421773/134217728`, `'x' + 1.0 :: constant float64 121`, `'x' :: constant untyped float 120`, `[]rune("é") :: value []int32`,
		`n < 4 :: value bool`, `nil :: nil untyped nil`, `len([4]int{}) :: constant int 4`, `1 / 3.0 :: constant untyped float 1/3`,
		`math.MaxFloat64 / math.MaxFloat64 :: constant untyped float 1`, `2 + 3i :: constant untyped complex 2 + 3i`,
		`iota * 10 :: constant untyped int 30 repeated`)
	expect(t, rows, "D", 3,
		`A :: constant example.com/m A m.go 35 untyped int 0`, `B :: constant example.com/m B m.go 50 untyped int 10`,
		`D :: constant example.com/m D m.go 56 untyped int 30`, `G :: constant example.com/m G m.go 83 untyped string "\xc3\xa9\""`,
		`H :: constant example.com/m H m.go 86 untyped int 1180591620717411303424`)
}

func TestTypes(t *testing.T) {
	rows := judge(t, "1.24", `package m

import (
	"fmt"
	. "strings"
	"sync"
)

type Number interface{ ~int | ~int64 | string }
type Fewer interface{ Number; int | ~int64 | string | bool }
type List[T any] struct {
	next *List[T]
	value T
}

func (l *List[E]) Push(v E) *List[E] { l.value = v; return l.next }

type Set[K comparable] = map[K]struct{}
type Named = Set[string]
type lock struct {
	*sync.Mutex
	name string "json:\"<n>\""
}
type Both interface {
	fmt.Stringer
	interface{ String() string; hidden(x, y int) }
}
type Wrapped[F interface{ Fewer }] struct{}
type Key interface { comparable; Both }

func Apply[T, U any, S ~[]T](s S, f func(T) (U, error)) (out []U, _ error) { return }

var b Builder
var write = b.WriteString
var express = (*Builder).Len
var value lock
var locks = value.Lock
var l List[Named]
var push = l.Push
var strs, err = Apply([]int{1}, func(i int) (string, error) { return "", nil })
var ch chan (<-chan int)
var m map[string]*int
var v, found = m["x"]
var anonymous struct { lock; F, g int }
var printed, _ = fmt.Println("x")
func sum[N Number](ns ...N) (t N) { for _, n := range ns { t += n }; type local struct{ n N }; var x local; _ = x; return t }
func use() {
	type local int
	var x local
	var any interface{ Both }
	switch y := any.(type) {
	case interface{ Len() int }:
		_ = y
	}
	_, _ = (x), sum(1, 2)
	var byte []byte
	_ = append(byte, "s"...)
}
`)
	noErrors(t, rows)
	expect(t, rows, "T", 4,
		`*List[T] :: type *example.com/m.List[example.com/m.List$0]`,
		`*List[E] :: type *example.com/m.List[example.com/m.List$0]`,
		`Set[string] :: type map[string]struct{}`, `Named :: type map[string]struct{}`,
		`~int | ~int64 | string :: type string|~int|~int64`, `Fewer :: type example.com/m.Fewer`, `interface{ Fewer } :: type interface{int|string|~int64}`, `S :: type example.com/m.Apply$2`,
		`b.WriteString :: value func(string) (int, error)`, `(*Builder).Len :: value func(*strings.Builder) int`,
		`value.Lock :: value func()`, `l.Push :: value func(map[string]struct{}) *example.com/m.List[map[string]struct{}]`,
		`Apply :: value func([]int, func(int) (string, error)) ([]string, error)`,
		`chan (<-chan int) :: type chan <-chan int`, `m["x"] :: mapindex (*int, bool)`,
		`struct { lock; F, g int } :: type struct{=example.com/m.lock example.com/m.lock; F int; example.com/m.g int}`,
		`fmt.Println :: value func(...interface{}) (int, error)`, `(x) :: variable example.com/m.local@m.go:48`,
		`x :: variable example.com/m.local@m.go:46`,
		`interface{ Both } :: type interface{String() string; example.com/m.hidden(int, int)}`,
		`append :: builtin func([]uint8, ...string) []uint8`, `any :: type interface{}`,
		`sum(1, 2) :: value int`)
	expect(t, rows, "D", 8,
		`Apply :: func[example.com/m.Apply$0 interface{}, example.com/m.Apply$1 interface{}, example.com/m.Apply$2 interface{~[]example.com/m.Apply$0}](example.com/m.Apply$2, func(example.com/m.Apply$0) (example.com/m.Apply$1, error)) ([]example.com/m.Apply$1, error)`,
		`Key :: example.com/m.Key`, `t :: example.com/m.sum$0`)
	expect(t, rows, "I", 3, `Apply :: func([]int, func(int) (string, error)) ([]string, error) `+argumentsOf(rows, "Apply"))
	expect(t, rows, "S", 3, `value.Lock :: method example.com/m.lock Lock 0 true func()`,
		`l.next :: field *example.com/m.List[example.com/m.List$0] example.com/m.next 0 true *example.com/m.List[example.com/m.List$0]`,
		`(*Builder).Len :: expression *strings.Builder Len  true func(*strings.Builder) int`)
	expect(t, rows, "N", 8, "case interface{ Len() int }:\n\t\t_ = y :: interface{Len() int}")
	methods := map[string]string{}
	last := ""
	for _, r := range rows {
		switch r.letter {
		case "M":
			last = r.columns[1]
			methods[last] = r.columns[2]
		case "m":
			methods[last] += " " + strings.Join(r.columns[1:], ",")
		}
	}
	if got := methods["example.com/m.lock"]; got != "3 T,Lock,0,func() T,TryLock,0,func() bool T,Unlock,0,func()" {
		t.Errorf("methods of lock: %s", got)
	}
	if got := methods["example.com/m.Both"]; got != "2 T,String,,func() string T,example.com/m.hidden,,func(int, int)" {
		t.Errorf("methods of Both: %s", got)
	}
	if got := methods["example.com/m.List"]; !strings.HasPrefix(got, "1 *T,Push,,func(example.com/m.List$0)") {
		t.Errorf("methods of List: %s", got)
	}
}

// argumentsOf is there because the column holds numbers.
func argumentsOf(rows []row, source string) string {
	for _, r := range rows {
		if r.letter == "I" && r.source == source {
			return r.columns[4]
		}
	}
	return ""
}

func TestGenericMethods(t *testing.T) {
	if minor, err := strconv.Atoi(strings.Split(strings.TrimPrefix(runtime.Version(), "go1."), ".")[0]); err == nil && minor < 27 {
		t.Skip("SKIPPED: generic methods need go 1.27, this is " + runtime.Version())
	}
	rows := judge(t, "1.27", `package m

type List[T any] struct{ v T }

func (l List[E]) Map[U any](f func(E) U) U { return f(l.v) }

var s = List[int]{}.Map(func(int) string { return "" })
`)
	noErrors(t, rows)
	expect(t, rows, "T", 4, `U :: type example.com/m.List.Map$0`, `f(l.v) :: value example.com/m.List.Map$0`,
		`List[int]{}.Map :: value func(func(int) string) string`)
}

func TestConversions(t *testing.T) {
	rows := judge(t, "1.24", `package m

import "io"

type I interface{ M() }
type T int
func (T) M() {}
type S struct { A any; B I; C *T }
func two() (T, error) { return T(2), nil }
func take(a any, rest ...I) {}
func boxed[P I](p P) (any, I) { take(p, T(3)); return two() }
func plain(i I, err error) any { take(i, nil); return err }
func body(ch chan any, m map[any]any, i I, t T, all []I, r io.Reader) error {
	var v any = 4
	v = 'x'
	v, err := two()
	_ = err
	ch <- "sent"
	_ = S{t, t + 1, nil}
	_ = S{A: 5.5, C: &t}
	_ = []any{6: "six", i}
	_ = map[any]I{"key": t * 2}
	_ = [...]*S{{A: true}}
	m["index"] = 7
	delete(m, 8)
	_ = m[i]
	if i == t*3 || t*4 != i || i == nil { panic("no") }
	switch i { case t * 5, nil: }
	switch t * 6 { case i: }
	all = append(all, t*7, i)
	all = append(all, all...)
	defer take(9)
	go take(10, all...)
	take(two())
	for v = range 3 > 2 && false { }
	return nil
}
func ranged(v any, key any, pairs map[string]bool, seq func(func(int8) bool)) {
	for key, v = range pairs {}
	for key = range seq {}
	func() any { return 11 }()
	_ = any(12)
	_ = func(...any) {}
	func(...any) {}(pairs, v, nil)
	println(v, 13)
}
`)
	var got []string
	for _, r := range rows {
		if r.letter == "C" {
			got = append(got, strings.TrimRight(r.source+" "+strings.ReplaceAll(strings.Join(r.columns[3:], " "), "example.com/m.", ""), " "))
		}
	}
	want := []string{
		`p argument boxed$0 interface{}`, `T(3) argument T I`, `two() return T interface{} 0`,
		`4 variable int interface{}`, `'x' assignment int32 interface{}`, `two() assignment T interface{} 0`, `"sent" send string interface{}`,
		`t field T interface{}`, `t + 1 field T I`, `5.5 field float64 interface{}`, `"six" element string interface{}`,
		`"key" key string interface{}`, `t * 2 element T I`, `true field bool interface{}`, `"index" index string interface{}`,
		`7 assignment int interface{}`, `8 delete int interface{}`, `t*3 comparison T I`, `t*4 comparison T I`, `"no" panic string interface{}`,
		`t * 5 case T I`, `t * 6 case T I`, `t*7 append T I`, `9 defer-argument int interface{}`, `10 go-argument int interface{}`,
		`two() argument T interface{} 0`,
		`key range string interface{}`, `v range bool interface{}`, `key range int8 interface{}`, `11 return int interface{}`,
		`pairs argument map[string]bool interface{}`,
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("have\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestBroken(t *testing.T) {
	rows := judge(t, "1.24", "package m\n\nimport \"not/there\"\n\nvar a = there.X\n\nfunc f() { x := 1; y := x +\n")
	expect(t, rows, "T", 4, `1 :: constant int 1`, `x :: variable int`)
	if !strings.HasPrefix(rows[1].letter, "E") {
		t.Errorf("no error in %q", rows)
	}
}

// In packages with hard types: the text is equal where, and only where, types are identical; and every expression has a line.
func TestNotationIsIdentity(t *testing.T) {
	err := load(options{dir: ".", goos: "linux", goarch: "amd64"}, []string{"slices", "iter", "go/types", "encoding/json", "sync/atomic", "unique"}, func(c *checked) {
		n := notation{c.fset, c.owners}
		byText := map[string]types.Type{}
		inFile := 0
		for _, f := range c.files {
			ast.Inspect(f, func(n ast.Node) bool {
				if e, ok := n.(ast.Expr); ok && c.info.Types[e].Type != nil {
					inFile++
				}
				return true
			})
		}
		for e, tv := range c.info.Types {
			text := n.text(tv.Type)
			if strings.ContainsAny(text, "?") {
				t.Errorf("%s: %s", c.fset.Position(e.Pos()), text)
			}
			if tv.IsBuiltin() || strings.Contains(text, "$") {
				continue // a receiver's type parameter is another type than that of its type
			}
			if one := byText[text]; one == nil {
				byText[text] = tv.Type
			} else if !types.Identical(one, tv.Type) {
				t.Errorf("%s: not identical to others: %s", c.fset.Position(e.Pos()), text)
			}
		}
		var all []string
		for text := range byText {
			all = append(all, text)
		}
		for i, x := range all {
			for _, y := range all[:i] {
				if types.Identical(byText[x], byText[y]) {
					t.Errorf("identical: %s and %s", x, y)
				}
			}
		}
		var out bytes.Buffer
		p := newPrinter(bufio.NewWriter(&out), "T")
		p.printPackage(c)
		p.out.Flush()
		if lines := bytes.Count(out.Bytes(), []byte("\nT\t")); lines != inFile || lines < 400 {
			t.Errorf("%s: %d lines of %d expressions", c.pkg.Path(), lines, inFile)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestCuts(t *testing.T) {
	dir := t.TempDir()
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	text := "package m\n\nvar a = 1\nfunc f() { _ = a + 2.5 }\n"
	write(t, filepath.Join(dir, "go.mod"), "module example.com/m\n\ngo 1.24\n")
	write(t, filepath.Join(dir, "m.go"), text)
	write(t, filepath.Join(dir, "other.go"), "package m\n\nfunc other() int { return a }\n")
	cut := strings.Index(text, " + 2.5")
	write(t, filepath.Join(dir, "cuts"), filepath.Join(dir, "m.go")+"\t"+strconv.Itoa(cut)+"\n")
	var out bytes.Buffer
	p := newPrinter(bufio.NewWriter(&out), "")
	if err := printCuts(options{dir: dir, goos: "linux", goarch: "amd64"}, []string{"."}, filepath.Join(dir, "cuts"), p); err != nil {
		t.Fatal(err)
	}
	p.out.Flush()
	rows := read(out.String(), text)
	expect(t, rows, "T", 4, `a :: variable int`, `1 :: constant int 1`)
	for _, r := range rows {
		if r.letter == "F" && r.columns[2] != strconv.Itoa(cut) {
			t.Errorf("another file: %q", r.columns)
		}
	}
}
