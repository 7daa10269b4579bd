/** Examples of `pool/put-while-shared`: its tests and its documentation. */
import { bad, type Example, good } from '../rule.js';
import { PUT_WHILE_SHARED_SILENT, pooled } from './put-while-shared.silent.js';

export const PUT_WHILE_SHARED_EXAMPLES: readonly Example[] = [
  bad(`
package app

import (
	"bytes"
	"sync"
	"time"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func render(limit time.Duration, write func(*bytes.Buffer)) string {
	b := bufPool.Get().(*bytes.Buffer)
	defer bufPool.Put(b)
	b.Reset()
	done := make(chan struct{})
	«go func()» {
		defer close(done)
		write(b)
	}()
	select {
	case <-done:
		return b.String()
	case <-time.After(limit):
		return ""
	}
}
`),
  bad(`
package app

import (
	"bytes"
	"net/http"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func send(c *http.Client, url string, text string) error {
	b := bufPool.Get().(*bytes.Buffer)
	defer «bufPool.Put(b)»
	b.Reset()
	b.WriteString(text)
	req, err := http.NewRequest("POST", url, bytes.NewReader(b.Bytes()))
	if err != nil {
		return err
	}
	resp, err := c.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}
`),
  bad(`
package app

import "sync"

type event struct{ n int }

var events = sync.Pool{New: func() any { return new(event) }}

func publish(out chan<- *event, n int) {
	e := events.Get().(*event)
	e.n = n
	«out <- e»
	events.Put(e)
}
`),
  bad(`
package app

import "sync"

type event struct{ n int }

var events = sync.Pool{New: func() any { return new(event) }}

func count(n int) int {
	e := events.Get().(*event)
	e.n = n
	go func() { «events.Put(e)» }()
	e.n++
	return e.n
}
`),
  bad(`
package app

import "sync"

type event struct{ n int }

var events = sync.Pool{New: func() any { return new(event) }}

func handle(e *event) {}

func start(n int) {
	e := events.Get().(*event)
	e.n = n
	«go handle(e)»
	events.Put(e)
}
`),
  bad(`
package app

import (
	"bytes"
	"context"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func render(ctx context.Context, write func(*bytes.Buffer)) (string, error) {
	b := bufPool.Get().(*bytes.Buffer)
	defer bufPool.Put(b)
	b.Reset()
	done := make(chan struct{})
	«go func()» {
		write(b)
		close(done)
	}()
	select {
	case <-done:
		return b.String(), nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}
`),
  good(
    pooled(
      ['bytes', 'sync', 'time'],
      `
func render(limit time.Duration, write func(*bytes.Buffer)) string {
	b := bufPool.Get().(*bytes.Buffer)
	b.Reset()
	done := make(chan string, 1)
	go func() {
		defer bufPool.Put(b)
		write(b)
		done <- b.String()
	}()
	select {
	case s := <-done:
		return s
	case <-time.After(limit):
		return ""
	}
}
`,
    ),
  ),
  ...PUT_WHILE_SHARED_SILENT,
];
