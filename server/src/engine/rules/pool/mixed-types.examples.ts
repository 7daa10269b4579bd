/** Examples of `pool/mixed-types`: its tests and its documentation. */
import { bad, type Example, good, silent } from '../rule.js';

export const MIXED_TYPES_EXAMPLES: readonly Example[] = [
  bad(`
package app

import (
	"strings"
	"sync"
)

var builders = sync.Pool{New: func() any { return new(strings.Builder) }}

func join(parts []string) string {
	b := «builders.Get().(strings.Builder)»
	for _, p := range parts {
		b.WriteString(p)
	}
	return b.String()
}
`),
  bad(`
package app

import "sync"

var frames = sync.Pool{New: func() any { b := make([]byte, 512); return &b }}

func read() int {
	bp := frames.Get().(*[]byte)
	n := len(*bp)
	frames.Put(«*bp»)
	return n
}
`),
  bad(`
package app

import (
	"strings"
	"sync"
)

type printer struct{ builders sync.Pool }

func newPrinter() *printer {
	return &printer{builders: sync.Pool{New: func() any { return &strings.Builder{} }}}
}

func (p *printer) join(parts []string) string {
	b := «p.builders.Get().(strings.Builder)»
	for _, part := range parts {
		b.WriteString(part)
	}
	return b.String()
}
`),
  bad(`
package app

import "sync"

type client struct{ headers *sync.Pool }

func newClient() *client {
	return &client{headers: &sync.Pool{New: func() any { b := make([]byte, 16); return &b }}}
}

func (c *client) read(fill func([]byte) int) int {
	header := c.headers.Get().(*[]byte)
	n := fill(*header)
	if n == 0 {
		c.headers.Put(«&header»)
		return 0
	}
	c.headers.Put(header)
	return n
}
`),
  bad(`
package app

import "sync"

type reader struct{ n int }
type writer struct{ n int }

var readers, writers sync.Pool

func getReader() *reader {
	if r, ok := readers.Get().(*reader); ok {
		return r
	}
	return new(reader)
}

func getWriter() *writer {
	if w, ok := writers.Get().(*writer); ok {
		return w
	}
	return new(writer)
}

func (r *reader) Close() { readers.Put(r) }
func (w *writer) Close() { readers.Put(«w») }
`),
  good(`
package app

import (
	"strings"
	"sync"
)

var builders = sync.Pool{New: func() any { return new(strings.Builder) }}

func join(parts []string) string {
	b := builders.Get().(*strings.Builder)
	defer builders.Put(b)
	b.Reset()
	for _, p := range parts {
		b.WriteString(p)
	}
	return b.String()
}
`),
  silent(
    'whoever takes an object looks at its type',
    `
package app

import "sync"

type small struct{ n [16]int }
type large struct{ n [512]int }

var blocks = sync.Pool{New: func() any { return new(small) }}

func take() int {
	switch b := blocks.Get().(type) {
	case *small:
		return len(b.n)
	case *large:
		return len(b.n)
	}
	return 0
}

func give(b *large) {
	blocks.Put(b)
}
`,
  ),
  silent(
    'an interface may hold what the pool makes, and what a function of another package or a variable makes is not known',
    `
package app

import (
	"fmt"
	"sync"
)

type name string

func (n name) String() string { return string(n) }

var makeAny = func() any { return name("") }

var names = sync.Pool{New: func() any { return name("") }}
var others = sync.Pool{New: makeAny}

func take() (fmt.Stringer, *name) {
	return names.Get().(fmt.Stringer), others.Get().(*name)
}
`,
  ),
  silent(
    'whoever has the pool may take another type from it, and a parameter may be any pool',
    `
package app

import "sync"

type small struct{ n int }
type large struct{ n int }

var blocks sync.Pool

func takeSmall() *small {
	if s, ok := blocks.Get().(*small); ok {
		return s
	}
	return new(small)
}

func from(p *sync.Pool) any { return p.Get() }

func takeLarge() *large {
	if l, ok := from(&blocks).(*large); ok {
		return l
	}
	return new(large)
}

func give(l *large) { blocks.Put(l) }
`,
  ),
  silent(
    'each instance of a generic pool has its own type',
    `
package app

import "sync"

type Pool[T any] struct{ inner sync.Pool }

func New[T any]() *Pool[T] {
	return &Pool[T]{inner: sync.Pool{New: func() any { return new(T) }}}
}

func (p *Pool[T]) Get() *T  { return p.inner.Get().(*T) }
func (p *Pool[T]) Put(x *T) { p.inner.Put(x) }
`,
  ),
  silent(
    'a pointer may lead to another pool, and a field gets one from elsewhere',
    `
package app

import "sync"

type codec struct{ bufs *sync.Pool }

func fixed() *codec { return &codec{bufs: &sync.Pool{New: func() any { return new([64]byte) }}} }

func with(p *sync.Pool) *codec { return &codec{bufs: p} }

func read(small *sync.Pool) int {
	b := with(small).bufs.Get().(*[16]byte)
	return len(b)
}
`,
  ),
];
