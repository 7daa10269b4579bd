/** Small programs before and after a remedy: `«…»` marks the finding. */
import { APPEND_CASES } from './append-cases.js';
import { BUFFER_CASES } from './buffer-cases.js';
import { CONCRETE_CASES } from './concrete-cases.js';
import { EVERYDAY_CASES } from './everyday-cases.js';
import { GUARD_CASES } from './guard-cases.js';
import { KNOWN_WAY_CASES } from './known-way-cases.js';
import { LATE_CASES } from './late-cases.js';
import { LIBRARY_CASES } from './library-cases.js';
import { METHOD_CASES } from './method-cases.js';
import { NOTHING_CASES } from './nothing-cases.js';
import { ONCE_CASES, SIZE_CASES } from './once-cases.js';
import { POOL_CASES } from './pool-cases.js';
import { ROOM_CASES } from './room-cases.js';
import { SCRATCH_CASES } from './scratch-cases.js';
import { SHARED_CASES } from './shared-cases.js';
import { SORT_CASES } from './sort-cases.js';
import { VALUE_CASES } from './value-cases.js';

export interface Case {
  readonly remedy: string;
  readonly name: string;
  /** One mark; what comes before `-- other.go --` is the file itself. */
  readonly before: string;
  readonly after: string;
  /** Of the finding; a hint where nothing is said. */
  readonly severity?: 'information';
}

