/** Examples of `pool/use-after-put`: its tests and its documentation. */
import { bad, type Example, good } from '../rule.js';

export const USE_AFTER_PUT_EXAMPLES: readonly Example[] = [
  bad(
    `
package app

import (
	"bytes"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func write(b *bytes.Buffer) {
	bufPool.Put(b)
	«b».WriteByte('x')
}
`,
    `
package app

import (
	"bytes"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func write(b *bytes.Buffer) {
	defer bufPool.Put(b)
	b.WriteByte('x')
}
`,
  ),
  bad(`
package app

import (
	"bytes"
	"io"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func render(w io.Writer) error {
	b := bufPool.Get().(*bytes.Buffer)
	b.Reset()
	b.WriteString("hello")
	data := b.Bytes()
	bufPool.Put(b)
	_, err := w.Write(«data»)
	return err
}
`),
  bad(
    `
package app

import (
	"errors"
	"sync"
)

type job struct{ n int }

var jobs = sync.Pool{New: func() any { return new(job) }}

func run(fail bool) error {
	j := jobs.Get().(*job)
	defer jobs.Put(j)
	if fail {
		jobs.Put(«j»)
		return errors.New("failed")
	}
	return nil
}
`,
    `
package app

import (
	"errors"
	"sync"
)

type job struct{ n int }

var jobs = sync.Pool{New: func() any { return new(job) }}

func run(fail bool) error {
	j := jobs.Get().(*job)
	defer jobs.Put(j)
	if fail {
		return errors.New("failed")
	}
	return nil
}
`,
  ),
  bad(`
package app

import "sync"

type job struct{ n int }

var jobs = sync.Pool{New: func() any { return new(job) }}

func run(fail bool) {
	j := jobs.Get().(*job)
	if fail {
		jobs.Put(j)
	}
	«j».n++
}
`),
  bad(`
package app

import "sync"

type job struct{ n int }

var jobs = sync.Pool{New: func() any { return new(job) }}

func runAll(work []func(*job)) {
	j := jobs.Get().(*job)
	for _, w := range work {
		w(«j»)
		jobs.Put(j)
	}
}
`),
  bad(`
package app

import "sync"

type event struct{ fields []string }

var events = sync.Pool{New: func() any { return new(event) }}

func (e *event) free() {
	if cap(e.fields) > 1024 {
		return
	}
	e.fields = e.fields[:0]
	events.Put(e)
}

func send(e *event) int {
	e.free()
	return len(«e».fields)
}
`),
  bad(`
-- bufs/bufs.go --
package bufs

import (
	"bytes"
	"sync"
)

var pool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// Borrow gives an empty buffer.
func Borrow() *bytes.Buffer { return pool.Get().(*bytes.Buffer) }

// GiveBack takes it back.
func GiveBack(b *bytes.Buffer) {
	b.Reset()
	pool.Put(b)
}
-- main.go --
package app

import "example.com/app/bufs"

func render(write func([]byte)) {
	b := bufs.Borrow()
	b.WriteString("hello")
	text := b.Bytes()
	bufs.GiveBack(b)
	write(«text»)
}
`),
  bad(`
package app

import (
	"bytes"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func write() {
	b := bufPool.Get().(*bytes.Buffer)
	defer «b».Reset()
	defer bufPool.Put(b)
	b.WriteString("deferred calls run last in, first out")
}
`),
  good(`
package app

import (
	"bytes"
	"io"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func render(w io.Writer) error {
	b := bufPool.Get().(*bytes.Buffer)
	defer bufPool.Put(b)
	b.Reset()
	b.WriteString("hello")
	_, err := w.Write(b.Bytes())
	return err
}
`),
  bad(`
package app

import "sync"

var small = sync.Pool{New: func() any { b := make([]byte, 0, 64); return &b }}
var large = sync.Pool{New: func() any { b := make([]byte, 0, 4096); return &b }}

func give(b *[]byte) {
	switch size := cap(*b); {
	case size == 64:
		small.Put(b)
	case size == 4096:
		large.Put(b)
	}
}

func send(write func([]byte), b *[]byte) {
	give(b)
	write(*«b»)
}
`),
];
