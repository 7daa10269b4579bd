import { type Example, silent } from '../rule.js';

export const MISSING_PUT_SILENT: readonly Example[] = [
  silent(
    'the caller gets the object, and there may be none',
    `
package app

import (
	"bytes"
	"sync"
)

var bufPool sync.Pool

func take(n int) *bytes.Buffer {
	b, ok := bufPool.Get().(*bytes.Buffer)
	if !ok {
		return new(bytes.Buffer)
	}
	if b.Cap() < n {
		bufPool.Put(b)
		return bytes.NewBuffer(make([]byte, 0, n))
	}
	return b
}
`,
  ),
  silent(
    'a function that is called may put it',
    `
package app

import (
	"bytes"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func discard(b *bytes.Buffer) {}

func store(p []byte, ok bool) bool {
	b := bufPool.Get().(*bytes.Buffer)
	b.Write(p)
	if !ok {
		discard(b)
		return false
	}
	bufPool.Put(b)
	return true
}
`,
  ),
  silent(
    'a file of another system may put',
    `
-- go.mod --
module app

go 1.26
-- main.go --
package app

import (
	"bytes"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func take() *bytes.Buffer { return bufPool.Get().(*bytes.Buffer) }
-- put_windows.go --
package app

import "bytes"

func give(b *bytes.Buffer) { bufPool.Put(b) }
`,
  ),
  silent(
    'an address as a number leads to the object, too',
    `
package app

import (
	"sync"
	"unsafe"
)

var blocks sync.Pool

func block(size int) (data uintptr, ok bool) {
	ptr, _ := blocks.Get().(unsafe.Pointer)
	if ptr == nil {
		return 0, false
	}
	return uintptr(ptr), true
}

func free(b []byte) { blocks.Put(unsafe.Pointer(unsafe.SliceData(b))) }
`,
  ),
  silent(
    'letters of a name may be of any script',
    `
package app

import (
	"bytes"
	"sync"
)

var größen = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func take() *bytes.Buffer  { return größen.Get().(*bytes.Buffer) }
func give(b *bytes.Buffer) { größen.Put(b) }
`,
  ),
  silent(
    'the function puts it or drops it, and says which',
    `
package app

import (
	"bytes"
	"log"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func recycle(b *bytes.Buffer) bool {
	if b.Cap() > 1<<16 {
		return false
	}
	b.Reset()
	bufPool.Put(b)
	return true
}

func count(s string) (n int) {
	b := bufPool.Get().(*bytes.Buffer)
	b.WriteString(s)
	n = b.Len()
	if recycle(b) {
		return n
	}
	log.Println("dropped")
	return n
}
`,
  ),
  silent(
    'an object of another type, or one that says it is of no more use, is dropped on purpose',
    `
package app

import (
	"errors"
	"fmt"
	"sync"
)

type decoder struct {
	buf    []byte
	closed bool
}

func (d *decoder) Healthy() bool { return len(d.buf) < 4096 }

var decoders = sync.Pool{New: func() any { return new(decoder) }}

func Typed(p []byte) (int, error) {
	v := decoders.Get()
	d, ok := v.(*decoder)
	if !ok {
		return 0, fmt.Errorf("unexpected %T", v)
	}
	n := copy(d.buf, p)
	decoders.Put(d)
	return n, nil
}

func Switched(p []byte) (int, error) {
	v := decoders.Get()
	switch d := v.(type) {
	case *decoder:
		n := copy(d.buf, p)
		decoders.Put(d)
		return n, nil
	default:
		return 0, fmt.Errorf("unexpected %T", v)
	}
}

func Closed(p []byte) (int, error) {
	d := decoders.Get().(*decoder)
	if d.closed {
		return 0, errors.New("closed")
	}
	n := copy(d.buf, p)
	if !d.Healthy() {
		return n, nil
	}
	decoders.Put(d)
	return n, nil
}
`,
  ),
  silent(
    'the function that puts it converts the slice back',
    `
package app

import (
	"io"
	"sync"
)

const size = 32 << 10

var copyBufs = sync.Pool{New: func() any { return new([size]byte) }}

func getCopyBuf() []byte {
	return copyBufs.Get().(*[size]byte)[:]
}

func putCopyBuf(b []byte) {
	if len(b) != size {
		panic("wrong size")
	}
	copyBufs.Put((*[size]byte)(b))
}

func Copy(w io.Writer, r io.Reader) (int64, error) {
	buf := getCopyBuf()
	defer putCopyBuf(buf)
	return io.CopyBuffer(w, r, buf)
}
`,
  ),
];
