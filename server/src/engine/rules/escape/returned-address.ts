import { followedBy, messages } from '../../base/message.js';
import type { Cause } from '../../go/package/allocation-site.js';
import { forEachLeaving, stepsOf } from '../../sites/estimates.js';
import { bad, good, rule, silent } from '../rule.js';
import { say as shared } from '../words.js';
import { WHERE_HOT } from './hot.js';
import { fieldAlone, returning } from './words.js';

const CAUSES: ReadonlySet<Cause> = new Set(['returned']);

const say = messages('escape/returned-address', {
  variable:
    '`{name}` escapes because its address is returned. It may stay on the stack when the call is inlined.\nReturn the value itself, or let the caller pass in what to fill.',
  array:
    'The array behind `{name}` escapes because it is returned. It may stay on the stack when the call is inlined.\nLet the caller pass in a slice to append to.',
  value: '`{name}` escapes because it is returned. It may stay on the stack when the call is inlined.',
  confirmedVariable:
    '`{text}` is allocated on the heap because its address is returned.\nReturn the value itself, or let the caller pass in what to fill.',
  confirmedInterface:
    '`{text}` is allocated on the heap because it is returned as `{result}`.\nReturn `{type}`: the methods are called directly then, and where `{func}` is inlined it can stay on the stack of the caller.',
  confirmed: '`{text}` is allocated on the heap because it is returned.\nReturn the value itself, or let the caller pass in what to fill.',
});

export default rule({
  id: 'escape/returned-address',
  severity: 'hint',
  otherSeverities: { information: WHERE_HOT },
  since: '0.1.0',
  summary: 'A value goes to the heap because its address is returned',
  inTests: false,
  messages: say,
  compiler: {
    names(found) {
      const { site, cause, text } = found;
      if (cause !== 'returned') return undefined;
      if (site.kind === 'variable') return followedBy(say.confirmedVariable({ text }), returning(found), fieldAlone(found));
      if (site.kind !== 'pointer') return undefined;
      const as = found.returnedBy?.as;
      const message = as ? say.confirmedInterface({ text, ...as, func: found.returnedBy!.func }) : say.confirmed({ text });
      return followedBy(message, returning(found));
    },
  },
  docs: {
    what: 'A local variable whose address is returned (`return &x`), a `&T{…}`, `new(T)`, `make` or slice or map literal that is returned, directly, through a local variable, inside of a composite literal, or in a named result.',
    why: 'A stack frame ends with its function. What is still reachable after the return must be allocated on the heap: each call costs an allocation, and the garbage collector has to find and free it later.',
    fix: 'Return the value itself (`T` instead of `*T`) when it is small and its users do not share it, or let the caller pass in what is to be filled (`func (r *Reader) ReadInto(dst *T)`). A constructor whose result lives long is fine as it is.',
    limits:
      'An estimate: when the compiler inlines the call and the caller does not let the value escape either, the value stays on the stack of the caller. The compiler tier tells. Values that leave through other functions, that is as arguments, are not followed here. Types of size zero and empty slices need no memory and are left out.',
    sources: [
      'go-facts §7.1: of the `&T{…}`, literals and `return &x` in std and cmd that are returned, 100 % are on the heap (Go 1.23)',
      'cmd/compile/internal/escape: results outlive everything in the function',
    ],
  },
  examples: [
    bad(`package app

type Point struct{ x, y int }

func newPoint(x, y int) *Point {
	return «&Point{x, y}»
}
`),
    bad(`package app

func counter() *int {
	«n» := 0
	n++
	return &n
}
`),
    bad(`package app

type key [32]byte

func derive(seed byte) []byte {
	var «k» key
	k[0] = seed
	return k[:]
}
`),
    bad(`package app

type node struct {
	value int
	next  *node
}

func pair(a, b int) *node {
	first := «&node{value: a}»
	last := first
	last.next = nil
	return last
}

func wrap(p *int) (result *node, err error) {
	result = «&node{value: *p}»
	return
}
`),
    bad(`package app

type view struct{ total *int }

func sum(xs []int) view {
	«total» := 0
	for _, x := range xs {
		total += x
	}
	return view{total: &total}
}
`),
    bad(`package app

func primes() []int {
	return «[]int{2, 3, 5, 7}»
}

func index() map[string]int {
	m := «make(map[string]int)»
	m["a"] = 1
	return m
}

func buffer() []byte {
	var «buf» [64]byte
	return buf[:]
}
`),
    good(`package app

type Point struct{ x, y int }

func newPoint(x, y int) Point {
	return Point{x, y}
}

func count(n *int, xs []int) {
	for range xs {
		*n++
	}
}
`),
    silent(
      'a pointer that is only read stays in the frame',
      `package app

type Point struct{ x, y int }

func length(x, y int) int {
	p := &Point{x, y}
	return p.x*p.x + p.y*p.y
}
`,
    ),
    silent(
      'values of size zero all share one address',
      `package app

type marker struct{}

func mark() *marker {
	return &marker{}
}

func none() []int {
	return []int{}
}
`,
    ),
    silent(
      'what another function does with the address is not known here',
      `package app

func use(p *int) *int

func f() *int {
	x := 1
	return use(&x)
}
`,
    ),
    silent(
      'the address of what a pointer points to is not the address of a variable',
      `package app

type node struct{ value int }

func value(n *node, xs []int) (*int, *int) {
	return &n.value, &xs[0]
}
`,
    ),
    silent(
      'to allocate is what the New of a sync.Pool is for',
      `package app

import (
	"bytes"
	"sync"
)

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}
`,
    ),
    silent(
      'the closure only returns it to its own function',
      `package app

func f() int {
	x := 1
	get := func() *int { return &x }
	return *get()
}
`,
    ),
  ],
  checks: {
    *code(ctx) {
      yield* forEachLeaving(ctx, CAUSES, (leaving, base) => {
        const { site, name, start, end, loopDepth } = leaving;
        if (site.kind === 'closure') return;
        const message = followedBy(say[leaving.subject]({ name }), loopDepth > 0 ? shared.eachIteration : undefined);
        ctx.report({ site, span: { start, end }, message, steps: stepsOf(leaving) }, base);
      });
    },
  },
});
