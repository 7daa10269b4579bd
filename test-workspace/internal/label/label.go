// Package label renders shipping labels with pooled buffers. Every pool rule shows here once.
package label

import (
	"bytes"
	"sync"
)

// Label is a rendered label.
type Label struct{ data []byte }

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

var scratch = sync.Pool{New: func() any { return make([]byte, 0, 256) }}

var unset sync.Pool

// Render: pool/returned-pooled-memory, the caller reads memory that the next Render writes.
func Render(id string) []byte {
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	b.WriteString(id)
	return b.Bytes()
}

// Length: pool/use-after-put.
func Length(id string) int {
	b := buffers.Get().(*bytes.Buffer)
	b.Reset()
	b.WriteString(id)
	buffers.Put(b)
	return b.Len()
}

// Pad: pool/non-pointer-put, each Put allocates a slice header.
func Pad(id string) string {
	b := scratch.Get().([]byte)
	b = append(b[:0], id...)
	s := string(b)
	scratch.Put(b)
	return s
}

// First: pool/new-missing, the first Get returns nil and the assertion panics.
func First() *Label {
	return unset.Get().(*Label)
}

// Shared: pool/copied, two pools now hand out the same objects.
func Shared() *sync.Pool {
	mine := buffers
	return &mine
}
