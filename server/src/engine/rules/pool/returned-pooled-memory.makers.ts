import { bad, type Example, silent } from '../rule.js';

const HEAD = `
package app

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"sync"
	"unsafe"
)

var bufs = sync.Pool{New: func() any { return new(bytes.Buffer) }}

type page struct {
	body []byte
	size int
}

type syntaxError struct {
	at    int
	input []byte
}

func (e *syntaxError) Error() string { return fmt.Sprintf("%d: %q", e.at, e.input) }

func number(b []byte) (int, error) { return strconv.Atoi(text(b)) }

func text(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

var errEmpty = errors.New("empty")
`;

/** Functions whose result leads to what they are given. */
export const MAKER_EXAMPLES: readonly Example[] = [
  bad(`${HEAD}
func newPage(body []byte, size int) *page { return &page{body: body, size: size} }

func unexpected(at int, input []byte) error {
	e := &syntaxError{at: at, input: input}
	return e
}

func converted(b []byte) string { return *(*string)(unsafe.Pointer(&b)) }

func line(b []byte) []byte {
	if i := bytes.IndexByte(b, 10); i >= 0 {
		return b[:i]
	}
	return b
}

func Page(r io.Reader) (*page, error) {
	b := bufs.Get().(*bytes.Buffer)
	b.Reset()
	defer bufs.Put(b)
	if _, err := b.ReadFrom(r); err != nil {
		return nil, err
	}
	if b.Len() == 0 {
		return nil, errEmpty
	}
	if b.Bytes()[0] == 0 {
		return nil, «unexpected(0, b.Bytes()[1:])»
	}
	p := newPage(b.Bytes(), b.Len())
	return «p», nil
}

type key struct{ b []byte }

var keys = sync.Pool{New: func() any { return new(key) }}

func Key(tenant string, id int64) string {
	k := keys.Get().(*key)
	k.b = append(k.b[:0], tenant...)
	k.b = strconv.AppendInt(k.b, id, 10)
	s := converted(k.b)
	keys.Put(k)
	return «s»
}

func First(r io.Reader) string {
	b := bufs.Get().(*bytes.Buffer)
	b.Reset()
	b.ReadFrom(r)
	first := line(b.Bytes())
	s := text(first)
	bufs.Put(b)
	return «s»
}
`),
  silent(
    'the function copies, may give something else, or gives what it is given to another result',
    `${HEAD}
func newPage(body []byte) *page { return &page{body: append([]byte(nil), body...), size: len(body)} }

func known(body []byte) *page {
	if len(body) == 0 {
		return &page{}
	}
	return &page{body: body}
}

func named(e error, body []byte) (error, []byte) { return e, body }

func size(p *page) int { return p.size }

func replaced(body []byte) *page {
	body = bytes.Clone(body)
	return &page{body: body}
}

func Copied(r io.Reader) *page {
	b := bufs.Get().(*bytes.Buffer)
	b.Reset()
	defer bufs.Put(b)
	b.ReadFrom(r)
	return newPage(b.Bytes())
}

func Replaced(r io.Reader) *page {
	b := bufs.Get().(*bytes.Buffer)
	b.Reset()
	defer bufs.Put(b)
	b.ReadFrom(r)
	return replaced(b.Bytes())
}

func Sized(r io.Reader) int {
	b := bufs.Get().(*bytes.Buffer)
	b.Reset()
	defer bufs.Put(b)
	b.ReadFrom(r)
	return size(known(b.Bytes()))
}

func Failed(r io.Reader) error {
	b := bufs.Get().(*bytes.Buffer)
	b.Reset()
	defer bufs.Put(b)
	_, err := b.ReadFrom(r)
	err, _ = named(err, b.Bytes())
	return err
}
`,
  ),
  bad(`
package app

import (
	"bytes"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func giveBack(b *bytes.Buffer) { bufPool.Put(b) }

func hello(name string) []byte {
	put := bufPool.Put
	b := bufPool.Get().(*bytes.Buffer)
	defer put(b)
	b.Reset()
	b.WriteString(name)
	return «b.Bytes()»
}

func bye(name string) []byte {
	put := giveBack
	b := bufPool.Get().(*bytes.Buffer)
	defer put(b)
	b.Reset()
	b.WriteString(name)
	return «b.Bytes()»
}
`),
  silent(
    'the variable may have another function',
    `
package app

import (
	"bytes"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func hello(name string, isKept bool) []byte {
	put := bufPool.Put
	if isKept {
		put = func(any) {}
	}
	b := bufPool.Get().(*bytes.Buffer)
	defer put(b)
	b.Reset()
	b.WriteString(name)
	return b.Bytes()
}
`,
  ),
];
