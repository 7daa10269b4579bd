import { messages } from '../../base/message.js';
import { readPoolFlows } from '../../go/flow/file-pools.js';
import { MethodTexts } from '../../go/flow/package-text.js';
import { bad, good, rule, silent } from '../rule.js';
import { KEPT_FIELD_EXAMPLES } from './retained-references.fields.js';

const say = messages('pool/retained-references', {
  cut: 'This only shortens `{name}`: while it is in the pool, its array keeps all old elements alive.\nEmpty it first: `clear({name})`.',
  stepPut: 'It is put here.',
  attached:
    '`{name}` still refers to what it was reset to, which stays alive while `{name}` is in the pool.\nLet go of it before the `Put`: `{name}.Reset(nil)`.',
  stepAttached: 'It is reset to this here.',
  kept: '`{name}` keeps what this call was about alive while the object is in the pool.\nLet go of it before the `Put`: `{name} = nil`.',
  stepKept: 'It is set here.',
});

export default rule({
  id: 'pool/retained-references',
  messages: say,
  severity: 'hint',
  since: '0.1.0',
  summary: 'An object goes to a pool with references to what nobody else needs',
  inTests: false,
  docs: {
    what: 'A slice of pointers, interfaces, or structs that hold them, which is cut to `[:0]` before the object that holds it is put into a `sync.Pool`. And a reader or writer (`bufio`, `compress`) that is put while it still has what it was reset to, and a struct with a field that still has the request, the response, the connection or the context that a caller gave.',
    why: '`x[:0]` changes the length. The array behind it still refers to every old element, so the collector keeps them, and what they refer to, as long as the object is in the pool. A `gzip.Writer` refers to the response that it wrote to, also after `Close`; net/http resets its own to nil before it puts them.',
    fix: '`clear(x)` (Go 1.21) before `x = x[:0]`; below, set each element to nil in a loop. `w.Reset(nil)` before the `Put`.',
    limits:
      'Silent for elements without pointers, such as bytes, numbers and strings, for functions that clear or reset the slice or look after its elements in a loop, and where the slice is cut after the `Get`. Silent where a function of the program that gets the object may clear or reset it; of fields with a request or a connection, where anything in the package sets the field to nil or the whole struct anew, where its type has a method that is named for it, and for exported fields of exported types.',
    sources: [
      'src/net/http/server.go (putBufioWriter)',
      'https://github.com/erigontech/erigon/pull/22410',
      'https://github.com/redis/go-redis/pull/3850',
    ],
  },
  examples: [
    bad(`
package app

import "sync"

type Task struct{ payload [1 << 20]byte }

type queue struct{ tasks []*Task }

var queues = sync.Pool{New: func() any { return new(queue) }}

func Drain(ts []*Task) int {
	q := queues.Get().(*queue)
	q.tasks = append(q.tasks, ts...)
	n := len(q.tasks)
	«q.tasks = q.tasks[:0]»
	queues.Put(q)
	return n
}
`),
    bad(`
package app

import (
	"compress/gzip"
	"io"
	"net/http"
	"sync"
)

var zippers = sync.Pool{New: func() any { return gzip.NewWriter(io.Discard) }}

func Compressed(w http.ResponseWriter, body []byte) error {
	zw := zippers.Get().(*gzip.Writer)
	zw.Reset(w)
	defer «zippers.Put(zw)»
	if _, err := zw.Write(body); err != nil {
		return err
	}
	return zw.Close()
}
`),
    bad(`
package app

import "sync"

type Task struct {
	payload [1 << 20]byte
	f       func()
}

var batches = sync.Pool{New: func() any { return new([]*Task) }}

func RunAll(ts []*Task) {
	batch := batches.Get().(*[]*Task)
	*batch = append(*batch, ts...)
	for _, t := range *batch {
		t.f()
	}
	«*batch = (*batch)[:0]»
	batches.Put(batch)
}
`),
    good(`
package app

import (
	"bufio"
	"io"
	"sync"
)

var readers = sync.Pool{New: func() any { return bufio.NewReader(nil) }}

func First(r io.Reader) (byte, error) {
	br := readers.Get().(*bufio.Reader)
	br.Reset(r)
	b, err := br.ReadByte()
	br.Reset(nil)
	readers.Put(br)
	return b, err
}
`),
    good(`
package app

import "sync"

type Task struct{ payload [1 << 20]byte }

type queue struct{ tasks []*Task }

var queues = sync.Pool{New: func() any { return new(queue) }}

func Drain(ts []*Task) int {
	q := queues.Get().(*queue)
	q.tasks = append(q.tasks, ts...)
	n := len(q.tasks)
	clear(q.tasks)
	q.tasks = q.tasks[:0]
	queues.Put(q)
	return n
}
`),
    silent(
      'the elements refer to nothing, or somebody looks after them',
      `
package app

import "sync"

type batch struct {
	sizes []int
	names []string
	jobs  []*job
}

type job struct{ done bool }

var batches = sync.Pool{New: func() any { return new(batch) }}
var jobs = sync.Pool{New: func() any { return new(job) }}

func Sizes(n int) int {
	b := batches.Get().(*batch)
	b.sizes = append(b.sizes, n)
	b.names = append(b.names, "x")
	total := len(b.sizes)
	b.sizes = b.sizes[:0]
	b.names = b.names[:0]
	batches.Put(b)
	return total
}

func Release(b *batch) {
	for i, j := range b.jobs {
		jobs.Put(j)
		b.jobs[i] = nil
	}
	b.jobs = b.jobs[:0]
	batches.Put(b)
}

func Fill(js []*job, run func([]*job)) {
	b := batches.Get().(*batch)
	b.jobs = append(b.jobs[:0], js...)
	run(b.jobs)
	b.jobs = nil
	batches.Put(b)
}
`,
    ),
    silent(
      'another function may let go of it',
      `
package app

import (
	"bufio"
	"io"
	"sync"
)

var readers = sync.Pool{New: func() any { return bufio.NewReader(nil) }}

func detach(br *bufio.Reader) { br.Reset(nil) }

func First(r io.Reader) (byte, error) {
	br := readers.Get().(*bufio.Reader)
	br.Reset(r)
	b, err := br.ReadByte()
	detach(br)
	readers.Put(br)
	return b, err
}

func Second(r io.Reader) (byte, error) {
	br := readers.Get().(*bufio.Reader)
	br.Reset(r)
	b, err := br.ReadByte()
	*br = bufio.Reader{}
	readers.Put(br)
	return b, err
}

type Task struct{ payload [1 << 20]byte }

type queue struct{ tasks []*Task }

var queues = sync.Pool{New: func() any { return new(queue) }}

func (q *queue) each(f func(*Task)) {
	for i, t := range q.tasks {
		f(t)
		q.tasks[i] = nil
	}
}

func Run(ts []*Task, f func(*Task)) {
	q := queues.Get().(*queue)
	q.tasks = append(q.tasks, ts...)
	q.each(f)
	q.tasks = q.tasks[:0]
	queues.Put(q)
}
`,
    ),
    ...KEPT_FIELD_EXAMPLES,
  ],
  checks: {
    *code({ file, workspace, report }) {
      const typed = workspace.typed(file.path);
      if (!typed) return;
      const methods = new MethodTexts(typed.source);
      for (const { offset, parked } of yield* readPoolFlows(file, typed)) {
        for (const { kind, span, by, name, of } of parked) {
          if (of && !methods.letsGo(of.type, of.field))
            report({ span, message: say.kept({ name }), steps: [{ span: by, message: say.stepKept }] }, offset);
          if (kind === 'references') report({ span, message: say.cut({ name }), steps: [{ span: by, message: say.stepPut }] }, offset);
          else if (kind === 'destination') {
            report({ span, message: say.attached({ name }), steps: [{ span: by, message: say.stepAttached }] }, offset);
          }
        }
      }
    },
  },
});
