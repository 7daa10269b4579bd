/** Where `pool/returned-pooled-memory` says nothing, and why: its tests and its documentation. */
import { type Example, silent } from '../rule.js';

export const RETURNED_POOLED_MEMORY_SILENT: readonly Example[] = [
  silent(
    'the caller gets the object and puts it',
    `
package app

import (
	"bytes"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func getBuf(fail bool) *bytes.Buffer {
	b := bufPool.Get().(*bytes.Buffer)
	b.Reset()
	if fail {
		bufPool.Put(b)
		return nil
	}
	return b
}
`,
  ),
  silent(
    'the Put is for failures only, and what is behind the condition is not known',
    `
package app

import (
	"bytes"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func fill(f func(*bytes.Buffer) error) (_ *bytes.Buffer, err error) {
	b := bufPool.Get().(*bytes.Buffer)
	defer func() {
		if err != nil {
			bufPool.Put(b)
		}
	}()
	if err = f(b); err != nil {
		return nil, err
	}
	return b, nil
}
`,
  ),
  silent(
    'the Bytes of another type may be a copy',
    `
package app

import "sync"

type text struct{ s string }

func (t *text) Bytes() []byte { return []byte(t.s) }

var texts = sync.Pool{New: func() any { return new(text) }}

func getText() *text { return texts.Get().(*text) }

func render() []byte {
	t := getText()
	defer texts.Put(t)
	t.s = "hello"
	return t.Bytes()
}
`,
  ),
  silent(
    'a field may have been replaced before the Put',
    `
package app

import "sync"

type parser struct{ result []string }

func (p *parser) parse() { p.result = append([]string(nil), "fresh") }

var parsers = sync.Pool{New: func() any { return new(parser) }}

func parse() []string {
	p := parsers.Get().(*parser)
	defer parsers.Put(p)
	p.parse()
	return p.result
}
`,
  ),
  silent(
    'the caller gets an error, and drops the other results then',
    `
package app

import (
	"bytes"
	"fmt"
	"sync"
)

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func fill(write func(*bytes.Buffer) error) (b *bytes.Buffer, err error) {
	b = buffers.Get().(*bytes.Buffer)
	b.Reset()
	if err = write(b); err != nil {
		buffers.Put(b)
		return
	}
	if b.Len() == 0 {
		buffers.Put(b)
		return b, fmt.Errorf("nothing was written")
	}
	return b, nil
}
`,
  ),
];
