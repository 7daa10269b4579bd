/** Examples of `pool/stored-pooled-memory`: its tests and its documentation. */
import { bad, type Example, good, silent } from '../rule.js';

const HEAD = `package app

import (
	"bytes"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}
`;

export const STORED_POOLED_MEMORY_EXAMPLES: readonly Example[] = [
  bad(
    `${HEAD}
type message struct{ raw []byte }

func (m *message) encode(parts []string) {
	b := bufPool.Get().(*bytes.Buffer)
	b.Reset()
	for _, p := range parts {
		b.WriteString(p)
	}
	m.raw = «b.Bytes()»
	bufPool.Put(b)
}
`,
    `${HEAD}
type message struct{ raw []byte }

func (m *message) encode(parts []string) {
	b := bufPool.Get().(*bytes.Buffer)
	b.Reset()
	for _, p := range parts {
		b.WriteString(p)
	}
	m.raw = bytes.Clone(b.Bytes())
	bufPool.Put(b)
}
`,
  ),
  bad(`
package app

import "sync"

var pages = sync.Pool{New: func() any { b := make([]byte, 0, 4096); return &b }}

var last []byte
var byName = map[string][]byte{}

func remember(name string, page []byte) {
	bp := pages.Get().(*[]byte)
	defer pages.Put(bp)
	*bp = append((*bp)[:0], page...)
	byName[name] = «*bp»
}
`),
  bad(`
package app

import (
	"bytes"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

type queue struct{ items [][]byte }

func (q *queue) push(p []byte) { q.items = append(q.items, p) }

func (q *queue) add(name string) {
	b := bufPool.Get().(*bytes.Buffer)
	defer bufPool.Put(b)
	b.Reset()
	b.WriteString(name)
	q.push(«b.Bytes()»)
}
`),
  good(`${HEAD}
type message struct{ raw []byte }

func (m *message) encode(text string) {
	b := bufPool.Get().(*bytes.Buffer)
	defer bufPool.Put(b)
	b.Reset()
	b.WriteString(text)
	m.raw = bytes.Clone(b.Bytes())
}
`),
  silent(
    'the field is where the function works, and is cleared before the Put',
    `${HEAD}
type encoder struct{ out []byte }

func (e *encoder) run(text string) int {
	b := bufPool.Get().(*bytes.Buffer)
	b.Reset()
	b.WriteString(text)
	e.out = b.Bytes()
	n := len(e.out)
	e.out = nil
	bufPool.Put(b)
	return n
}
`,
  ),
  silent(
    'a method works with the field before the Put',
    `${HEAD}
type encoder struct{ out []byte }

func (e *encoder) flush() {}

func (e *encoder) run(text string) {
	b := bufPool.Get().(*bytes.Buffer)
	b.Reset()
	b.WriteString(text)
	e.out = b.Bytes()
	e.flush()
	bufPool.Put(b)
}
`,
  ),
  silent(
    'a value that is copied by the caller ends with the function',
    `${HEAD}
type message struct{ raw []byte }

func size(m message, text string) int {
	b := bufPool.Get().(*bytes.Buffer)
	defer bufPool.Put(b)
	b.Reset()
	b.WriteString(text)
	m.raw = b.Bytes()
	return len(m.raw)
}
`,
  ),
  bad(`
package app

import (
	"bytes"
	"reflect"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func call(input any, text string, raw int, handle func(any) error) error {
	v := reflect.ValueOf(input).Elem()
	b := bufPool.Get().(*bytes.Buffer)
	b.Reset()
	b.WriteString(text)
	if raw >= 0 {
		v.Field(raw).SetBytes(«b.Bytes()»)
	}
	bufPool.Put(b)
	return handle(v.Interface())
}
`),
  silent(
    'a place that is set is used before the object goes back, or is set only where the object stays',
    `
package app

import (
	"bytes"
	"reflect"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

type message struct{ raw []byte }

func call(input any, text string, handle func(any) error) error {
	v := reflect.ValueOf(input).Elem()
	b := bufPool.Get().(*bytes.Buffer)
	defer bufPool.Put(b)
	b.Reset()
	b.WriteString(text)
	v.Field(0).SetBytes(b.Bytes())
	return handle(v.Interface())
}

func fill(m *message, keep bool, text string) {
	b := bufPool.Get().(*bytes.Buffer)
	b.Reset()
	b.WriteString(text)
	if keep {
		m.raw = b.Bytes()
	}
	if !keep {
		bufPool.Put(b)
	}
}
`,
  ),
  silent(
    'what the condition of the Put hangs on comes from that of the store',
    `${HEAD}
type mail struct{ raw []byte }

func (m *mail) Read(mode int) {
	b := bufPool.Get().(*bytes.Buffer)
	b.Reset()
	owned := mode == 1
	if mode == 1 {
		m.raw = b.Bytes()
	}
	if !owned {
		bufPool.Put(b)
	}
}
`,
  ),
  silent(
    'the object itself has the field',
    `
package app

import "sync"

type frame struct {
	whole []byte
	body  []byte
}

var frames = sync.Pool{New: func() any { return new(frame) }}

func (f *frame) release() {
	f.body = f.whole[:0]
	frames.Put(f)
}
`,
  ),
];
