/** Examples of `pool/put-while-shared`: its tests and its documentation. */
import { bad, type Example, good, silent } from '../rule.js';

const pooled = (imports: readonly string[], code: string) => `package app

import (
${imports.map(i => `\t"${i}"\n`).join('')})

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}
${code}`;

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
  silent(
    'every path waits for the goroutine before the Put',
    pooled(
      ['bytes', 'context', 'sync'],
      `
func render(write func(*bytes.Buffer)) string {
	b := bufPool.Get().(*bytes.Buffer)
	defer bufPool.Put(b)
	b.Reset()
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		write(b)
	}()
	wg.Wait()
	return b.String()
}

func renderOr(ctx context.Context, write func(*bytes.Buffer)) string {
	b := bufPool.Get().(*bytes.Buffer)
	defer bufPool.Put(b)
	done := make(chan struct{})
	go func() {
		write(b)
		close(done)
	}()
	select {
	case <-done:
	case <-ctx.Done():
		<-done
	}
	return b.String()
}
`,
    ),
  ),
  silent(
    'a deferred call waits, and nobody knows whether before the Put',
    pooled(
      ['bytes', 'sync'],
      `
func render(write func(*bytes.Buffer)) {
	b := bufPool.Get().(*bytes.Buffer)
	defer bufPool.Put(b)
	var wg sync.WaitGroup
	defer wg.Wait()
	wg.Add(1)
	go func() {
		defer wg.Done()
		write(b)
	}()
}
`,
    ),
  ),
  silent(
    'the request has a copy of the data',
    pooled(
      ['bytes', 'net/http', 'sync'],
      `
func send(c *http.Client, url string, text string) error {
	b := bufPool.Get().(*bytes.Buffer)
	defer bufPool.Put(b)
	b.Reset()
	b.WriteString(text)
	resp, err := c.Post(url, "text/plain", bytes.NewReader(bytes.Clone(b.Bytes())))
	if err != nil {
		return err
	}
	return resp.Body.Close()
}
`,
    ),
  ),
  silent(
    'each path either starts the goroutine or puts',
    pooled(
      ['bytes', 'sync'],
      `
func flush(b *bytes.Buffer, later bool, write func(*bytes.Buffer)) {
	if later {
		go write(b)
		return
	}
	write(b)
	bufPool.Put(b)
}
`,
    ),
  ),
];
