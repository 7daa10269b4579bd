/** Examples of `pool/copied`: its tests and its documentation. */
import { bad, type Example } from '../rule.js';

export const COPIED_EXAMPLES: readonly Example[] = [
  bad(`
package app

import "sync"

type Writer struct{ blocks sync.Pool }

func (w *Writer) Reset(size int) {
	«w.blocks = sync.Pool{New: func() any { b := make([]byte, 0, size); return &b }}»
}

func (w *Writer) Compress() {
	b := w.blocks.Get().(*[]byte)
	w.blocks.Put(b)
}
`),
  bad(
    `
package app

import "sync"

var bufPool sync.Pool

func alias() {
	p := «bufPool»
	p.Put(new(int))
}
`,
    `
package app

import "sync"

var bufPool sync.Pool

func alias() {
	p := &bufPool
	p.Put(new(int))
}
`,
  ),
  bad(
    `
package app

import "sync"

type server struct {
	jobs sync.Pool
}

func (s «server») next() any {
	return s.jobs.Get()
}

func fill(p «sync.Pool») {
	p.Put(new(int))
}
`,
    `
package app

import "sync"

type server struct {
	jobs sync.Pool
}

func (s *server) next() any {
	return s.jobs.Get()
}

func fill(p sync.Pool) {
	p.Put(new(int))
}
`,
  ),
  bad(
    `
package app

import "sync"

type shard struct {
	pool sync.Pool
}

type group struct {
	shards []shard
}

func (g *group) fill() {
	for _, «sh» := range g.shards {
		sh.pool.Put(new(int))
	}
}
`,
    `
package app

import "sync"

type shard struct {
	pool sync.Pool
}

type group struct {
	shards []shard
}

func (g *group) fill() {
	for i := range g.shards {
		sh := &g.shards[i]
		sh.pool.Put(new(int))
	}
}
`,
  ),
  // What a method writes to a copy is lost: with a pointer it would stay, so that nothing is offered.
  bad(`
package app

import "sync"

type counter struct {
	pool sync.Pool
	n    int
}

func (c «counter») next() any {
	c.n++
	return c.pool.Get()
}

func take(pools []sync.Pool, named map[string]counter) {
	for _, «p» := range pools {
		keep(&p)
	}
	for _, «c» := range named {
		c.pool.Put(1)
	}
	q := «pools[0]»
	q.Put(1)
	q = sync.Pool{}
}

func keep(p *sync.Pool) {}
`),
  bad(`
package app

import "sync"

type shard struct {
	pool sync.Pool
}

type store struct {
	shards [8]shard
}

func (s *store) fill() {
	for _, «sh» := range s.shards {
		sh.pool.Put(new(int))
	}
	use(«s.shards[0].pool»)
	use(«*poolOf(s)»)
}

func poolOf(s *store) *sync.Pool { return &s.shards[0].pool }

func use(v any) {}
`),
];
