import { compareGoVersions, type GoVersion } from '../../base/go-version.js';
import { type Message, messages } from '../../base/message.js';
import { readHeldObjects } from '../../go/known/finalizers.js';
import type { HeldObject } from '../../go/known/held-object.js';
import { bad, good, rule, silent } from '../rule.js';

const say = messages('runtime/finalizer-never-runs', {
  captured:
    'The finalizer of `{object}` never runs: its function uses `{object}` from outside, which keeps the object alive.\nUse the parameter of the function instead.',
  cleanup:
    'The cleanup of `{object}` never runs: what it uses leads to `{object}`, which keeps the object alive.\nHand over only what has to be released, such as a descriptor.',
  goroutine:
    'The goroutine of `{text}` refers to `{object}` until somebody stops it, and the finalizer never runs before that.\nLet the goroutine have only what it needs, and set the finalizer on a value around that.',
  holder:
    'The finalizer of `{object}` never runs: its function uses `{text}`, which refers to `{object}`.\nUse the parameter of the function instead.',
  cycle:
    'The finalizer of `{object}` never runs: what the object holds refers back to it, and Go finalizes no cycles.\nUse `runtime.AddCleanup`, which also works for cycles.',
  cycleBefore:
    'The finalizer of `{object}` never runs: what the object holds refers back to it, and Go finalizes no cycles.\nSet the finalizer on a part outside of the cycle.',
  tiny: 'This may never run: objects below 16 bytes without pointers share memory, and live as long as their neighbours.\nGive the type a pointer, or release it explicitly.',
  keeps: 'This refers to `{object}`.',
  parameterFix: 'Name the parameter `{object}`, so that the function uses it',
});

/** First release with runtime.AddCleanup. */
const CLEANUPS: GoVersion = { major: 1, minor: 24 };

