import { bad, silent } from '../rule.js';

/** Functions that put where they fail, and say so by a result. */
export const USE_AFTER_PUT_RESULTS = [
  bad(`
package app

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func fill(b *bytes.Buffer, r io.Reader) error {
	if _, err := b.ReadFrom(r); err != nil {
		bufPool.Put(b)
		return err
	}
	if b.Len() == 0 {
		bufPool.Put(b)
		return errors.New("empty")
	}
	return nil
}

func copyAll(w io.Writer, r io.Reader) error {
	b := bufPool.Get().(*bytes.Buffer)
	b.Reset()
	if err := fill(b, r); err != nil {
		bufPool.Put(«b»)
		return err
	}
	_, err := w.Write(b.Bytes())
	bufPool.Put(b)
	return err
}

type frame struct{ id int }

var frames = sync.Pool{New: func() any { return new(frame) }}

func (f *frame) valid() bool {
	if f.id < 0 {
		f.release()
		return false
	}
	return true
}

func (f *frame) release() { frames.Put(f) }

func handle() {
	f := frames.Get().(*frame)
	ok := f.valid()
	if !ok {
		fmt.Println("dropped", «f».id)
		return
	}
	f.release()
}
`),
  silent(
    'the result does not tell whether the function has put, or another object is in the variable by then',
    `
package app

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func fill(b *bytes.Buffer, r io.Reader) error {
	if r == nil {
		return errors.New("no reader")
	}
	if _, err := b.ReadFrom(r); err != nil {
		bufPool.Put(b)
		return err
	}
	return nil
}

func copyAll(w io.Writer, r io.Reader) error {
	b := bufPool.Get().(*bytes.Buffer)
	b.Reset()
	if err := fill(b, r); err != nil {
		return fmt.Errorf("after %d bytes: %w", b.Len(), err)
	}
	_, err := w.Write(b.Bytes())
	bufPool.Put(b)
	return err
}

func read(b *bytes.Buffer, r io.Reader) bool {
	if _, err := b.ReadFrom(r); err != nil {
		bufPool.Put(b)
		return false
	}
	return true
}

func twice(w io.Writer, r io.Reader) {
	b := bufPool.Get().(*bytes.Buffer)
	b.Reset()
	if !read(b, r) {
		b = bufPool.Get().(*bytes.Buffer)
		b.Reset()
	}
	w.Write(b.Bytes())
	bufPool.Put(b)
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

func recycle(b *bytes.Buffer) bool {
	if b.Cap() > 1<<16 {
		return false
	}
	b.Reset()
	bufPool.Put(b)
	return true
}

func written(w io.Writer, s string) int {
	b := bufPool.Get().(*bytes.Buffer)
	b.WriteString(s)
	b.WriteTo(w)
	recycle(b)
	return «b».Cap()
}

func counted(w io.Writer, s string) int {
	b := bufPool.Get().(*bytes.Buffer)
	b.WriteString(s)
	b.WriteTo(w)
	if recycle(b) {
		return «b».Cap()
	}
	return 0
}
`),
  silent(
    'the function puts nothing that is large, and says so',
    `
package app

import (
	"bytes"
	"errors"
	"io"
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

func written(w io.Writer, s string) {
	b := bufPool.Get().(*bytes.Buffer)
	b.WriteString(s)
	b.WriteTo(w)
	if !recycle(b) {
		log.Println("dropped", b.Cap())
	}
}

func counted(w io.Writer, s string) int {
	b := bufPool.Get().(*bytes.Buffer)
	b.WriteString(s)
	b.WriteTo(w)
	if recycle(b) {
		return 0
	}
	return b.Cap()
}

func release(b *bytes.Buffer) error {
	if b.Cap() > 1<<16 {
		return errors.New("too large")
	}
	b.Reset()
	bufPool.Put(b)
	return nil
}

func checked(w io.Writer, s string) {
	b := bufPool.Get().(*bytes.Buffer)
	b.WriteString(s)
	b.WriteTo(w)
	if err := release(b); err != nil {
		log.Println(err, b.Cap())
	}
}
`,
  ),
];
