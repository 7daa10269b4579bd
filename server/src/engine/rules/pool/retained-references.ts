import { messages } from '../../base/message.js';
import { readPoolFlows } from '../../go/flow/file-pools.js';
import { bad, good, rule, silent } from '../rule.js';

const say = messages('pool/retained-references', {
  cut: 'This only shortens `{name}`: while it is in the pool, its array keeps all old elements alive.\nEmpty it first: `clear({name})`.',
  stepPut: 'It is put here.',
});

export default rule({
  id: 'pool/retained-references',
  messages: say,
  severity: 'hint',
  since: '0.1.0',
  summary: 'A slice of pointers is shortened, not cleared, before it goes to a pool',
  inTests: false,
  docs: {
    what: 'A slice of pointers, interfaces, or structs that hold them, which is cut to `[:0]` before the object that holds it is put into a `sync.Pool`.',
    why: '`x[:0]` changes the length. The array behind it still refers to every old element, so the collector keeps them, and what they refer to, as long as the object is in the pool.',
    fix: '`clear(x)` (Go 1.21) before `x = x[:0]`; below, set each element to nil in a loop.',
    limits:
      'Silent for elements without pointers, such as bytes, numbers and strings, for functions that clear, reset or range over the slice, and where the slice is cut after the `Get`.',
    sources: ['https://github.com/erigontech/erigon/pull/22410', 'https://github.com/redis/go-redis/pull/3850'],
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
  ],
  checks: {
    *go({ file, workspace, report }) {
      const typed = workspace.typed(file.path);
      if (!typed) return;
      for (const { offset, parked } of yield* readPoolFlows(file, typed)) {
        for (const { kind, span, by, name } of parked) {
          if (kind !== 'references') continue;
          report({ span, message: say.cut({ name }), steps: [{ span: by, message: say.stepPut }] }, offset);
        }
      }
    },
  },
});
