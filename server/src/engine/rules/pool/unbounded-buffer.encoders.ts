/** Function values that write to a pooled buffer what they are given, and those that write little. */
import { bad, type Example, silent } from '../rule.js';

export const ENCODER_EXAMPLES: readonly Example[] = [
  bad(`
package app

import (
	"bytes"
	"io"
	"sync"
)

type codec struct{ encode func(io.Writer, any) error }

var values = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func (c *codec) Marshal(v any, out func([]byte)) error {
	b := values.Get().(*bytes.Buffer)
	b.Reset()
	err := c.encode(b, v)
	out(b.Bytes())
	«values.Put(b)»
	return err
}
`),
  silent(
    'a function value gets nothing of any size, or no writer',
    `
package app

import (
	"bytes"
	"context"
	"io"
	"sync"
)

type printer struct {
	number func(io.Writer, int) error
	header func(io.Writer) error
	when   func(context.Context, io.Writer) error
	own    func(*bytes.Buffer, any)
	level  func(io.Writer, string)
}

var outputs = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func (p *printer) Number(n int, out func(string)) {
	b := outputs.Get().(*bytes.Buffer)
	b.Reset()
	p.number(b, n)
	p.level(b, "debug")
	out(b.String())
	outputs.Put(b)
}

func (p *printer) Header(ctx context.Context, out func(string)) {
	b := outputs.Get().(*bytes.Buffer)
	b.Reset()
	p.header(b)
	p.when(ctx, b)
	out(b.String())
	outputs.Put(b)
}

func (p *printer) Own(v any, out func(string)) {
	b := outputs.Get().(*bytes.Buffer)
	b.Reset()
	p.own(b, v)
	out(b.String())
	outputs.Put(b)
}

func (p *printer) Limited(write func(io.Writer, []byte), data []byte, out func(string)) {
	b := outputs.Get().(*bytes.Buffer)
	b.Reset()
	write(b, data)
	out(b.String())
	if b.Cap() <= 1<<16 {
		outputs.Put(b)
	}
}
`,
  ),
  bad(`
package app

import (
	"bytes"
	"sync"
)

var buffers = sync.Pool{New: func() any { return &bytes.Buffer{} }}

func with(f func(*bytes.Buffer) error) (string, error) {
	b := buffers.Get().(*bytes.Buffer)
	b.Reset()
	err := f(b)
	s := b.String()
	«buffers.Put(b)»
	return s, err
}
func withSmall(f func(*bytes.Buffer) error) (string, error) {
	b := buffers.Get().(*bytes.Buffer)
	b.Reset()
	err := f(b)
	s := b.String()
	if b.Cap() < 1000 {
		buffers.Put(b)
	}
	return s, err
}
`),
];
