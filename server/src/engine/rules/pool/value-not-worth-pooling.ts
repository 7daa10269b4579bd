import { messages } from '../../base/message.js';
import { readPoolFlows } from '../../go/flow/file-pools.js';
import { bad, good, rule, silent } from '../rule.js';

const say = messages('pool/value-not-worth-pooling', {
  local:
    '`{name}` never leaves this function: a local variable of {size} bytes costs no allocation, and no `Get` and `{put}`.\nDeclare a variable instead.',
});

export default rule({
  id: 'pool/value-not-worth-pooling',
  messages: say,
  severity: 'hint',
  since: '0.1.0',
  summary: 'A small object of a pool that could be a local variable',
  inTests: false,
  docs: {
    what: 'A pointer to a number or to a struct of numbers, at most 64 bytes, that a function takes from a `sync.Pool`, which it reads and writes, and that it puts back; nobody else gets the pointer.',
    why: 'The compiler keeps such a variable on the stack, where it costs nothing. The pool keeps it on the heap, and asks for a lock of the processor twice. Measured with a struct of 16 bytes and Go 1.26: 60 ns for each call with the pool, 25 ns without, both without an allocation.',
    fix: '`var p point`, and drop the pool.',
    limits:
      'Silent for structs of a single field, for structs with pointers, strings, slices or arrays that are handed on, where a method is called or the pointer is passed to a function, for helpers around the pool, and where a field is read before the function has set it.',
    sources: ['go-facts §5 M22', 'Measured with a benchmark on Go 1.26'],
  },
  examples: [
    bad(`
package app

import (
	"math"
	"sync"
)

type point struct{ x, y float64 }

var points = sync.Pool{New: func() any { return new(point) }}

func distance(ax, ay, bx, by float64) float64 {
	p := «points.Get()».(*point)
	defer points.Put(p)
	p.x, p.y = bx-ax, by-ay
	return math.Hypot(p.x, p.y)
}

var sums = sync.Pool{New: func() any { return new(int64) }}

func total(vs []int64) int64 {
	t := «sums.Get()».(*int64)
	defer sums.Put(t)
	*t = 0
	for _, v := range vs {
		*t += v
	}
	return *t
}
`),
    good(`
package app

import "math"

type point struct{ x, y float64 }

func distance(ax, ay, bx, by float64) float64 {
	p := point{bx - ax, by - ay}
	return math.Hypot(p.x, p.y)
}
`),
    silent(
      'it refers to memory, it is large, it has one field, or somebody else gets it',
      `
package app

import "sync"

type word struct{ text string }

type block struct{ n [64]int }

type mark struct{ at, length int }

type count struct{ n int }

var words = sync.Pool{New: func() any { return new(word) }}
var blocks = sync.Pool{New: func() any { return new(block) }}
var marks = sync.Pool{New: func() any { return new(mark) }}
var counts = sync.Pool{New: func() any { return new(count) }}

func use(s string, visit func(*mark)) int {
	w := words.Get().(*word)
	w.text = s
	b := blocks.Get().(*block)
	b.n[0] = len(w.text)
	m := marks.Get().(*mark)
	m.at = b.n[0]
	visit(m)
	c := counts.Get().(*count)
	c.n = m.at
	n := c.n
	counts.Put(c)
	words.Put(w)
	blocks.Put(b)
	marks.Put(m)
	return n
}
`,
    ),
    silent(
      'the pool keeps a seed, a counter, a setting or the last answer',
      `
package app

import (
	"sync"
	"sync/atomic"
)

type random struct{ s uint64 }

var seed atomic.Uint64

var randoms = sync.Pool{New: func() any { return &random{s: seed.Add(0x9e3779b97f4a7c15)} }}

func next() uint64 {
	r := randoms.Get().(*random)
	x := r.s
	x ^= x << 13
	x ^= x >> 7
	x ^= x << 17
	r.s = x
	randoms.Put(r)
	return x
}

type sampler struct{ n, every int }

var samplers = sync.Pool{New: func() any { return &sampler{every: 100} }}

func sample() bool {
	s := samplers.Get().(*sampler)
	s.n++
	hit := s.n%s.every == 0
	samplers.Put(s)
	return hit
}

type square struct{ of, is int }

var squares = sync.Pool{New: func() any { return new(square) }}

var lasts = sync.Pool{New: func() any { return new(int64) }}

func delta(now int64) int64 {
	last := lasts.Get().(*int64)
	defer lasts.Put(last)
	d := now - *last
	*last = now
	return d
}

var cells = sync.Pool{New: func() any { return new(int) }}

func parse(read func(*int) error) (int, error) {
	n := cells.Get().(*int)
	defer cells.Put(n)
	*n = 0
	err := read(n)
	return *n, err
}

func squareOf(n int) int {
	s := squares.Get().(*square)
	if s.of != n {
		s.of, s.is = n, n*n
	}
	is := s.is
	squares.Put(s)
	return is
}
`,
    ),
  ],
  checks: {
    *code({ file, workspace, report }) {
      const typed = workspace.typed(file.path);
      if (!typed) return;
      for (const { offset, puts, local } of yield* readPoolFlows(file, typed)) {
        for (const { put, get, name, size } of local)
          report({ span: get, message: say.local({ name, size, put: puts[put]!.callee }) }, offset);
      }
    },
  },
});
