import { bad, type Example, silent } from '../rule.js';

const HEAD = `
package app

import (
	"bytes"
	"io"
	"sync"
)

var bufs = sync.Pool{New: func() any { return new(bytes.Buffer) }}

type handle struct {
	b    *bytes.Buffer
	uses int
}

func acquire() *handle {
	b := bufs.Get().(*bytes.Buffer)
	b.Reset()
	return &handle{b: b}
}
`;

/** Values that have a pooled object in a field, and a method that puts it. */
export const HANDLE_EXAMPLES: readonly Example[] = [
  bad(`
package app

import "sync"

var blocks = sync.Pool{New: func() any { return new([512]byte) }}

func take() []byte { return blocks.Get().(*[512]byte)[:] }

func give(b []byte) { blocks.Put((*[512]byte)(b)) }

func First(read func([]byte)) byte {
	b := take()
	read(b)
	give(b)
	return «b»[0]
}
`),
  bad(`${HEAD}
func (h *handle) Release() {
	if h.b.Cap() > 1<<16 {
		return
	}
	bufs.Put(h.b)
}

func Size(r io.Reader) int {
	h := acquire()
	h.b.ReadFrom(r)
	h.Release()
	return «h».b.Len()
}

func Read(r io.Reader) error {
	h := acquire()
	defer h.Release()
	if _, err := h.b.ReadFrom(r); err != nil {
		«h».Release()
		return err
	}
	return nil
}
`),
  silent(
    'only other fields are used, or the method removes the object from its field',
    `${HEAD}
func (h *handle) Release() {
	if h.b != nil {
		bufs.Put(h.b)
		h.b = nil
	}
}

func (h *handle) Uses() int { return h.uses }

type lasting struct {
	b    *bytes.Buffer
	uses int
}

func open() *lasting {
	return &lasting{b: bufs.Get().(*bytes.Buffer)}
}

func (l *lasting) Release() { bufs.Put(l.b) }

func (l *lasting) Uses() int { return l.uses }

func Twice(r io.Reader) error {
	h := acquire()
	defer h.Release()
	if _, err := h.b.ReadFrom(r); err != nil {
		h.Release()
		return err
	}
	return nil
}

func Counts(r io.Reader, keep func(*lasting)) int {
	l := open()
	l.b.Reset()
	l.b.ReadFrom(r)
	l.uses++
	l.Release()
	keep(l)
	return l.uses + l.Uses()
}

func Another(r io.Reader) int {
	l := open()
	l.Release()
	l = open()
	defer l.Release()
	l.b.Reset()
	l.b.ReadFrom(r)
	return l.b.Len()
}
`,
  ),
];
