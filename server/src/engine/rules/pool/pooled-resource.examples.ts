/** Examples of `pool/pooled-resource`: its tests and its documentation. */
import { bad, type Example, good, silent } from '../rule.js';
import { OPENED_AFTER_GET_EXAMPLES } from './pooled-resource.opened.js';

export const POOLED_RESOURCE_EXAMPLES: readonly Example[] = [
  bad(`
package app

import (
	"net"
	"sync"
)

var conns = sync.Pool{New: func() any {
	c, err := «net.Dial("tcp", "db:5432")»
	if err != nil {
		return nil
	}
	return c
}}

type worker struct{ jobs chan func() }

func newWorker() *worker {
	return &worker{jobs: make(chan func())}
}

var workers = sync.Pool{New: func() any {
	w := newWorker()
	«go func() {
		for job := range w.jobs {
			job()
		}
	}()»
	return w
}}
`),
  bad(`
package app

import (
	"os"
	"sync"
)

type file struct{ f *os.File }

func open(path string) *file {
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	return &file{f}
}

func newReaders(path string) *sync.Pool {
	return &sync.Pool{New: func() any { return «open(path)» }}
}
`),
  bad(`
package app

import "sync"

type worker struct{ jobs chan func() }

func newWorker() any {
	w := &worker{jobs: make(chan func())}
	go w.run()
	return w
}

func (w *worker) run() {
	for job := range w.jobs {
		job()
	}
}

var workers = sync.Pool{New: «newWorker»}
`),
  bad(`
package app

import (
	"net"
	"sync"
)

type proxy struct{ conns sync.Pool }

func newProxy(addr string) *proxy {
	p := &proxy{}
	p.conns.New = func() any {
		c, _ := «net.Dial("tcp", addr)»
		return c
	}
	return p
}
`),
  ...OPENED_AFTER_GET_EXAMPLES,
  good(`
package app

import "os"

type reader struct{ f *os.File }

func open(path string) (*reader, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return &reader{f}, nil
}

func (r *reader) at(off int64, p []byte) (int, error) { return r.f.ReadAt(p, off) }
func (r *reader) Close() error                        { return r.f.Close() }
`),
  silent(
    'what is opened is closed again, and only what was read stays',
    `
package app

import (
	"io"
	"net"
	"os"
	"sync"
)

func load(path string) []byte {
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer f.Close()
	b, _ := io.ReadAll(f)
	return b
}

type page struct{ text []byte }

var pages = sync.Pool{New: func() any { return &page{text: load("page.html")} }}

var idle sync.Pool

func send(addr string, p []byte) error {
	c, _ := idle.Get().(net.Conn)
	if c == nil {
		var err error
		if c, err = net.Dial("tcp", addr); err != nil {
			return err
		}
	}
	defer c.Close()
	_, err := c.Write(p)
	return err
}

var texts sync.Pool

func text(path string) (*page, error) {
	if p, ok := texts.Get().(*page); ok {
		return p, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	b, err := io.ReadAll(f)
	return &page{text: b}, err
}

func drop(p *page) { texts.Put(p) }
`,
  ),
  silent(
    'it is opened later, once for all, or a cleanup closes it; the goroutine ends',
    `
package app

import (
	"io"
	"net"
	"os"
	"runtime"
	"sync"
)

type client struct{ dial func() (net.Conn, error) }

var clients = sync.Pool{New: func() any {
	return &client{dial: func() (net.Conn, error) { return net.Dial("tcp", "db:5432") }}
}}

var null *os.File

func sink() io.Writer {
	if null == nil {
		null, _ = os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	}
	return null
}

type printer struct{ to io.Writer }

var printers = sync.Pool{New: func() any { return &printer{sink()} }}

type worker struct{ jobs chan func() }

func (w *worker) end() { close(w.jobs) }

var workers = sync.Pool{New: func() any {
	w := &worker{jobs: make(chan func())}
	jobs := w.jobs
	go func() {
		for job := range jobs {
			job()
		}
	}()
	runtime.SetFinalizer(w, (*worker).end)
	return w
}}

type page struct {
	mu   sync.Mutex
	text []byte
}

func (p *page) warm() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.text = make([]byte, 4096)
}

var pages = sync.Pool{New: func() any {
	p := &page{}
	go p.warm()
	return p
}}
`,
  ),
];
