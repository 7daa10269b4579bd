/** Examples of `pool/missing-put`: its tests and its documentation. */
import { bad, type Example, good, silent } from '../rule.js';
import { MISSING_PUT_SILENT } from './missing-put.silent.js';

export const MISSING_PUT_EXAMPLES: readonly Example[] = [
  bad(`
package app

import (
	"bytes"
	"errors"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func store(p []byte, write func([]byte) error) error {
	b := bufPool.Get().(*bytes.Buffer)
	b.Reset()
	b.Write(p)
	if b.Len() > 1024 {
		«return errors.New("too large")»
	}
	err := write(b.Bytes())
	bufPool.Put(b)
	return err
}
`),
  bad(`
package app

import (
	"io"
	"sync"
)

var chunks = sync.Pool{New: func() any { b := make([]byte, 32<<10); return &b }}

func pipe(dst io.Writer, src io.Reader) (int64, error) {
	bp := «chunks.Get()».(*[]byte)
	return io.CopyBuffer(dst, src, *bp)
}
`),
  bad(`
package app

import (
	"bytes"
	"encoding/json"
	"sync"
)

type client struct {
	bufs sync.Pool
	send func([]byte) error
}

func (c *client) post(doc any) error {
	buf, _ := c.bufs.Get().(*bytes.Buffer)
	if buf == nil {
		buf = new(bytes.Buffer)
	}
	buf.Reset()
	if err := json.NewEncoder(buf).Encode(doc); err != nil {
		«return err»
	}
	err := c.send(buf.Bytes())
	if buf.Cap() < 1<<20 {
		c.bufs.Put(buf)
	}
	return err
}
`),
  bad(`
package app

import (
	"net"
	"sync"
)

type server struct {
	buffers *sync.Pool
	in      chan *[]byte
}

func newServer() *server {
	return &server{
		buffers: &sync.Pool{New: func() any { b := make([]byte, 8192); return &b }},
		in:      make(chan *[]byte, 100),
	}
}

func (s *server) serve(conn net.Conn) {
	for {
		buf := s.buffers.Get().(*[]byte)
		n, err := conn.Read(*buf)
		if err != nil {
			«return»
		}
		if n < 4 {
			continue
		}
		s.in <- buf
	}
}

func (s *server) work() {
	for buf := range s.in {
		s.buffers.Put(buf)
	}
}
`),
  bad(`
package app

import (
	"io"
	"sync"
)

var chunks = sync.Pool{New: func() any { b := make([]byte, 32<<10); return &b }}

func pipe(dst io.Writer, src io.Reader) (int64, error) {
	bp := chunks.Get().(*[]byte)
	defer chunks.Put(bp)
	return io.CopyBuffer(dst, src, *bp)
}

func discard(src io.Reader) (int64, error) {
	bp := «chunks.Get()».(*[]byte)
	return io.CopyBuffer(io.Discard, src, *bp)
}
`),
  bad(`
package app

import (
	"bytes"
	"encoding/json"
	"io"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func encode(v any) (*bytes.Buffer, error) {
	b := bufPool.Get().(*bytes.Buffer)
	b.Reset()
	return b, json.NewEncoder(b).Encode(v)
}

func send(w io.Writer, v any) error {
	b, err := encode(v)
	if err != nil {
		«return err»
	}
	_, err = w.Write(b.Bytes())
	bufPool.Put(b)
	return err
}
`),
  silent(
    'the error comes without an object, or the caller puts beside it',
    `
package app

import (
	"bytes"
	"encoding/json"
	"io"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func encode(v any) (*bytes.Buffer, error) {
	b := bufPool.Get().(*bytes.Buffer)
	b.Reset()
	return b, json.NewEncoder(b).Encode(v)
}

func some(v any) (*bytes.Buffer, error) {
	if v == nil {
		return new(bytes.Buffer), io.EOF
	}
	b := bufPool.Get().(*bytes.Buffer)
	b.Reset()
	return b, json.NewEncoder(b).Encode(v)
}

func send(w io.Writer, v any) error {
	b, err := encode(v)
	if err != nil {
		bufPool.Put(b)
		return err
	}
	_, err = w.Write(b.Bytes())
	bufPool.Put(b)
	return err
}

func sendSome(w io.Writer, v any) error {
	b, err := some(v)
	if err == io.EOF {
		return err
	}
	_, err = w.Write(b.Bytes())
	bufPool.Put(b)
	return err
}
`,
  ),
  good(`
package app

import (
	"bytes"
	"errors"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func store(p []byte, write func([]byte) error) error {
	b := bufPool.Get().(*bytes.Buffer)
	defer bufPool.Put(b)
	b.Reset()
	b.Write(p)
	if b.Len() > 1024 {
		return errors.New("too large")
	}
	return write(b.Bytes())
}
`),
  ...MISSING_PUT_SILENT,
];
