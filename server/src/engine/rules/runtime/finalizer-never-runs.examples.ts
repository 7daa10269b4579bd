import { bad, good } from '../rule.js';

/** Finalizers that run, and those that never do. */
export const FINALIZER_NEVER_RUNS_EXAMPLES = [
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

import "runtime"

type module struct {
	code      []byte
	functions []function
}

type function struct {
	parent *module
	offset int
}

func compile(code []byte, offsets []int, release func(*module)) *module {
	m := &module{code: code, functions: make([]function, len(offsets))}
	«runtime.SetFinalizer»(m, release)
	for i, o := range offsets {
		f := &m.functions[i]
		f.parent = m
		f.offset = o
	}
	return m
}

func first(release func(*module)) *module {
	m := &module{functions: make([]function, 2)}
	m.functions[0].parent = m
	«runtime.SetFinalizer»(m, release)
	return m
}
`),
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
];
