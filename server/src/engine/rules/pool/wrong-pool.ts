import { messages } from '../../base/message.js';
import { readPoolFlows } from '../../go/flow/file-pools.js';
import { packagePools } from '../../go/flow/pool-contents.js';
import { identical } from '../../go/types/identity.js';
import { bad, good, rule, silent } from '../rule.js';
import { VALUE_EXAMPLES } from './wrong-pool.values.js';

const say = messages('pool/wrong-pool', {
  crossed:
    '`{name}` comes from `{from}` and goes to `{to}`. Whoever takes it there gets an object that `{to}` did not make.\nPut it back to `{from}`.',
  stepGet: 'It is taken from `{from}` here.',
});

export default rule({
  id: 'pool/wrong-pool',
  messages: say,
  severity: 'warning',
  since: '0.1.0',
  summary: 'An object of one sync.Pool is put into another',
  inTests: false,
  docs: {
    what: 'A `Put` of an object that the same function took from another pool, by `Get` or by a helper around it.',
    why: 'Pools of one type differ in what their objects are: the size of a buffer, a compression level, a key. A block of 512 bytes that goes to the pool of large ones makes a later reader fail, or read short, far from here. The pool that it came from is empty, so its `New` runs again and again. The compiler compares nothing, since pools hold `any`.',
    fix: 'Put each object back where it came from. A type that remembers its pool (`func (f *frame) release()`) cannot mix them up.',
    limits:
      'Only pools that are variables or fields of type `sync.Pool`, variables of the package that point to one, and elements of one list at constant indexes. Both must have a `New` that makes one known type. Silent where the function looks at a length or a capacity, since it may choose the pool by size, where a condition around the `Put` asks the object, for pools behind other pointers and in maps, and where the variable may hold another object.',
    sources: ['src/sync/pool.go', 'https://github.com/pquerna/ffjson/pull/111', 'https://github.com/nadoo/glider/issues/175'],
  },
  examples: [
    ...VALUE_EXAMPLES,
    bad(`
package app

import (
	"io"
	"sync"
)

type block struct{ data []byte }

var small = sync.Pool{New: func() any { return &block{data: make([]byte, 512)} }}
var large = sync.Pool{New: func() any { return &block{data: make([]byte, 1<<16)} }}

func readHeader(r io.Reader) (byte, error) {
	b := small.Get().(*block)
	_, err := io.ReadFull(r, b.data)
	first := b.data[0]
	«large.Put(b)»
	return first, err
}

var classes [3]sync.Pool

func init() {
	for i := range classes {
		size := 1 << (10 + 2*i)
		classes[i].New = func() any { return &block{data: make([]byte, size)} }
	}
}

func readTail(r io.Reader) (byte, error) {
	b := classes[2].Get().(*block)
	n, err := r.Read(b.data)
	last := b.data[n-1]
	«classes[0].Put(b)»
	return last, err
}

var (
	frames = &sync.Pool{New: func() any { return &block{data: make([]byte, 16)} }}
	bodies = &sync.Pool{New: func() any { return &block{data: make([]byte, 1<<16)} }}
)

func copyFrame(w io.Writer, r io.Reader) error {
	head, body := frames.Get().(*block), bodies.Get().(*block)
	defer func() {
		«frames.Put(body)»
		«bodies.Put(head)»
	}()
	if _, err := io.ReadFull(r, head.data); err != nil {
		return err
	}
	n, err := r.Read(body.data)
	if err != nil {
		return err
	}
	_, err = w.Write(body.data[:n])
	return err
}

func takeSmall() *block  { return small.Get().(*block) }
func giveLarge(b *block) { large.Put(b) }

func readFlag(r io.Reader) (byte, error) {
	b := takeSmall()
	defer «giveLarge(b)»
	_, err := io.ReadFull(r, b.data)
	return b.data[1], err
}
`),
    good(`
package app

import (
	"io"
	"sync"
)

type block struct{ data []byte }

var small = sync.Pool{New: func() any { return &block{data: make([]byte, 512)} }}
var large = sync.Pool{New: func() any { return &block{data: make([]byte, 1<<16)} }}

func readHeader(r io.Reader) (byte, error) {
	b := small.Get().(*block)
	defer small.Put(b)
	_, err := io.ReadFull(r, b.data)
	return b.data[0], err
}

func readBody(r io.Reader) (int, error) {
	b := large.Get().(*block)
	defer large.Put(b)
	return r.Read(b.data)
}
`),
    silent(
      'the size decides, or a pointer may lead to any pool',
      `
package app

import "sync"

type block struct{ data []byte }

var small = sync.Pool{New: func() any { return &block{data: make([]byte, 0, 512)} }}
var large = sync.Pool{New: func() any { return &block{data: make([]byte, 0, 1<<16)} }}

func join(parts [][]byte, out func([]byte)) {
	b := small.Get().(*block)
	b.data = b.data[:0]
	for _, p := range parts {
		b.data = append(b.data, p...)
	}
	out(b.data)
	if cap(b.data) > 4096 {
		large.Put(b)
	} else {
		small.Put(b)
	}
}

func (b *block) isLarge() bool { return cap(b.data) > 4096 }

func fill(p []byte, out func([]byte)) {
	b := small.Get().(*block)
	b.data = append(b.data[:0], p...)
	out(b.data)
	if b.isLarge() {
		large.Put(b)
		return
	}
	small.Put(b)
}

var (
	shared = &small
	again  = &small
)

func first() byte {
	b := shared.Get().(*block)
	defer again.Put(b)
	return b.data[0]
}

var levels [2]sync.Pool

func init() {
	for i := range levels {
		levels[i].New = func() any { return new(block) }
	}
}

func level(i, j int) byte {
	b := levels[i].Get().(*block)
	defer levels[j].Put(b)
	return b.data[0]
}

type codec struct{ in, out *sync.Pool }

func (c *codec) move() int {
	b := c.in.Get().(*block)
	b.data[0] = 1
	c.out.Put(b)
	return 1
}
`,
    ),
  ],
  checks: {
    *code({ file, workspace, report }) {
      const typed = workspace.typed(file.path);
      if (!typed) return;
      for (const { offset, puts, crossed } of yield* readPoolFlows(file, typed)) {
        const seen = new Set<number>();
        for (const { put, get, name, from, to } of crossed) {
          const { pools } = yield* packagePools(typed.source, typed.sources);
          const [known, other] = [pools.get(from.object), pools.get(to.object)];
          // Two pointers may lead to one pool that somebody else made; a pool that makes nothing is a list of what is free.
          if (!known?.isOwn || !other?.isOwn || !known.made || !other.made || !identical(known.made, other.made)) continue;
          // One call may give two objects away, each to the other's pool.
          if (seen.has(puts[put]!.call.start)) continue;
          seen.add(puts[put]!.call.start);
          const steps = [{ span: get, message: say.stepGet({ from: from.name }) }];
          report({ span: puts[put]!.call, message: say.crossed({ name, from: from.name, to: to.name }), steps }, offset);
        }
      }
    },
  },
});
