import { bad, silent } from '../rule.js';

/** Methods that start goroutines, and what nobody waits for. */
export const PUT_WHILE_SHARED_WAITS = [
  bad(`
package app

import "sync"

type conn struct {
	buf  []byte
	done chan struct{}
}

var conns = sync.Pool{New: func() any { return &conn{done: make(chan struct{})} }}
var pending chan *conn

func (c *conn) start() { go c.loop() }
func (c *conn) loop()  { c.buf = append(c.buf, 1); c.done <- struct{}{} }
func (c *conn) offer() { pending <- c }

func bad1() {
	c := conns.Get().(*conn)
	«c.start()»
	conns.Put(c)
}
func bad2() {
	c := conns.Get().(*conn)
	defer conns.Put(c)
	«c.offer()»
}
`),
  silent(
    'it waits for the goroutine of the method',
    `
package app

import (
	"bytes"
	"sync"
)

type conn struct {
	buf  []byte
	done chan struct{}
}

var conns = sync.Pool{New: func() any { return &conn{done: make(chan struct{})} }}
var pending chan *conn

func (c *conn) start()  { go c.loop() }
func (c *conn) loop()   { c.buf = append(c.buf, 1); c.done <- struct{}{} }
func (c *conn) wait()   { <-c.done }
func (c *conn) offer()  { pending <- c }
func startAndWait(c *conn) { c.start(); c.wait() }

func good1() {
	c := conns.Get().(*conn)
	c.start()
	c.wait()
	conns.Put(c)
}
func good4() {
	c := conns.Get().(*conn)
	startAndWait(c)
	conns.Put(c)
}
`,
  ),
  bad(`
package app

import (
	"bytes"
	"io"
	"net/http"
	"sync"
)

var pool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func post(c *http.Client, url string) error {
	b := pool.Get().(*bytes.Buffer)
	defer «pool.Put(b)»
	b.Reset()
	b.WriteString(url)
	req, err := http.NewRequest("POST", url, io.NopCloser(b))
	if err != nil {
		return err
	}
	resp, err := c.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func within(f func([]byte) error, stop chan struct{}) error {
	b := pool.Get().(*bytes.Buffer)
	defer pool.Put(b)
	errc := make(chan error, 1)
	«go func()» { errc <- f(b.Bytes()) }()
	select {
	case err := <-errc:
		return err
	case <-stop:
		return nil
	}
}
`),
  silent(
    'it waits for the goroutine, or leaves the object to it',
    `
package app

import (
	"bytes"
	"sync"
)

var pool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func g9(f func([]byte) error, stop chan struct{}) error {
	b := pool.Get().(*bytes.Buffer)
	errc := make(chan error, 1)
	go func() { errc <- f(b.Bytes()) }()
	select {
	case err := <-errc:
		pool.Put(b)
		return err
	case <-stop:
		return nil
	}
}

func g10(f func([]byte) error, done chan struct{}) {
	b := pool.Get().(*bytes.Buffer)
	defer pool.Put(b)
	go func() { f(b.Bytes()); close(done) }()
	<-done
}

func g11(f func([]byte), done chan struct{}) {
	b := pool.Get().(*bytes.Buffer)
	defer pool.Put(b)
	go func() { f(b.Bytes()); done <- struct{}{} }()
	select {
	case <-done:
	}
}

func start(f func([]byte), b []byte, done chan struct{}) {
	go func() { f(b); done <- struct{}{} }()
}

func g12(f func([]byte), done chan struct{}) {
	b := pool.Get().(*bytes.Buffer)
	defer pool.Put(b)
	start(f, b.Bytes(), done)
	select {
	case <-done:
	}
}
`,
  ),
];
