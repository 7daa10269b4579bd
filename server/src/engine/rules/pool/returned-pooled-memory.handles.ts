import { bad, type Example, silent } from '../rule.js';

const HEAD = `
package app

import (
	"bytes"
	"io"
	"sync"
)

var bufs = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func give(b *bytes.Buffer) { bufs.Put(b) }

type writer struct {
	dst io.Writer
	buf *bytes.Buffer
}

func newWriter(dst io.Writer) *writer {
	w := &writer{dst: dst, buf: bufs.Get().(*bytes.Buffer)}
	w.buf.Reset()
	return w
}

func (w *writer) Bytes() []byte { return w.buf.Bytes() }
`;

/** Memory of an object that a value has in a field, and that its method puts. */
export const HELD_EXAMPLES: readonly Example[] = [
  bad(`${HEAD}
func (w *writer) Close() error {
	_, err := w.dst.Write(w.buf.Bytes())
	give(w.buf)
	w.buf = nil
	return err
}

func Copy(dst io.Writer, r io.Reader) ([]byte, error) {
	w := newWriter(dst)
	w.buf.ReadFrom(r)
	out := w.buf.Bytes()
	err := w.Close()
	return «out», err
}
`),
  bad(`${HEAD}
func (w *writer) Close() { give(w.buf) }

func Copy(dst io.Writer, r io.Reader) []byte {
	w := newWriter(dst)
	defer w.Close()
	w.buf.ReadFrom(r)
	return «w.Bytes()»
}
`),
  silent(
    'the memory is copied, or of another field',
    `${HEAD}
func (w *writer) Close() { give(w.buf) }

func Copied(dst io.Writer, r io.Reader) []byte {
	w := newWriter(dst)
	defer w.Close()
	w.buf.ReadFrom(r)
	return bytes.Clone(w.buf.Bytes())
}

func Text(dst io.Writer, r io.Reader) (string, io.Writer) {
	w := newWriter(dst)
	defer w.Close()
	w.buf.ReadFrom(r)
	return w.buf.String(), w.dst
}

func Open(dst io.Writer) *writer {
	w := newWriter(dst)
	if dst == nil {
		w.Close()
		return nil
	}
	return w
}
`,
  ),
];
