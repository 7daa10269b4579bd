import { silent } from '../rule.js';

/** Finalizers that look as if they never run, and do. */
export const FINALIZER_NEVER_RUNS_SILENT = [
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
  silent(
    'elements that lie in the object, that refer to another one, or that are cut loose',
    `package app

import "runtime"

type owner struct {
	code  *owner
	parts []part
	own   [4]part
	refs  []*part
}

type part struct{ parent *owner }

func inside(release func(*owner)) *owner {
	o := &owner{}
	runtime.SetFinalizer(o, release)
	for i := range o.own {
		p := &o.own[i]
		p.parent = o
	}
	o.own[0].parent = o
	return o
}

func another(release func(*owner)) *owner {
	o := &owner{code: &owner{}, parts: make([]part, 2)}
	runtime.SetFinalizer(o, release)
	for i := range o.parts {
		p := &o.parts[i]
		p.parent = o.code
	}
	return o
}

func loose(release func(*owner)) *owner {
	o := &owner{parts: make([]part, 2)}
	runtime.SetFinalizer(o, release)
	o.parts[0].parent = o
	o.parts = nil
	return o
}

func unset(release func(*owner)) *owner {
	o := &owner{parts: make([]part, 2)}
	runtime.SetFinalizer(o, release)
	p := &o.parts[0]
	p.parent = o
	p.parent = nil
	return o
}

func others(all []part, release func(*owner)) *owner {
	o := &owner{}
	runtime.SetFinalizer(o, release)
	p := &all[0]
	p.parent = o
	return o
}
`,
  ),
];
