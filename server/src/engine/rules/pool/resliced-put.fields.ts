import { bad, silent } from '../rule.js';

/** Slices in fields, whose methods cut them at the front. */
export const FIELD_CUT_EXAMPLES = [
  bad(`
package app

import (
	"io"
	"sync"
)

var packets = sync.Pool{New: func() any { return make([]byte, 1500) }} //nolint:pool/non-pointer-put

type packetReader struct {
	buf  []byte
	left int
}

func open(src io.Reader) (*packetReader, error) {
	r := &packetReader{buf: packets.Get().([]byte)}
	n, err := src.Read(r.buf)
	r.left = n
	return r, err
}

func (r *packetReader) Read(p []byte) (int, error) {
	if r.left == 0 {
		return 0, io.EOF
	}
	n := copy(p, r.buf[:r.left])
	r.buf = r.buf[n:]
	r.left -= n
	return n, nil
}

func (r *packetReader) Close() error {
	«packets.Put(r.buf)» //nolint:pool/non-pointer-put
	r.buf = nil
	return nil
}
`),
  silent(
    'the field gets its whole slice again, or another one is put',
    `
package app

import (
	"io"
	"sync"
)

var packets = sync.Pool{New: func() any { return make([]byte, 1500) }} //nolint:pool/non-pointer-put

type packetReader struct {
	whole, rest []byte
	buf         []byte
}

func open(src io.Reader) (*packetReader, error) {
	r := &packetReader{whole: packets.Get().([]byte), buf: packets.Get().([]byte)}
	n, err := src.Read(r.whole)
	r.rest = r.whole[:n]
	return r, err
}

func (r *packetReader) Read(p []byte) (int, error) {
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	m := copy(p[n:], r.buf)
	r.buf = r.buf[m:]
	return n + m, nil
}

func (r *packetReader) rewind(b []byte) { r.buf = b }

func (r *packetReader) Close() error {
	packets.Put(r.whole) //nolint
	packets.Put(r.buf) //nolint
	return nil
}
`,
  ),
];
