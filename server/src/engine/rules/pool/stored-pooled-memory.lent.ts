import { bad, silent } from '../rule.js';

/** Objects that a callee lends to a function literal. */
export const LENT_EXAMPLES = [
  bad(`
package app

import (
	"bytes"
	"sync"
)

var scratch = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func withBuffer(f func(b *bytes.Buffer)) {
	b := scratch.Get().(*bytes.Buffer)
	b.Reset()
	defer scratch.Put(b)
	f(b)
}

func Render(parts []string) []byte {
	var out []byte
	withBuffer(func(b *bytes.Buffer) {
		for _, p := range parts {
			b.WriteString(p)
		}
		out = «b.Bytes()»
	})
	return out
}

type cache struct{ last []byte }

func (c *cache) fill(text string) {
	withBuffer(func(b *bytes.Buffer) {
		b.WriteString(text)
		got := bytes.TrimSpace(b.Bytes())
		c.last = «got»
	})
}
`),
  silent(
    'it is a copy, it is used inside only, it is written again behind, or nothing is put',
    `
package app

import (
	"bytes"
	"io"
	"sync"
)

var scratch = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func withBuffer(f func(b *bytes.Buffer)) {
	b := scratch.Get().(*bytes.Buffer)
	b.Reset()
	defer scratch.Put(b)
	f(b)
}

func withFresh(f func(b *bytes.Buffer)) {
	b := new(bytes.Buffer)
	f(b)
}

func Render(w io.Writer, parts []string) (int, []byte) {
	var out, own, fresh []byte
	var size int
	withBuffer(func(b *bytes.Buffer) {
		for _, p := range parts {
			b.WriteString(p)
		}
		own = b.Bytes()
		w.Write(own)
		size = len(own)
		out = bytes.Clone(own)
	})
	own = nil
	withFresh(func(b *bytes.Buffer) {
		b.WriteString("x")
		fresh = b.Bytes()
	})
	return size + len(own), append(out, fresh...)
}
`,
  ),
];
