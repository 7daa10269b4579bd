/** Examples of `pool/new-missing`: its tests and its documentation. */
import { bad, type Example } from '../rule.js';

export const NEW_MISSING_EXAMPLES: readonly Example[] = [
  bad(
    `
package app

import (
	"bytes"
	"sync"
)

var bufPool sync.Pool

func get() *bytes.Buffer {
	return «bufPool.Get().(*bytes.Buffer)»
}
`,
    `
package app

import (
	"bytes"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func get() *bytes.Buffer {
	return bufPool.Get().(*bytes.Buffer)
}
`,
  ),
  bad(`
package app

import "sync"

type job struct{}

type server struct {
	jobs sync.Pool
}

func (s *server) next() *job {
	j := «s.jobs.Get().(*job)»
	return j
}
`),
  bad(`
-- pool.go --
package app

import "sync"

var jobs = sync.Pool{}
-- job.go --
package app

type job struct{}

func next() *job {
	return «jobs.Get().(*job)»
}
`),
  bad(`
package app

import "sync"

func local() *int {
	var p sync.Pool
	return «p.Get().(*int)»
}
`),
  bad(
    `
package app

import (
	"bytes"
	"sync"
)

var bufPool = sync.Pool{}

func write(s string) {
	b := «bufPool.Get().(*bytes.Buffer)»
	b.WriteString(s)
	b.Reset()
	bufPool.Put(b)
}
`,
    `
package app

import (
	"bytes"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func write(s string) {
	b := bufPool.Get().(*bytes.Buffer)
	b.WriteString(s)
	b.Reset()
	bufPool.Put(b)
}
`,
  ),
  bad(`
package app

import "sync"

type Pool struct{ pools [32]sync.Pool }

func (p *Pool) get(class, n int) []byte {
	b := «p.pools[class].Get().(*[]byte)»
	return (*b)[:n]
}

func (p *Pool) put(class int, b []byte) { p.pools[class].Put(&b) }
`),
  bad(`
package app

import (
	"bytes"
	"sync"
)

type buffers struct{ sync.Pool }

func newBuffers() *buffers { return &buffers{} }

var all = newBuffers()

func get() *bytes.Buffer {
	b := «all.Get().(*bytes.Buffer)»
	b.Reset()
	return b
}

var parts sync.Pool

func part() *bytes.Buffer {
	v := parts.Get()
	return «v.(*bytes.Buffer)»
}
`),
];
