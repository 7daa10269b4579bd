import { bad, silent } from '../rule.js';

/** Readers over pooled memory, and what reads from them later. */
export const READER_EXAMPLES = [
  bad(`
package app

import (
	"bufio"
	"bytes"
	"net/http"
	"sync"
)

var bufs = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func Cached(item []byte, req *http.Request) (*http.Response, error) {
	buf := bufs.Get().(*bytes.Buffer)
	defer func() {
		buf.Reset()
		bufs.Put(buf)
	}()
	buf.Write(item)
	resp, err := http.ReadResponse(bufio.NewReader(buf), req)
	if err != nil {
		return nil, err
	}
	return «resp», nil
}

func Lines(text []byte) *bufio.Scanner {
	buf := bufs.Get().(*bytes.Buffer)
	defer bufs.Put(buf)
	buf.Reset()
	buf.Write(text)
	return «bufio.NewScanner(buf)»
}
`),
  silent(
    'the body was read before, and only a number is returned',
    `
package app

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"sync"
)

var readers = sync.Pool{New: func() any { return bufio.NewReader(nil) }}

func Answer(conn io.Reader, req *http.Request) (*http.Response, error) {
	br := readers.Get().(*bufio.Reader)
	defer readers.Put(br)
	br.Reset(conn)
	resp, err := http.ReadResponse(br, req)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(resp.Body)
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, err
}

func Status(conn io.Reader) (int, error) {
	br := readers.Get().(*bufio.Reader)
	br.Reset(conn)
	resp, err := http.ReadResponse(br, nil)
	br.Reset(nil)
	readers.Put(br)
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}
`,
  ),
];