export default rule({
  id: 'runtime/finalizer-never-runs',
  messages: say,
  severity: 'warning',
  otherSeverities: { hint: 'the object is so small that it shares memory with others' },
  since: '0.1.0',
  summary: 'A finalizer or cleanup that keeps its own object alive, so that it never runs',
  inTests: false,
  docs: {
    what: 'Calls of `runtime.SetFinalizer` whose function uses the object from outside instead of its parameter, or something that refers to it; finalizers of objects that hold what refers back to them; calls of `runtime.AddCleanup` whose function or argument leads to the object; finalizers of objects below 16 bytes without pointers; finalizers of objects for which a method runs as a goroutine until a channel of the object ends it.',
    why: 'The runtime keeps the function of a finalizer, and with it all that it has captured. If that leads to the object, the object is reachable for ever: it is never finalized and never freed, and what it holds (descriptors, C memory) leaks. A finalizer also does not run where something that the object holds refers back to it: a method value, a closure, `&node{parent: x}`, `sync.NewCond(&x.mu)`. A pointer of the object to itself does not count. Small objects without pointers are put together in one block, which lives as long as any of them.',
    fix: 'Use the parameter: `runtime.SetFinalizer(h, func(h *handle) { h.Close() })`. From Go 1.24 on `runtime.AddCleanup(h, closeFD, h.fd)` is better: it gets what has to be released, also works for objects in cycles, and several may be added. It must not get the object itself.',
    limits:
      'Only what the function itself shows: what other functions store in the object is not followed, nor a goroutine that may end by itself or by a context. Silent where the variable gets another value later, where a field that refers to it is written more than once, and for small objects that are not made here.',
    sources: [
      'src/runtime/mfinal.go (SetFinalizer), src/runtime/mcleanup.go (AddCleanup); go-facts R10: 200 objects in cycles, no finalizer ran; 500 objects of 8 bytes, at most 1 ran',
      'Run with Go 1.21, 1.26 and 1.27: `x.self = x` and `x.p = &x.mu` are finalized, cycles through another object, a slice, a map or a closure are not',
      'https://github.com/cenkalti/backoff/issues/56',
      'https://github.com/golang/go/issues/67535',
      'https://github.com/buildbuddy-io/buildbuddy/pull/1513',
    ],
  },
  examples: [
    bad(
      `package app

import "runtime"

type handle struct {
	name string
	fd   *int
}

func (h *handle) Close() {}

func Open(name string) *handle {
	h := &handle{name: name, fd: new(int)}
	«runtime.SetFinalizer»(h, func(*handle) { h.Close() })
	return h
}
`,
      `package app

import "runtime"

type handle struct {
	name string
	fd   *int
}

func (h *handle) Close() {}

func Open(name string) *handle {
	h := &handle{name: name, fd: new(int)}
	runtime.SetFinalizer(h, func(h *handle) { h.Close() })
	return h
}
`,
    ),
    bad(`package app

import (
	"runtime"
	"sync"
)

type queue struct {
	mu    sync.Mutex
	ready *sync.Cond
	items []string
}

type client struct {
	q *queue
}

func (c *client) stop() {}

func newQueue() *queue {
	q := &queue{}
	q.ready = sync.NewCond(&q.mu)
	«runtime.SetFinalizer»(q, func(q *queue) { q.ready.Broadcast() })
	return q
}

func newOwned() *queue {
	q := &queue{}
	c := &client{q: q}
	«runtime.SetFinalizer»(q, func(*queue) { c.stop() })
	return q
}

func newCleaned() *queue {
	q := &queue{}
	«runtime.AddCleanup»(q, func(int) { q.items = nil }, 0)
	return q
}
`),
    bad(`-- go.mod --
module example.com/app

go 1.22
-- main.go --
package app

import rt "runtime"

type token int64

type node struct {
	next *node
	run  func()
}

func (n *node) work() {}

func mark() *token {
	t := new(token)
	«rt.SetFinalizer»(t, func(*token) {})
	return t
}

func ring() *node {
	n := &node{}
	n.run = n.work
	«rt.SetFinalizer»(n, func(*node) {})
	return n
}
`),
    bad(`package app

import "runtime"

type node struct {
	parent *node
	kids   []*node
}

func Tree() *node {
	root := &node{}
	kid := &node{parent: root}
	root.kids = append(root.kids, kid)
	«runtime.SetFinalizer»(root, func(n *node) {})
	return root
}
`),
    bad(`package app

import (
	"runtime"
	"time"
)

type Ticker struct {
	C    chan time.Time
	stop chan struct{}
}

func NewTicker() *Ticker {
	t := &Ticker{C: make(chan time.Time), stop: make(chan struct{})}
	go t.run()
	«runtime.SetFinalizer»(t, (*Ticker).Stop)
	return t
}

func (t *Ticker) Stop() { close(t.stop) }

func (t *Ticker) run() {
	for {
		select {
		case <-t.stop:
			return
		case now := <-time.After(time.Second):
			select {
			case t.C <- now:
			case <-t.stop:
				return
			}
		}
	}
}
`),
    good(`package app

import "runtime"

type handle struct {
	name string
	fd   *int
}

func release(fd *int) {}

func Open(name string) *handle {
	h := &handle{name: name, fd: new(int)}
	runtime.AddCleanup(h, release, h.fd)
	return h
}
`),
    silent(
      'pointers of an object to itself, or into itself, make no cycle',
      `
package app

import (
	"runtime"
	"sync"
)

type part struct{ whole *decoder }

type decoder struct {
	mu   sync.Mutex
	lock *sync.Mutex
	self *decoder
	part part
	buf  [64]byte
}

func newDecoder() *decoder {
	d := &decoder{}
	runtime.SetFinalizer(d, (*decoder).close)
	d.lock = &d.mu
	d.self = d
	d.part = part{whole: d}
	return d
}

func (d *decoder) close() {}
`,
    ),
    silent(
      'the parameter is used, or a variable that is another one',
      `package app

import "runtime"

type handle struct {
	name string
	pool *pool
}

type pool struct{ free []string }

func (h *handle) Close() {}

func Open(name string, p *pool) *handle {
	h := &handle{name: name, pool: p}
	runtime.SetFinalizer(h, func(h *handle) { h.Close() })
	return h
}

func OpenIn(p *pool) *handle {
	h := &handle{name: "x", pool: p}
	runtime.SetFinalizer(h, func(x *handle) { p.free = append(p.free, x.name) })
	return h
}

func OpenFinal() *handle {
	h := &handle{name: "y"}
	runtime.SetFinalizer(h, (*handle).Close)
	runtime.SetFinalizer(h, nil)
	return h
}
`,
    ),
    silent(
      'the goroutine may end by itself, or has only a part',
      `package app

import (
	"context"
	"runtime"
)

type reader struct {
	in, out chan int
	stop    chan struct{}
}

func (r *reader) Close() { close(r.stop) }

func (r *reader) run(ctx context.Context) {
	for {
		select {
		case <-r.stop:
			return
		case <-ctx.Done():
			return
		case n := <-r.in:
			r.out <- n
		}
	}
}

func copyAll(in, out chan int, stop chan struct{}) {
	for {
		select {
		case <-stop:
			return
		case n := <-in:
			out <- n
		}
	}
}

func (r *reader) once() {
	for {
		n, ok := <-r.in
		if !ok {
			return
		}
		r.out <- n
	}
}

func open(ctx context.Context) *reader {
	r := &reader{in: make(chan int), out: make(chan int), stop: make(chan struct{})}
	go r.run(ctx)
	go r.once()
	go copyAll(r.in, r.out, r.stop)
	runtime.SetFinalizer(r, (*reader).Close)
	return r
}
`,
    ),
    silent(
      'what refers to the object is written again, and nobody knows how a pointer was made',
      `package app

import "runtime"

type node struct {
	next *node
	run  func()
}

type token int64

func takeOff() *node {
	n := &node{}
	n.next = n
	runtime.SetFinalizer(n, nil)
	n.next = nil
	runtime.SetFinalizer(n, func(*node) {})
	return n
}

func cut() *node {
	n := &node{}
	holder := &node{next: n}
	runtime.SetFinalizer(n, func(*node) { holder.run() })
	holder.next = nil
	return n
}

func given(t *token) {
	runtime.SetFinalizer(t, func(*token) {})
}
`,
    ),
  ],
  checks: {
    *go({ file, workspace, report }) {
      const typed = workspace.typed(file.path);
      for (const held of yield* readHeldObjects(file, typed)) {
        const { object, why, span, at, offset, parameter } = held;
        const steps = why === 'tiny' ? [] : [{ message: say.keeps({ object }), span: at }];
        const edits = parameter && [{ span: parameter.span, newText: parameter.newText }];
        const fixes = edits ? [{ title: say.parameterFix({ object }), safe: false, edits }] : [];
        const severity = why === 'tiny' ? { severity: 'hint' as const } : {};
        report({ span, message: messageOf(held, typed?.source.language), steps, fixes, ...severity }, offset);
      }
    },
  },
});

function messageOf({ why, isCleanup, object, text }: HeldObject, language: GoVersion | undefined): Message {
  if (why === 'tiny') return say.tiny;
  if (isCleanup) return say.cleanup({ object });
  if (why === 'captured') return say.captured({ object });
  if (why === 'goroutine') return say.goroutine({ object, text });
  if (why === 'holder') return say.holder({ object, text });
  const hasCleanups = language === undefined || compareGoVersions(language, CLEANUPS) >= 0;
  return hasCleanups ? say.cycle({ object }) : say.cycleBefore({ object });
}
