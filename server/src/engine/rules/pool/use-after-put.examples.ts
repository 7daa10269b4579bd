/** Examples of `pool/use-after-put`: its tests and its documentation. */
import { bad, type Example, good, silent } from '../../rule.js';

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
  silent(
    'each path puts once and uses nothing afterwards',
    `
package app

import (
	"bytes"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func render(fail bool) string {
	b := bufPool.Get().(*bytes.Buffer)
	if fail {
		bufPool.Put(b)
		return ""
	}
	s := b.String()
	bufPool.Put(b)
	return s
}
`,
  ),
  silent(
    'the variable holds another object by then',
    `
package app

import (
	"bytes"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func renew(n int) {
	b := bufPool.Get().(*bytes.Buffer)
	for i := 0; i < n; i++ {
		bufPool.Put(b)
		b = bufPool.Get().(*bytes.Buffer)
		b.Reset()
	}
	bufPool.Put(b)
	b = nil
	if b != nil {
		b.Reset()
	}
}
`,
  ),
  silent(
    'the two conditions may exclude each other',
    `
package app

import (
	"bytes"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func render(b *bytes.Buffer, done bool) {
	if done {
		bufPool.Put(b)
	}
	if !done {
		b.WriteByte('x')
	}
}
`,
  ),
  silent(
    'looking at the pointer touches no memory',
    `
package app

import (
	"bytes"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func same(a, b *bytes.Buffer) bool {
	bufPool.Put(a)
	return a == b
}
`,
  ),
  silent(
    'the last reference decides whether the object is put, so others may still use theirs',
    `
package app

import (
	"sync"
	"sync/atomic"
)

type frame struct {
	refs atomic.Int32
	data []byte
}

var frames = sync.Pool{New: func() any { return new(frame) }}

func (f *frame) release() {
	if f.refs.Add(-1) == 0 {
		frames.Put(f)
	}
}

func send(f *frame) int {
	f.release()
	return len(f.data)
}
`,
  ),
];
