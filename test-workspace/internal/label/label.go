// Package label renders shipping labels with pooled buffers. Every pool rule shows here once.
package label

import (
	"bytes"
	"io"
	"os"
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

type size struct{ width, height int }

var (
	sizes   = sync.Pool{New: func() any { return new(size) }}
	rotated = sync.Pool{New: func() any { return new(size) }}
	lines   = sync.Pool{New: func() any { b := make([]byte, 0, 64); return &b }}
	// fonts: pool/pooled-resource, nobody closes what the pool drops.
	fonts = sync.Pool{New: func() any {
		f, _ := os.Open("label.ttf")
		return f
	}}
)

// Area: pool/value-not-worth-pooling, the size could be a local variable.
func Area(w, h int) int {
	s := sizes.Get().(*size)
	defer sizes.Put(s)
	s.width, s.height = w, h
	return s.width * s.height
}

// Turn: pool/wrong-pool.
func Turn(w, h int, draw func(*size)) {
	s := sizes.Get().(*size)
	s.width, s.height = h, w
	draw(s)
	rotated.Put(s)
}

// Line: pool/resliced-put, the address of the copy escapes.
func Line(id string, w io.Writer) error {
	b := (*lines.Get().(*[]byte))[:0]
	b = append(b, id[:min(len(id), 32)]...)
	_, err := w.Write(b)
	lines.Put(&b)
	return err
}

// Font: pool/typed-nil-put, what is deferred is nil.
func Font(read func(*os.File) error) error {
	var f *os.File
	defer fonts.Put(f)
	f, _ = fonts.Get().(*os.File)
	return read(f)
}
