import { messages } from '../../base/message.js';
import { PUTS_PER_SLICE, readPoolFlows } from '../../go/flow/file-pools.js';
import { calledFunction } from '../../go/flow/pool-code.js';
import type { PutCall } from '../../go/flow/pool-facts.js';
import { boxSize } from '../../go/types/boxing.js';
import type { TreeTypes } from '../../go/types/checking.js';
import { Mode, type Type } from '../../go/types/model.js';
import { isInterface, isTypeParameter } from '../../go/types/predicates.js';
import { shortText } from '../../go/types/short-text.js';
import { bad, good, rule, silent } from '../rule.js';

const say = messages('pool/non-pointer-put', {
  typed:
    '`{put}` allocates on every call: `{type}` is not a pointer, so Go copies the value to the heap.\nKeep pointers in the pool: `*{type}`.',
  untyped: '`{put}` allocates on every call: this value is not a pointer, so Go copies it to the heap.\nKeep pointers in the pool.',
});

export default rule({
  id: 'pool/non-pointer-put',
  messages: say,
  severity: 'warning',
  since: '0.1.0',
  summary: 'A value that is not a pointer is put into a sync.Pool, which allocates on every Put',
  inTests: true,
  sameAs: [{ linter: 'staticcheck', check: 'SA6002' }],
  covers: ['boxed'],
  docs: {
    what: 'A call of `Put` on a `sync.Pool`, or of a function that hands its argument to one as it is, whose argument is not pointer-shaped: a slice, a string, a struct or a number.',
    why: '`Put` takes an interface. An interface holds one pointer, so Go copies any other value to the heap first: one allocation per `Put`, which is what the pool was meant to save. For a `[]byte` that is the 24-byte slice header. The measured cost is 1 allocation per `Put` for slices, strings, structs and integers, and 0 for pointers, maps, channels and functions.',
    fix: 'Keep a pointer in the pool: `New: func() any { b := make([]byte, 0, 1024); return &b }`, then `bp := p.Get().(*[]byte)`, `*bp = b` after the slice has grown, and `p.Put(bp)`. Do not put the address of a new local copy: that allocates the copy.',
    limits:
      'Silent when the type of the argument is not known, for interfaces, constants, booleans, single bytes and empty structs, because those do not allocate here. Staticcheck reports the same as SA6002; where gopls is set to show that, this rule is not shown a second time, and a `//nolint:staticcheck` or `//lint:ignore SA6002` counts here too.',
    sources: [
      'src/cmd/compile/internal/walk/convert.go (dataWord)',
      'Measured with testing.AllocsPerRun on Go 1.18, 1.23 and 1.27',
      'https://staticcheck.dev/docs/checks#SA6002',
    ],
  },
  examples: [
    bad(`
package app

import "sync"

var bufPool = sync.Pool{New: func() any { return make([]byte, 0, 1024) }}

func use() {
	b := bufPool.Get().([]byte)
	bufPool.Put(«b[:0]»)
}
`),
    bad(`
package app

import "sync"

type request struct {
	id   int
	path string
}

type server struct {
	requests sync.Pool
}

func (s *server) done(r request) {
	s.requests.Put(«r»)
}
`),
    bad(`
package app

import "sync"

var names sync.Pool

func keep(name string) {
	defer names.Put(«name»)
}
`),
    bad(`
-- pool.go --
package app

import "sync"

var ids = &sync.Pool{}
-- use.go --
package app

type id int

func keep(n id) {
	ids.Put(«n»)
}
`),
    bad(`
-- go.mod --
module example.com/m

go 1.24
-- wire/header.go --
package wire

type Header struct {
	ID, Length uint32
}
-- buffers/buffers.go --
package buffers

import "sync"

type Buffers struct {
	sync.Pool
}
-- app/app.go --
package app

import (
	"example.com/m/buffers"
	"example.com/m/wire"
)

type server struct {
	headers buffers.Buffers
}

func (s *server) done(h wire.Header) {
	s.headers.Put(«h»)
}
`),
    bad(`
package app

import "sync"

type pool[T any] struct {
	inner sync.Pool
}

func (p *pool[T]) put(x T) {
	p.inner.Put(x)
}

var lines pool[[]string]
var parsers pool[*parser]

type parser struct{ depth int }

func release(line []string, p *parser) {
	lines.put(«line»)
	parsers.put(p)
}
`),
    good(`
package app

import "sync"

var bufPool = sync.Pool{New: func() any {
	b := make([]byte, 0, 1024)
	return &b
}}

func use() {
	bp := bufPool.Get().(*[]byte)
	b := append((*bp)[:0], "hello"...)
	*bp = b
	bufPool.Put(bp)
}
`),
    silent(
      'the comments silence the same report of staticcheck',
      `package p

import "sync"

var pool = sync.Pool{New: func() any { return make([]byte, 0, 512) }}

func put(b []byte) {
	pool.Put(b[:0]) //nolint:staticcheck // The copy is cheaper than the pointer's indirection here.
	//lint:ignore SA6002 the same
	pool.Put(b)
}
`,
    ),
    silent(
      'maps, channels and functions are pointers inside',
      `
package app

import "sync"

var pool sync.Pool

func keep(m map[string]int, c chan int, f func(), one struct{ p *int }) {
	pool.Put(m)
	pool.Put(c)
	pool.Put(f)
	pool.Put(one)
}
`,
    ),
    silent(
      'it is not a sync.Pool',
      `
package app

type cache struct{}

func (cache) Put(b []byte) {}

func keep(c cache, b []byte) {
	c.Put(b)
}
`,
    ),
    silent(
      'an interface already holds a pointer, and a package that is not there has types that nobody knows',
      `
package app

import (
	"sync"

	"example.com/other"
)

var pool sync.Pool

func keep(v any, o other.Thing) {
	pool.Put(v)
	pool.Put(o)
	pool.Put(other.New())
	pool.Put(nil)
}
`,
    ),
    silent(
      'a value without size needs no memory',
      `
package app

import "sync"

var pool sync.Pool

func keep() {
	pool.Put(struct{}{})
}
`,
    ),
  ],
  checks: {
    *code({ file, workspace, report }) {
      const typed = workspace.typed(file.path);
      if (!typed) return;
      for (const { offset, puts, types } of yield* readPoolFlows(file, typed)) {
        for (const [i, put] of puts.entries()) {
          if (i % PUTS_PER_SLICE === PUTS_PER_SLICE - 1) yield;
          const type = isBoxed(types, put) ? copiedToHeap(types, put) : undefined;
          if (!type) continue;
          const name = shortText(type, typed.source);
          const message = name === undefined ? say.untyped({ put: put.callee }) : say.typed({ put: put.callee, type: name });
          report({ span: put.argument, message }, offset);
        }
      }
    },
  },
});

/** Type of the argument, when an interface needs memory for it. */
function copiedToHeap(types: TreeTypes, { nodes }: PutCall): Type | undefined {
  const type = types.typeOf(nodes.argument);
  return type && types.modes[nodes.argument] !== Mode.Constant && boxSize(type) ? type : undefined;
}

/** It becomes an interface on its way into a sync.Pool: here, or in a function that puts whatever it gets. */
function isBoxed(types: TreeTypes, { nodes, byHelper, parameter }: PutCall): boolean {
  if (!byHelper) return true;
  const func = calledFunction(types, nodes.call);
  const type = func && (func.origin ?? func).type;
  const given = type?.kind === 'func' ? type.params[parameter]?.type : undefined;
  return given !== undefined && (isTypeParameter(given) || isInterface(given));
}