export const CASES: readonly Case[] = [
  ...APPEND_CASES,
  ...BUFFER_CASES,
  ...CONCRETE_CASES,
  ...EVERYDAY_CASES,
  ...GUARD_CASES,
  ...KNOWN_WAY_CASES,
  ...LATE_CASES,
  ...LIBRARY_CASES,
  ...METHOD_CASES,
  ...NOTHING_CASES,
  ...ONCE_CASES,
  ...SIZE_CASES,
  ...POOL_CASES,
  ...ROOM_CASES,
  ...SCRATCH_CASES,
  ...SHARED_CASES,
  ...SORT_CASES,
  ...VALUE_CASES,
  {
    remedy: 'format-without-boxing',
    name: 'one number, the last use of fmt',
    before: 'package a\n\nimport "fmt"\n\nfunc f(n int) string {\n\treturn fmt.Sprint(«n»)\n}\n',
    after: 'package a\n\nimport "strconv"\n\nfunc f(n int) string {\n\treturn strconv.Itoa(n)\n}\n',
  },
  {
    remedy: 'format-without-boxing',
    name: 'a block of imports, fmt still used',
    before:
      'package a\n\nimport (\n\t"fmt"\n\t"os"\n)\n\nfunc f(n uint8, id int64) string {\n\tfmt.Fprintln(os.Stderr, n)\n\treturn fmt.Sprintf("%x", «id»)\n}\n',
    after:
      'package a\n\nimport (\n\t"fmt"\n\t"os"\n\t"strconv"\n)\n\nfunc f(n uint8, id int64) string {\n\tfmt.Fprintln(os.Stderr, n)\n\treturn strconv.FormatInt(id, 16)\n}\n',
  },
  {
    remedy: 'format-without-boxing',
    name: 'the only import of a block goes',
    before: 'package a\n\nimport (\n\t"fmt"\n)\n\nfunc f(a, b string) string {\n\treturn fmt.Sprintf("%s=%s;", «a», b)\n}\n',
    after: 'package a\n\nfunc f(a, b string) string {\n\treturn a + "=" + b + ";"\n}\n',
  },
  {
    remedy: 'format-without-boxing',
    name: 'inside of other arguments, as gofmt spaces it, and sliced',
    before:
      'package a\n\nimport "fmt"\n\nfunc g(int, string) {}\n\nfunc f(a string, n uint16) string {\n\tg(1, fmt.Sprintf("%s:%d", «a», n))\n\treturn fmt.Sprintf("%s!", a)[1:]\n}\n',
    after:
      'package a\n\nimport (\n\t"fmt"\n\t"strconv"\n)\n\nfunc g(int, string) {}\n\nfunc f(a string, n uint16) string {\n\tg(1, a+":"+strconv.FormatUint(uint64(n), 10))\n\treturn fmt.Sprintf("%s!", a)[1:]\n}\n',
  },
  {
    remedy: 'string-builder',
    name: 'every kind of use',
    before: `package a

func f(xs []string) (string, int) {
	out := "["
	for i, x := range xs {
		if out != "" && i > 0 {
			out += ", "
		}
		«out += x + "!"»
	}
	out = out + "]"
	return out, len(out)
}
`,
    after: `package a

import "strings"

func f(xs []string) (string, int) {
	var out strings.Builder
	out.WriteString("[")
	for i, x := range xs {
		if out.Len() > 0 && i > 0 {
			out.WriteString(", ")
		}
		out.WriteString(x)
		out.WriteString("!")
	}
	out.WriteString("]")
	return out.String(), out.Len()
}
`,
  },
  {
    remedy: 'constant-size',
    name: 'a local variable',
    before: 'package a\n\nfunc f() byte {\n\tn := 4 << 10\n\tb := «make([]byte, n)»\n\treturn b[n-1]\n}\n',
    after: 'package a\n\nfunc f() byte {\n\tconst n int = 4 << 10\n\tb := make([]byte, n)\n\treturn b[n-1]\n}\n',
  },
  {
    remedy: 'constant-size',
    name: 'a variable of the package, in another file',
    before:
      'package a\n\nfunc f() byte {\n\tb := «make([]byte, bufSize)»\n\treturn b[0]\n}\n-- other.go --\npackage a\n\nvar bufSize = 4096\n\nfunc g() int { return bufSize }\n',
    after:
      'package a\n\nfunc f() byte {\n\tb := make([]byte, bufSize)\n\treturn b[0]\n}\n-- other.go --\npackage a\n\nconst bufSize int = 4096\n\nfunc g() int { return bufSize }\n',
  },
  {
    remedy: 'hoisted-buffer',
    name: 'a buffer that is read into and copied from',
    before: `package a

import "io"

func f(r io.Reader, n int) (out []byte) {
	for i := 0; i < 10; i++ {
		buf := «make([]byte, n)»
		k, _ := r.Read(buf[:n/2])
		out = append(out, buf[:k]...)
	}
	return out
}
`,
    after: `package a

import "io"

func f(r io.Reader, n int) (out []byte) {
	buf := make([]byte, n)
	for i := 0; i < 10; i++ {
		clear(buf)
		k, _ := r.Read(buf[:n/2])
		out = append(out, buf[:k]...)
	}
	return out
}
`,
  },
  {
    remedy: 'hoisted-buffer',
    name: 'a buffer that is appended to',
    before:
      'package a\n\nfunc f(xs []string, n int) (out []string) {\n\tfor _, x := range xs {\n\t\tb := «make([]byte, 0, n)»\n\t\tb = append(b, x...)\n\t\tout = append(out, string(b))\n\t}\n\treturn out\n}\n',
    after:
      'package a\n\nfunc f(xs []string, n int) (out []string) {\n\tb := make([]byte, 0, n)\n\tfor _, x := range xs {\n\t\tb = b[:0]\n\t\tb = append(b, x...)\n\t\tout = append(out, string(b))\n\t}\n\treturn out\n}\n',
  },
  {
    remedy: 'value-result',
    name: 'callers use fields and methods only',
    before:
      'package a\n\ntype point struct{ x, y int }\n\nfunc (p *point) move() { p.x++ }\n\nfunc newPoint(x int) *point {\n\treturn «&point{x: x}»\n}\n-- other.go --\npackage a\n\nfunc g() int {\n\tp := newPoint(1)\n\tp.y = 2\n\tp.move()\n\treturn p.x + newPoint(3).y\n}\n',
    after:
      'package a\n\ntype point struct{ x, y int }\n\nfunc (p *point) move() { p.x++ }\n\nfunc newPoint(x int) point {\n\treturn point{x: x}\n}\n-- other.go --\npackage a\n\nfunc g() int {\n\tp := newPoint(1)\n\tp.y = 2\n\tp.move()\n\treturn p.x + newPoint(3).y\n}\n',
  },
  {
    remedy: 'error-sentinel',
    name: 'above the comment of the function',
    before:
      'package a\n\nimport "errors"\n\n// f checks.\nfunc f(n int) error {\n\tif n < 0 {\n\t\treturn «errors.New("f: negative size")»\n\t}\n\treturn nil\n}\n',
    after:
      'package a\n\nimport "errors"\n\nvar errNegativeSize = errors.New("f: negative size")\n\n// f checks.\nfunc f(n int) error {\n\tif n < 0 {\n\t\treturn errNegativeSize\n\t}\n\treturn nil\n}\n',
  },
  {
    remedy: 'error-sentinel',
    name: 'a format without verbs, a name that is taken',
    before: 'package a\n\nimport "fmt"\n\nvar errBadInput int\n\nfunc f() error {\n\treturn «fmt.Errorf("bad input")»\n}\n',
    after:
      'package a\n\nimport "errors"\n\nvar errBadInput int\n\nvar errBadInput2 = errors.New("bad input")\n\nfunc f() error {\n\treturn errBadInput2\n}\n',
  },
  {
    remedy: 'error-sentinel',
    name: 'names with initialisms, and without a loose end',
    before:
      'package a\n\nimport "errors"\n\nfunc f(n int) error {\n\tif n > 0 {\n\t\treturn «errors.New("http.ResponseWriter unavailable on the url")»\n\t}\n\treturn nil\n}\n',
    after:
      'package a\n\nimport "errors"\n\nvar errHTTPResponseWriterUnavailable = errors.New("http.ResponseWriter unavailable on the url")\n\nfunc f(n int) error {\n\tif n > 0 {\n\t\treturn errHTTPResponseWriterUnavailable\n\t}\n\treturn nil\n}\n',
  },
  {
    remedy: 'error-sentinel',
    name: 'between functions of one line',
    before: 'package a\n\nimport "errors"\n\nfunc f() {}\nfunc g() error {\n\treturn «errors.New(`bad "x"`)»\n}\n',
    after: 'package a\n\nimport "errors"\n\nfunc f() {}\n\nvar errBadX = errors.New(`bad "x"`)\n\nfunc g() error {\n\treturn errBadX\n}\n',
  },
  {
    remedy: 'pool-skeleton',
    name: 'slices, maps and plain fields',
    before:
      'package a\n\ntype state struct {\n\tbuf  []byte\n\tstk  []*int\n\tseen map[string]bool\n\tn    int\n}\n\nfunc newState() *state {\n\treturn «&state{n: 1}»\n}\n',
    after: `package a

import "sync"

type state struct {
	buf  []byte
	stk  []*int
	seen map[string]bool
	n    int
}

func newState() *state {
	return &state{n: 1}
}

var statePool = sync.Pool{New: func() any { return new(state) }}

// getState returns an empty state. Give it back with putState.
func getState() *state { return statePool.Get().(*state) }

// putState empties x for the next user. Nobody may use x, or what its fields held, afterwards.
func putState(x *state) {
	if cap(x.stk) > 64<<10 {
		return
	}
	if cap(x.buf) > 64<<10 {
		return
	}
	clear(x.stk[:cap(x.stk)])
	clear(x.seen)
	*x = state{buf: x.buf[:0], stk: x.stk[:0], seen: x.seen}
	statePool.Put(x)
}
`,
  },
];
