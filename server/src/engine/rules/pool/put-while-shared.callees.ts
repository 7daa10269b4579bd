import { bad, silent } from '../rule.js';

/** Functions of the program that hand an object to another goroutine. */
export const PUT_WHILE_SHARED_CALLEES = [
  bad(`
package app

import (
	"bytes"
	"net"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

type message struct{ body []byte }

type conn struct {
	out chan message
	c   net.Conn
}

func (c *conn) send(body []byte)      { c.out <- message{body: body} }
func (c *conn) later(b *bytes.Buffer) { go c.c.Write(b.Bytes()) }

func (c *conn) hello(name string) {
	b := bufPool.Get().(*bytes.Buffer)
	defer bufPool.Put(b)
	b.Reset()
	b.WriteString(name)
	«c.send(b.Bytes())»
}

func (c *conn) bye() {
	b := bufPool.Get().(*bytes.Buffer)
	b.Reset()
	b.WriteString("bye")
	«c.later(b)»
	bufPool.Put(b)
}
`),
  bad(`
package app

import (
	"sync"
	"time"
)

type job struct{ n int }

var jobs = sync.Pool{New: func() any { return new(job) }}

func run(work func(*job), limit time.Duration) {
	j := jobs.Get().(*job)
	*j = job{}
	done := make(chan struct{})
	«go func()» {
		work(j)
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(limit):
	}
	jobs.Put(j)
}
`),
  silent(
    'the callee waits, copies, or hands the object on at times only and says so',
    `
package app

import (
	"bytes"
	"errors"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

type conn struct {
	out    chan []byte
	bufs   chan *bytes.Buffer
	done   chan struct{}
	closed bool
}

func (c *conn) call(body []byte) {
	c.out <- body
	<-c.done
}

func (c *conn) copied(body []byte) { c.out <- bytes.Clone(body) }

func (c *conn) try(b *bytes.Buffer) error {
	if c.closed {
		return errors.New("closed")
	}
	c.bufs <- b
	return nil
}

func (c *conn) hello(name string) {
	b := bufPool.Get().(*bytes.Buffer)
	defer bufPool.Put(b)
	b.Reset()
	b.WriteString(name)
	c.call(b.Bytes())
	c.copied(b.Bytes())
}

func (c *conn) bye() {
	b := bufPool.Get().(*bytes.Buffer)
	b.Reset()
	if err := c.try(b); err != nil {
		bufPool.Put(b)
	}
}
`,
  ),
];
