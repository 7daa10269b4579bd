import { bad, type Example, silent } from '../rule.js';

const HEAD = `
package app

import (
	"bytes"
	"sync"
)

var bufs = sync.Pool{New: func() any { return new(bytes.Buffer) }}

type entry struct {
	key  string
	body []byte
}

type store struct {
	list  []*entry
	raw   [][]byte
	all   []byte
	last  *entry
	write func([]byte) error
}
`;

/** What is appended, and what stands in a literal. */
export const KEPT_EXAMPLES: readonly Example[] = [
  bad(`${HEAD}
func (s *store) Add(key string, fill func(*bytes.Buffer)) error {
	b := bufs.Get().(*bytes.Buffer)
	defer bufs.Put(b)
	b.Reset()
	fill(b)
	s.list = append(s.list, &entry{key: key, body: «b.Bytes()»})
	s.raw = append(s.raw, «b.Bytes()»)
	return s.write(b.Bytes())
}
`),
  silent(
    'a copy is kept, the place is emptied again before the Put, or lives no longer than the function',
    `${HEAD}
func (s *store) Spread(key string) {
	b := bufs.Get().(*bytes.Buffer)
	defer bufs.Put(b)
	b.Reset()
	b.WriteString(key)
	s.all = append(s.all, b.Bytes()...)
	s.list = append(s.list, &entry{key: b.String(), body: bytes.Clone(b.Bytes())})
	s.raw = append(s.raw, append([]byte(nil), b.Bytes()...))
}

func (s *store) Flushed(key string) error {
	b := bufs.Get().(*bytes.Buffer)
	b.Reset()
	b.WriteString(key)
	s.list = append(s.list, &entry{key: key, body: b.Bytes()})
	err := s.flush()
	bufs.Put(b)
	return err
}

func (s *store) flush() error {
	for _, e := range s.list {
		if err := s.write(e.body); err != nil {
			return err
		}
	}
	s.list = s.list[:0]
	return nil
}

func (s *store) Passing(key string) error {
	b := bufs.Get().(*bytes.Buffer)
	defer bufs.Put(b)
	b.Reset()
	b.WriteString(key)
	s.last = &entry{key: key, body: b.Bytes()}
	err := s.write(s.last.body)
	s.last = nil
	return err
}

func (s *store) Kept(key string, keep bool) {
	b := bufs.Get().(*bytes.Buffer)
	b.Reset()
	b.WriteString(key)
	if keep {
		s.list = append(s.list, &entry{key: key, body: b.Bytes()})
		return
	}
	bufs.Put(b)
}

func (s *store) Local(keys []string) (n int) {
	var list []*entry
	b := bufs.Get().(*bytes.Buffer)
	defer bufs.Put(b)
	b.Reset()
	for _, key := range keys {
		from := b.Len()
		b.WriteString(key)
		list = append(list, &entry{key: key, body: b.Bytes()[from:]})
	}
	for _, e := range list {
		n += len(e.body)
	}
	return n
}
`,
  ),
  bad(`
package app

import (
	"bytes"
	"sync"
)

var last *bytes.Buffer

func keep(b *bytes.Buffer) { last = b }

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func remember(s string) {
	b := buffers.Get().(*bytes.Buffer)
	b.WriteString(s)
	keep(«b»)
	b.Reset()
	buffers.Put(b)
}

type job struct{ buf []byte }

var all []*job

func (j *job) run() { all = append(all, j) }

var jobs = sync.Pool{New: func() any { return new(job) }}

func start() {
	j := jobs.Get().(*job)
	«j».run()
	j.buf = j.buf[:0]
	jobs.Put(j)
}
`),
  silent(
    'the variable of the package is emptied again, used by what is called, or gets a copy',
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
var current *conn

func (c *conn) reset()  { c.buf = c.buf[:0] }
func use(c *conn)       { current = c }
func unuse()            { current = nil }

func good2() {
	c := conns.Get().(*conn)
	use(c)
	unuse()
	conns.Put(c)
}
func good3(f func()) {
	c := conns.Get().(*conn)
	defer conns.Put(c)
	use(c)
	defer unuse()
	f()
}
func good5(all []int) {
	for range all {
		c := conns.Get().(*conn)
		use(c)
		work()
		conns.Put(c)
	}
	current = nil
}
func work() { current.reset() }
func good6() {
	c := conns.Get().(*conn)
	use(c)
	work()
	current = nil
	conns.Put(c)
}
func good7(b *bytes.Buffer) {
	c := conns.Get().(*conn)
	use(&conn{buf: append([]byte(nil), c.buf...)})
	conns.Put(c)
}
`,
  ),
];
