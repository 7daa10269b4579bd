import { messages } from '../../base/message.js';
import { readOpeningPools } from '../../go/flow/pool-makers.js';
import { bad, good, rule, silent } from '../rule.js';

const say = messages('pool/pooled-resource', {
  opened:
    'The pool drops what `{callee}` opens here, and closes nothing. Objects in a `sync.Pool` may vanish at any collection.\nShare one, or keep them in a list of your own that closes them.',
  started:
    'The pool drops the object that this goroutine belongs to, and nobody ends the goroutine.\nStart it where somebody stops it, or keep such objects in a list of your own.',
});

export default rule({
  id: 'pool/pooled-resource',
  messages: say,
  severity: 'warning',
  since: '0.1.0',
  summary: 'A sync.Pool holds what must be closed',
  inTests: false,
  docs: {
    what: 'A pool whose `New`, or whoever gets nothing from it, opens a file, a connection or a database, or starts a goroutine that loops on, itself or by a function of the program that it calls.',
    why: 'A pool is emptied by the garbage collector: objects that are not used for two collections vanish, and no `Close` is called. Files and network connections stay open until a finalizer runs, databases and goroutines for ever. And `New` opens another whenever the pool is empty, without a limit. Measured: 100 uses between collections opened 100 files, and the pool closed none.',
    fix: 'Most such things can be shared: `*sql.DB`, `*http.Client`, `*os.File` with `ReadAt`. Otherwise keep them in a channel or a list that has a limit and closes what it drops.',
    limits:
      'Silent where the function that opens also closes or sets a finalizer, for what a function literal opens later, for goroutines that end by themselves, for a `New` that calls a method to make the object, and where more than one function is in between.',
    sources: ['src/sync/pool.go (poolCleanup)', 'go-facts §5 M18'],
  },
  examples: [
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
    bad(`
package app

import (
	"net"
	"os"
	"sync"
)

type reader struct {
	name string
	pool sync.Pool
}

func (r *reader) handle() (*os.File, error) {
	if f, ok := r.pool.Get().(*os.File); ok {
		return f, nil
	}
	return «os.Open(r.name)»
}

func (r *reader) ReadAt(p []byte, off int64) (int, error) {
	f, err := r.handle()
	if err != nil {
		return 0, err
	}
	defer r.pool.Put(f)
	return f.ReadAt(p, off)
}

var idle sync.Pool

func Send(addr string, p []byte) error {
	c, _ := idle.Get().(net.Conn)
	if c == nil {
		var err error
		if c, err = «net.Dial("tcp", addr)»; err != nil {
			return err
		}
	}
	defer idle.Put(c)
	_, err := c.Write(p)
	return err
}
`),
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
  ],
  checks: {
    *code({ file, workspace, report }) {
      const typed = workspace.typed(file.path);
      if (!typed) return;
      for (const { offset, span, callee } of yield* readOpeningPools(file, typed))
        report({ span, message: callee === undefined ? say.started : say.opened({ callee }) }, offset);
    },
  },
});
