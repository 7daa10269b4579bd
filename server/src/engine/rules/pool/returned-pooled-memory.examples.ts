/** Examples of `pool/returned-pooled-memory`: its tests and its documentation. */
import { bad, type Example, good } from '../rule.js';

export const RETURNED_POOLED_MEMORY_EXAMPLES: readonly Example[] = [
  bad(
    `
package app

import (
	"bytes"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func render(name string) []byte {
	b := bufPool.Get().(*bytes.Buffer)
	defer bufPool.Put(b)
	b.Reset()
	b.WriteString(name)
	return «b.Bytes()»
}
`,
    `
package app

import (
	"bytes"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func render(name string) []byte {
	b := bufPool.Get().(*bytes.Buffer)
	defer bufPool.Put(b)
	b.Reset()
	b.WriteString(name)
	return bytes.Clone(b.Bytes())
}
`,
  ),
  bad(
    `
package app

import (
	"io"
	"sync"
)

var bufPool = sync.Pool{New: func() any {
	b := make([]byte, 4096)
	return &b
}}

func read(r io.Reader) ([]byte, error) {
	bp := bufPool.Get().(*[]byte)
	defer bufPool.Put(bp)
	n, err := r.Read(*bp)
	return «(*bp)[:n]», err
}
`,
    `
package app

import (
	"io"
	"sync"
)

var bufPool = sync.Pool{New: func() any {
	b := make([]byte, 4096)
	return &b
}}

func read(r io.Reader) ([]byte, error) {
	bp := bufPool.Get().(*[]byte)
	defer bufPool.Put(bp)
	n, err := r.Read(*bp)
	return append([]byte(nil), (*bp)[:n]...), err
}
`,
  ),
  bad(`
package app

import "sync"

type node struct{ next *node }

var nodes = sync.Pool{New: func() any { return new(node) }}

func build() *node {
	n := nodes.Get().(*node)
	defer nodes.Put(n)
	n.next = nil
	return «n»
}
`),
  bad(`
package app

import (
	"bytes"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func render() []byte {
	b := bufPool.Get().(*bytes.Buffer)
	b.WriteString("hello")
	data := b.Bytes()
	bufPool.Put(b)
	return «data»
}
`),
  bad(`
package app

import (
	"bytes"
	"sync"
)

const maxKept = 64 << 10

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

type response struct {
	status int
	body   []byte
}

func putBuf(b *bytes.Buffer) {
	if b.Cap() <= maxKept {
		b.Reset()
		bufPool.Put(b)
	}
}

func render() *response {
	b := bufPool.Get().(*bytes.Buffer)
	defer putBuf(b)
	b.WriteString("hello")
	return «&response{status: 200, body: b.Bytes()}»
}
`),
  bad(`
package app

import (
	"strconv"
	"sync"
)

var bufPool = sync.Pool{New: func() any {
	b := make([]byte, 0, 64)
	return &b
}}

func format(n int) (out []byte) {
	bp := bufPool.Get().(*[]byte)
	defer func() {
		bufPool.Put(bp)
	}()
	out = strconv.AppendInt((*bp)[:0], int64(n), 10)
	out = append((*bp)[:0], "n="...)
	«return»
}
`),
  bad(`
package app

import (
	"bytes"
	"encoding/json"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func getBuf() *bytes.Buffer {
	return bufPool.Get().(*bytes.Buffer)
}

func marshal(v any) ([]byte, error) {
	buf := getBuf()
	defer bufPool.Put(buf)
	buf.Reset()
	if err := json.NewEncoder(buf).Encode(v); err != nil {
		return nil, err
	}
	return «bytes.TrimRight(buf.Bytes(), "\\n")», nil
}
`),
  good(`
package app

import (
	"bytes"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func render(name string) string {
	b := bufPool.Get().(*bytes.Buffer)
	defer bufPool.Put(b)
	b.Reset()
	b.WriteString(name)
	return b.String()
}
`),
  good(`
package app

import (
	"bytes"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func render(name string) []byte {
	b := bufPool.Get().(*bytes.Buffer)
	defer bufPool.Put(b)
	b.Reset()
	b.WriteString(name)
	return append([]byte(nil), b.Bytes()...)
}
`),
  bad(`
package app

import "sync"

var blocks = sync.Pool{New: func() any { return new([64]byte) }}

func fill(read func(*[64]byte) error) (*[64]byte, error) {
	b := blocks.Get().(*[64]byte)
	if err := read(b); err != nil {
		blocks.Put(b)
		return «b», nil
	}
	return b, nil
}
`),
];
