import { bad, silent } from '../rule.js';

/** Goroutines that put what their function goes on to use. */
export const PUTTING_EXAMPLES = [
  bad(`
package app

import (
	"bytes"
	"io"
	"log"
	"sync"
)

var outs = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func Tee(a, b io.Writer, fill func(*bytes.Buffer)) error {
	buf := outs.Get().(*bytes.Buffer)
	buf.Reset()
	fill(buf)
	go func() {
		defer «outs.Put(buf)»
		if _, err := a.Write(buf.Bytes()); err != nil {
			log.Print(err)
		}
	}()
	_, err := b.Write(buf.Bytes())
	return err
}
`),
  silent(
    'the goroutine waits for the function, which may be done by then',
    `
package app

import (
	"bytes"
	"io"
	"sync"
)

var outs = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func Tee(a, b io.Writer, fill func(*bytes.Buffer)) error {
	buf := outs.Get().(*bytes.Buffer)
	buf.Reset()
	fill(buf)
	done := make(chan struct{})
	go func() {
		defer outs.Put(buf)
		a.Write(buf.Bytes())
		<-done
	}()
	_, err := b.Write(buf.Bytes())
	close(done)
	return err
}

func Wait(a, b io.Writer, fill func(*bytes.Buffer), wait func()) error {
	buf := outs.Get().(*bytes.Buffer)
	buf.Reset()
	fill(buf)
	go func() {
		defer outs.Put(buf)
		a.Write(buf.Bytes())
		wait()
	}()
	_, err := b.Write(buf.Bytes())
	return err
}
`,
  ),
];
