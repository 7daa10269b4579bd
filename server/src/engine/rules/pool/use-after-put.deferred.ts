import { bad, silent } from '../rule.js';

/** Uses in deferred function literals, which run before what was deferred earlier, and after what was deferred later. */
export const DEFERRED_EXAMPLES = [
  bad(`
package app

import (
	"io"
	"sync"
)

type buffer struct {
	data []byte
	n    int
}

var buffers = sync.Pool{New: func() any { return &buffer{data: make([]byte, 4096)} }}

type stats interface{ Observe(int) }

func Copy(dst io.Writer, src io.Reader, s stats) error {
	b := buffers.Get().(*buffer)
	b.n = 0
	defer func() {
		s.Observe(«b».n)
	}()
	defer buffers.Put(b)
	n, err := src.Read(b.data)
	b.n = n
	if err != nil {
		return err
	}
	_, err = dst.Write(b.data[:n])
	return err
}

func First(src io.Reader, s stats) (byte, error) {
	b := buffers.Get().(*buffer)
	defer func() { s.Observe(«b».n) }()
	var err error
	b.n, err = io.ReadFull(src, b.data[:1])
	c := b.data[0]
	buffers.Put(b)
	return c, err
}
`),
  silent(
    'the literal runs before the Put, asks first, or has another object by then',
    `
package app

import (
	"io"
	"sync"
)

type buffer struct {
	data []byte
	n    int
}

var buffers = sync.Pool{New: func() any { return &buffer{data: make([]byte, 4096)} }}

type stats interface{ Observe(int) }

func Copy(dst io.Writer, src io.Reader, s stats) error {
	b := buffers.Get().(*buffer)
	defer buffers.Put(b)
	defer func() { s.Observe(b.n) }()
	b.n, _ = src.Read(b.data)
	_, err := dst.Write(b.data[:b.n])
	return err
}

func First(src io.Reader, s stats) (byte, error) {
	b := buffers.Get().(*buffer)
	done := false
	defer func() {
		if !done {
			s.Observe(b.n)
			buffers.Put(b)
		}
	}()
	if _, err := io.ReadFull(src, b.data[:1]); err != nil {
		return 0, err
	}
	c := b.data[0]
	buffers.Put(b)
	done = true
	return c, nil
}

func Last(src io.Reader, s stats) byte {
	b := buffers.Get().(*buffer)
	defer func() { s.Observe(b.n) }()
	n, _ := src.Read(b.data)
	c := b.data[n-1]
	buffers.Put(b)
	b = &buffer{n: n}
	return c
}
`,
  ),
];
