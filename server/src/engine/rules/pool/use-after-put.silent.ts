/** Where `pool/use-after-put` says nothing, and why: its tests and its documentation. */
import { type Example, silent } from '../rule.js';

export const USE_AFTER_PUT_SILENT: readonly Example[] = [
  silent(
    'a helper puts its argument once, into the pool of its size',
    `
package app

import "sync"

type packet struct{ data []byte }

var small, large sync.Pool

func (p *packet) putBack() {
	if cap(p.data) == 1500 {
		small.Put(p)
		return
	}
	if cap(p.data) == 9000 {
		large.Put(p)
		return
	}
	panic("wrong size")
}

func (p *packet) release() {
	p.data = p.data[:0]
	p.putBack()
}
`,
  ),
  silent(
    'each path puts once and uses nothing afterwards',
    `
package app

import (
	"bytes"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func render(fail bool) string {
	b := bufPool.Get().(*bytes.Buffer)
	if fail {
		bufPool.Put(b)
		return ""
	}
	s := b.String()
	bufPool.Put(b)
	return s
}
`,
  ),
  silent(
    'the variable holds another object by then',
    `
package app

import (
	"bytes"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func renew(n int) {
	b := bufPool.Get().(*bytes.Buffer)
	for i := 0; i < n; i++ {
		bufPool.Put(b)
		b = bufPool.Get().(*bytes.Buffer)
		b.Reset()
	}
	bufPool.Put(b)
	b = nil
	if b != nil {
		b.Reset()
	}
}
`,
  ),
  silent(
    'the two conditions may exclude each other',
    `
package app

import (
	"bytes"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func render(b *bytes.Buffer, done bool) {
	if done {
		bufPool.Put(b)
	}
	if !done {
		b.WriteByte('x')
	}
}
`,
  ),
  silent(
    'looking at the pointer touches no memory',
    `
package app

import (
	"bytes"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func same(a, b *bytes.Buffer) bool {
	bufPool.Put(a)
	return a == b
}
`,
  ),
  silent(
    'the last reference decides whether the object is put, so others may still use theirs',
    `
package app

import (
	"sync"
	"sync/atomic"
)

type frame struct {
	refs atomic.Int32
	data []byte
}

var frames = sync.Pool{New: func() any { return new(frame) }}

func (f *frame) release() {
	if f.refs.Add(-1) == 0 {
		frames.Put(f)
	}
}

func send(f *frame) int {
	f.release()
	return len(f.data)
}
`,
  ),
  silent(
    'variables that exchange their objects hold one each',
    `
package app

import "sync"

type matrix struct{ cells []float64 }

var matrices = sync.Pool{New: func() any { return new(matrix) }}

func get() *matrix { return matrices.Get().(*matrix) }

func power(n int, multiply func(to, a, b *matrix)) {
	result, square, spare := get(), get(), get()
	for ; n > 0; n >>= 1 {
		if n&1 != 0 {
			multiply(spare, result, square)
			result, spare = spare, result
		}
		multiply(spare, square, square)
		last := square
		square = spare
		spare = last
	}
	matrices.Put(result)
	matrices.Put(square)
	matrices.Put(spare)
}
`,
  ),
];
