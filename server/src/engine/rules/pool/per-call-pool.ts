import { messages } from '../../base/message.js';
import { readPoolFlows } from '../../go/flow/file-pools.js';
import { bad, good, rule, silent } from '../rule.js';

const say = messages('pool/per-call-pool', {
  local:
    'Each call makes its own `{name}`, so `Get` never finds what another call has put.\nMake the pool once: as a variable of the package, or a field of what lives long.',
  loop: '`{name}` serves one loop of one call, with one object at a time. A variable declared before the loop does the same.\nDeclare the object before the loop, or the pool at package level.',
});

export default rule({
  id: 'pool/per-call-pool',
  messages: say,
  severity: 'warning',
  otherSeverities: { hint: 'a loop of the call takes again what it has put' },
  since: '0.1.0',
  summary: 'A pool that each call makes for itself never gives anything back',
  inTests: false,
  docs: {
    what: 'A `sync.Pool` in a local variable that the function makes, or has made by a function that makes one each time, and uses for itself, outside of function literals. Where one loop takes and puts one object after the other, as a hint: a variable is enough.',
    why: 'The pool ends with the call. `New` runs each time, and the pool itself is one more allocation: three for each call in a run, and none is ever saved.',
    fix: 'Declare the pool at package level, or in a struct that many calls share.',
    limits:
      'Silent when a function literal or anybody else uses the pool, when a loop takes several objects, and in `main`, `init` and tests.',
    sources: ['go-facts §5, M15'],
  },
  examples: [
    bad(`
package app

import (
	"bytes"
	"fmt"
	"net/http"
	"sync"
)

func Hello(w http.ResponseWriter, r *http.Request) {
	«pool» := sync.Pool{New: func() any { return new(bytes.Buffer) }}
	b := pool.Get().(*bytes.Buffer)
	defer pool.Put(b)
	b.Reset()
	fmt.Fprintf(b, "hello %s", r.URL.Path)
	w.Write(b.Bytes())
}
`),
    good(`
package app

import (
	"bytes"
	"fmt"
	"net/http"
	"sync"
)

var pool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func Hello(w http.ResponseWriter, r *http.Request) {
	b := pool.Get().(*bytes.Buffer)
	defer pool.Put(b)
	b.Reset()
	fmt.Fprintf(b, "hello %s", r.URL.Path)
	w.Write(b.Bytes())
}
`),
    bad(`
package app

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"sync"
)

func gzipPool(level int) *sync.Pool {
	return &sync.Pool{New: func() any {
		w, _ := gzip.NewWriterLevel(io.Discard, level)
		return w
	}}
}

func Count(r io.Reader) int64 {
	«pool» := &sync.Pool{New: func() any { return new(bytes.Buffer) }}
	b := pool.Get().(*bytes.Buffer)
	defer func() {
		b.Reset()
		pool.Put(b)
	}()
	n, _ := b.ReadFrom(r)
	return n
}

func Serve(w http.ResponseWriter, r *http.Request) {
	«pool» := gzipPool(6)
	zw := pool.Get().(*gzip.Writer)
	zw.Reset(w)
	io.Copy(zw, r.Body)
	zw.Close()
	zw.Reset(nil)
	pool.Put(zw)
}
`),
    bad(`
package app

import (
	"bytes"
	"sync"
)

func Each(names []string, write func(string)) {
	«pool» := sync.Pool{New: func() any { return new(bytes.Buffer) }}
	for _, name := range names {
		b := pool.Get().(*bytes.Buffer)
		b.Reset()
		b.WriteString(name)
		write(b.String())
		pool.Put(b)
	}
}

func Once(name string) string {
	var «pool» sync.Pool
	pool.New = func() any { return new(bytes.Buffer) }
	b := pool.Get().(*bytes.Buffer)
	defer pool.Put(b)
	b.Reset()
	b.WriteString(name)
	return b.String()
}
`),
    silent(
      'a call takes several objects of the pool, or it lives on',
      `
package app

import (
	"bytes"
	"sync"
)

func Pairs(names []string, write func(a, b string)) {
	pool := sync.Pool{New: func() any { return new(bytes.Buffer) }}
	for _, name := range names {
		a := pool.Get().(*bytes.Buffer)
		b := pool.Get().(*bytes.Buffer)
		a.Reset()
		b.Reset()
		a.WriteString(name)
		b.WriteByte(name[0])
		write(a.String(), b.String())
		pool.Put(a)
		pool.Put(b)
	}
}

func Started(names []string, write func(string)) {
	pool := sync.Pool{New: func() any { return new(bytes.Buffer) }}
	for _, name := range names {
		b := pool.Get().(*bytes.Buffer)
		b.Reset()
		go func() {
			b.WriteString(name)
			write(b.String())
			pool.Put(b)
		}()
	}
}

func Again(names []string, write func(string)) {
	pool := sync.Pool{New: func() any { return new(bytes.Buffer) }}
	each := func(name string) {
		b := pool.Get().(*bytes.Buffer)
		defer func() { pool.Put(b) }()
		b.Reset()
		b.WriteString(name)
		write(b.String())
	}
	for _, name := range names {
		each(name)
	}
}

func Handler() func(string) string {
	pool := &sync.Pool{New: func() any { return new(bytes.Buffer) }}
	return func(name string) string {
		b := pool.Get().(*bytes.Buffer)
		defer pool.Put(b)
		b.Reset()
		b.WriteString(name)
		return b.String()
	}
}

func Filled() *sync.Pool {
	pool := &sync.Pool{New: func() any { return new(bytes.Buffer) }}
	pool.Put(new(bytes.Buffer))
	return pool
}
`,
    ),
  ],
  checks: {
    *code({ file, workspace, report }) {
      const typed = workspace.typed(file.path);
      if (!typed) return;
      for (const { offset, shortLived } of yield* readPoolFlows(file, typed))
        for (const { span, name, isOfLoop } of shortLived)
          report({ span, ...(isOfLoop ? { message: say.loop({ name }), severity: 'hint' } : { message: say.local({ name }) }) }, offset);
    },
  },
});
