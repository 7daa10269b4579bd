import { bad, silent } from '../rule.js';

/** Lists, maps and structs that the function returns. */
export const RESULT_EXAMPLES = [
  bad(`
package app

import (
	"bytes"
	"sync"
)

var pool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func each(rows [][]byte) [][]byte {
	b := pool.Get().(*bytes.Buffer)
	defer pool.Put(b)
	var out [][]byte
	for _, r := range rows {
		b.Reset()
		b.Write(r)
		out = append(out, «b.Bytes()»)
	}
	return out
}

func byName(rows map[string][]byte) map[string][]byte {
	b := pool.Get().(*bytes.Buffer)
	defer pool.Put(b)
	out := map[string][]byte{}
	for k, r := range rows {
		b.Reset()
		b.Write(r)
		out[k] = «b.Bytes()»
	}
	return out
}

type result struct{ body []byte }

func whole(p []byte) (*result, error) {
	b := pool.Get().(*bytes.Buffer)
	defer pool.Put(b)
	b.Reset()
	b.Write(p)
	r := &result{}
	r.body = «b.Bytes()»
	return r, nil
}
`),
  bad(`
package app

import (
	"bytes"
	"io"
	"sync"
)

var pool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

type answer struct {
	status int
	body   io.ReadCloser
}

func whole(ask func() (*answer, error)) (*answer, error) {
	got, err := ask()
	if err != nil {
		return nil, err
	}
	defer got.body.Close()
	b := pool.Get().(*bytes.Buffer)
	defer pool.Put(b)
	b.Reset()
	if _, err := io.Copy(b, got.body); err != nil {
		return nil, err
	}
	out := *got
	out.body = «io.NopCloser(bytes.NewReader(b.Bytes()))»
	return &out, nil
}
`),
  silent(
    'what is deferred knows of the result, or whoever gets its address does',
    `
package app

import (
	"bytes"
	"io"
	"sync"
)

var pool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

type answer struct {
	status int
	raw    []byte
	body   io.ReadCloser
}

func (a *answer) own() { a.raw = bytes.Clone(a.raw) }

func owned(p []byte, c io.Closer) *answer {
	b := pool.Get().(*bytes.Buffer)
	defer pool.Put(b)
	b.Reset()
	b.Write(p)
	out := new(answer)
	defer out.own()
	defer c.Close()
	out.raw = b.Bytes()
	return out
}

func moved(p []byte, own func(*answer)) *answer {
	b := pool.Get().(*bytes.Buffer)
	defer pool.Put(b)
	b.Reset()
	b.Write(p)
	out := answer{status: 200}
	out.raw = b.Bytes()
	own(&out)
	return &out
}
`,
  ),
  silent(
    'a copy is kept, the place gets another value, is worked with here, or the object is not put',
    `
package app

import (
	"bytes"
	"sync"
)

var pool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

type result struct {
	body []byte
	n    int
}

func g1(rows [][]byte) [][]byte {
	b := pool.Get().(*bytes.Buffer)
	defer pool.Put(b)
	var out [][]byte
	for _, r := range rows {
		b.Reset()
		b.Write(r)
		out = append(out, bytes.Clone(b.Bytes()))
	}
	return out
}

func g2(rows [][]byte) []byte {
	b := pool.Get().(*bytes.Buffer)
	defer pool.Put(b)
	var out []byte
	for _, r := range rows {
		b.Reset()
		b.Write(r)
		out = append(out, b.Bytes()...)
	}
	return out
}

func g3(p []byte) *result {
	b := pool.Get().(*bytes.Buffer)
	defer pool.Put(b)
	b.Reset()
	b.Write(p)
	r := &result{}
	r.body = b.Bytes()
	r.n = len(r.body)
	r.body = append([]byte(nil), r.body...)
	return r
}

func g4(p []byte, check func(*result) bool) int {
	b := pool.Get().(*bytes.Buffer)
	defer pool.Put(b)
	b.Reset()
	b.Write(p)
	r := &result{}
	r.body = b.Bytes()
	if check(r) {
		return 1
	}
	return r.n
}

func g5(p []byte) map[string]string {
	b := pool.Get().(*bytes.Buffer)
	defer pool.Put(b)
	b.Reset()
	b.Write(p)
	m := map[string]string{}
	m["a"] = string(b.Bytes())
	m["b"] = b.String()
	return m
}

func g7(p []byte) (r result, err error) {
	b := pool.Get().(*bytes.Buffer)
	defer pool.Put(b)
	b.Reset()
	b.Write(p)
	parts := map[string][]byte{}
	parts["x"] = b.Bytes()
	r.n = len(parts["x"])
	return r, nil
}

func g8(p []byte, keep bool) *result {
	b := pool.Get().(*bytes.Buffer)
	b.Reset()
	b.Write(p)
	r := &result{}
	if keep {
		r.body = b.Bytes()
		return r
	}
	pool.Put(b)
	return r
}

func g14(p []byte) *result {
	b := pool.Get().(*bytes.Buffer)
	b.Reset()
	b.Write(p)
	r := new(result)
	r.body = b.Bytes()
	b = new(bytes.Buffer)
	pool.Put(b)
	return r
}
`,
  ),
];
