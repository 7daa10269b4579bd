import { bad, silent } from '../rule.js';

/** Buffers that a function of the program writes to. */
export const GET_WITHOUT_RESET_WRITERS = [
  bad(`
package app

import (
	"bytes"
	"fmt"
	"io"
	"sync"
)

var buffers = sync.Pool{New: func() any { return &bytes.Buffer{} }}

type rec struct{ a, b string }

func (r rec) print(w io.Writer)      { fmt.Fprintf(w, "%s %s", r.a, r.b) }
func line(b *bytes.Buffer, s string) { b.WriteString(s); b.WriteByte('\\n') }

func bad1(r rec) string {
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	r.print(«b»)
	return b.String()
}
func bad2(s string) string {
	b := buffers.Get().(*bytes.Buffer)
	line(«b», s)
	out := b.String()
	buffers.Put(b)
	return out
}
`),
  silent(
    'the function may empty it, or the caller does',
    `
package app

import (
	"bytes"
	"fmt"
	"io"
	"sync"
)

var buffers = sync.Pool{New: func() any { return &bytes.Buffer{} }}

type rec struct{ a, b string }

func (r rec) fresh(b *bytes.Buffer) { b.Reset(); b.WriteString(r.a) }
func (r rec) drain(b *bytes.Buffer) { b.WriteString(r.a); b.Truncate(0) }
func (r rec) sniff(w io.Writer) {
	if t, ok := w.(interface{ Reset() }); ok {
		t.Reset()
	}
	w.Write([]byte(r.a))
}
func line(b *bytes.Buffer, s string) { b.WriteString(s); b.WriteByte('\\n') }
func other(w io.Writer, s string)    { hand(w); io.WriteString(w, s) }
func hand(w io.Writer)               { w.(*bytes.Buffer).Reset() }
func pull(b *bytes.Buffer, s string) { b.WriteString(s); io.Copy(io.Discard, b) }

func good1(r rec) string {
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	r.fresh(b)
	return b.String()
}
func good2(r rec) string {
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	r.sniff(b)
	return b.String()
}
func good3(r rec) string {
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	r.drain(b)
	return b.String()
}
func good4(s string) string {
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	other(b, s)
	return b.String()
}
func good5(s string) string {
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	line(b, s)
	return b.String()
}
func good6(s string) string {
	b := buffers.Get().(*bytes.Buffer)
	line(b, s)
	out := b.String()
	b.Reset()
	buffers.Put(b)
	return out
}
func good7(s string) {
	b := buffers.Get().(*bytes.Buffer)
	pull(b, s)
	buffers.Put(b)
}
func good8(s string, w io.Writer) {
	b := buffers.Get().(*bytes.Buffer)
	line(b, s)
	b.WriteTo(w)
	buffers.Put(b)
}

`,
  ),
];
