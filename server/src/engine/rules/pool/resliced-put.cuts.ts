import { bad, type Example, good, silent } from '../rule.js';

/** Slices that are put shorter than they came. */
export const CUT_EXAMPLES: readonly Example[] = [
  bad(`
package app

import (
	"encoding/binary"
	"io"
	"net"
	"sync"
)

var frames = sync.Pool{New: func() any { b := make([]byte, 1500); return &b }}

var datagrams = sync.Pool{New: func() any { return make([]byte, 1500) }} //nolint:pool/non-pointer-put

func sum(r io.Reader) (total int, err error) {
	p := frames.Get().(*[]byte)
	n, err := r.Read(*p)
	if err != nil {
		frames.Put(p)
		return 0, err
	}
	*p = (*p)[:n]
	for len(*p) >= 2 {
		total += int(binary.BigEndian.Uint16(*p))
		*p = (*p)[2:]
	}
	«frames.Put(p)»
	return total, nil
}

func skip(r io.Reader) int {
	p := frames.Get().(*[]byte)
	b := *p
	n, _ := r.Read(b)
	b = b[n/2:]
	*p = b
	«frames.Put(p)»
	return n
}

func last(r io.Reader) (n int) {
	p := frames.Get().(*[]byte)
	defer «frames.Put(p)»
	n, _ = r.Read(*p)
	*p = (*p)[1:n]
	return int((*p)[0])
}

func count(c net.PacketConn) int {
	b := datagrams.Get().([]byte)
	n, _, err := c.ReadFrom(b)
	if err != nil {
		datagrams.Put(b) //nolint:pool/non-pointer-put
		return 0
	}
	b = b[:n]
	zeros := 0
	for _, c := range b {
		if c == 0 {
			zeros++
		}
	}
	«datagrams.Put(b)» //nolint:pool/non-pointer-put
	return zeros
}

func full(c net.Conn) int {
	b := datagrams.Get().([]byte)
	n, _ := c.Read(b)
	«datagrams.Put(b[:n:n])» //nolint:pool/non-pointer-put
	return n
}
`),
  good(`
package app

import (
	"encoding/binary"
	"io"
	"sync"
)

var frames = sync.Pool{New: func() any { b := make([]byte, 1500); return &b }}

func sum(r io.Reader) (total int, err error) {
	p := frames.Get().(*[]byte)
	defer frames.Put(p)
	n, err := r.Read(*p)
	if err != nil {
		return 0, err
	}
	for rest := (*p)[:n]; len(rest) >= 2; rest = rest[2:] {
		total += int(binary.BigEndian.Uint16(rest))
	}
	return total, nil
}
`),
  silent(
    'it is made whole again, goes another way, or was not filled as far as it is long',
    `
package app

import (
	"io"
	"sync"
)

var frames = sync.Pool{New: func() any { b := make([]byte, 1500); return &b }}

func whole(r io.Reader, use func([]byte)) int {
	p := frames.Get().(*[]byte)
	n, _ := r.Read(*p)
	*p = (*p)[:n]
	use(*p)
	*p = (*p)[:cap(*p)]
	frames.Put(p)
	return n
}

func kept(r io.Reader) int {
	p := frames.Get().(*[]byte)
	full := *p
	n, _ := r.Read(*p)
	*p = (*p)[n:]
	*p = full
	frames.Put(p)
	return n
}

func sized(n int, x string) {
	p := frames.Get().(*[]byte)
	if cap(*p) < n {
		*p = make([]byte, n)
	}
	*p = (*p)[:n]
	copy(*p, x)
	frames.Put(p)
}

func filled(r io.Reader, n int) {
	p := frames.Get().(*[]byte)
	*p = (*p)[:n]
	_, _ = io.ReadFull(r, *p)
	frames.Put(p)
}

func early(r io.Reader, use func([]byte)) int {
	p := frames.Get().(*[]byte)
	n, _ := r.Read(*p)
	if n > 3 {
		*p = (*p)[3:]
		use(*p)
		return 3
	}
	frames.Put(p)
	return n
}

func bounded(r io.Reader) int {
	p := frames.Get().(*[]byte)
	n, _ := r.Read(*p)
	*p = (*p)[n:]
	if cap(*p) >= 512 {
		frames.Put(p)
	}
	return n
}
`,
  ),
  silent(
    'what is cut off has another owner: a slab of which the rest is put',
    `
package app

import "sync"

var slabs = sync.Pool{New: func() any { return make([]byte, 1<<16) }} //nolint:pool/non-pointer-put

func take(n int) []byte {
	b := slabs.Get().([]byte)
	out := b[:n:n]
	b = b[n:]
	slabs.Put(b) //nolint
	return out
}
`,
  ),
];
