import { bad, type Example, silent } from '../rule.js';

const HEAD = `
package app

import (
	"bytes"
	"sync"
)

var bufs = sync.Pool{New: func() any { return new(bytes.Buffer) }}

type conn struct {
	cur *bytes.Buffer
	out []byte
	n   int
}

var (
	last *bytes.Buffer
	body []byte
)

func flush(c *conn) {}
`;

/** The object itself, and variables of the package. */
export const AT_ONCE_EXAMPLES: readonly Example[] = [
  bad(`${HEAD}
func record(key string) {
	b := bufs.Get().(*bytes.Buffer)
	b.Reset()
	b.WriteString(key)
	last = «b»
	bufs.Put(b)
}

func recordBytes(key string) {
	b := bufs.Get().(*bytes.Buffer)
	defer bufs.Put(b)
	b.Reset()
	b.WriteString(key)
	body = «b.Bytes()»
}

func (c *conn) set(key string) {
	b := bufs.Get().(*bytes.Buffer)
	defer bufs.Put(b)
	b.Reset()
	b.WriteString(key)
	c.cur = «b»
}
`),
  silent(
    'the place is worked with, emptied or written again before the object is used by another, or another object is put',
    `${HEAD}
func (c *conn) worked(key string) {
	b := bufs.Get().(*bytes.Buffer)
	b.Reset()
	c.cur = b
	flush(c)
	bufs.Put(b)
}

func (c *conn) emptied() {
	b := bufs.Get().(*bytes.Buffer)
	defer func() { c.cur = nil; bufs.Put(b) }()
	b.Reset()
	c.cur = b
}

func (c *conn) swapped() {
	b := bufs.Get().(*bytes.Buffer)
	b.Reset()
	old := c.cur
	c.cur = b
	bufs.Put(old)
}

func (c *conn) given(keep bool) {
	b := bufs.Get().(*bytes.Buffer)
	b.Reset()
	if keep {
		c.cur = b
	} else {
		bufs.Put(b)
	}
}

func (c *conn) first() {
	b := bufs.Get().(*bytes.Buffer)
	b.Reset()
	if c.cur == nil {
		c.cur = b
		b = nil
	}
	if b != nil {
		bufs.Put(b)
	}
}

func (c *conn) again() {
	for {
		b := bufs.Get().(*bytes.Buffer)
		c.cur = b
		if b.Len() > 3 {
			return
		}
		bufs.Put(b)
	}
}

func (c *conn) counted(key string) {
	b := bufs.Get().(*bytes.Buffer)
	b.Reset()
	b.WriteString(key)
	c.n = b.Len()
	c.out = append(c.out[:0], b.Bytes()...)
	bufs.Put(b)
}

func global(work func()) {
	b := bufs.Get().(*bytes.Buffer)
	last = b
	work()
	bufs.Put(b)
}

func globalEmptied(work func()) {
	b := bufs.Get().(*bytes.Buffer)
	defer bufs.Put(b)
	last = b
	work()
	last = nil
}

func (c *conn) later() func() {
	b := bufs.Get().(*bytes.Buffer)
	c.cur = b
	return func() { bufs.Put(b) }
}
`,
  ),
];
