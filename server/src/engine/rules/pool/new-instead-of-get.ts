import { messages } from '../../base/message.js';
import { type PoolsByName, poolsOf } from '../../go/flow/named-pools.js';
import { callsNewOfPool } from '../../go/flow/pool-contents.js';
import { textsWith } from '../../go/known/package-words.js';
import { bad, good, rule, silent } from '../rule.js';

const say = messages('pool/new-instead-of-get', {
  bypassed: '`{pool}.New()` makes a new object on every call, and nothing here takes one from the pool.\nCall `{pool}.Get()`.',
});

export default rule({
  id: 'pool/new-instead-of-get',
  messages: say,
  severity: 'warning',
  since: '0.1.0',
  summary: 'The New function of a sync.Pool is called directly, and the package never calls Get',
  inTests: false,
  docs: {
    what: 'A call `p.New()` of a `sync.Pool` in a package that calls `Get` of no pool of that name.',
    why: '`New` is what `Get` calls when the pool is empty. Called directly it makes an object each time: the pool is filled by `Put` and never emptied, and the program allocates as if it had none.',
    fix: 'Call `Get` instead: it returns an object of the pool, or what `New` makes.',
    limits:
      'Silent when the package calls `Get` of a pool with the same name anywhere or takes its address, and for exported pools, from which another package may take. A type of your own that has a method `New` does not count.',
    sources: ['src/sync/pool.go', 'https://github.com/minio/md5-simd/pull/37', 'github.com/minio/md5-simd v1.1.2, md5.go'],
  },
  examples: [
    bad(`
package app

import "sync"

type state struct{ buf [512]byte }

var states = sync.Pool{New: func() any { return new(state) }}

func sum(p []byte) byte {
	s := «states.New()».(*state)
	copy(s.buf[:], p)
	first := s.buf[0]
	states.Put(s)
	return first
}
`),
    good(`
package app

import "sync"

type state struct{ buf [512]byte }

var states = sync.Pool{New: func() any { return new(state) }}

func sum(p []byte) byte {
	s := states.Get().(*state)
	copy(s.buf[:], p)
	first := s.buf[0]
	states.Put(s)
	return first
}
`),
    bad(`
package app

import (
	"crypto/md5"
	"hash"
	"sync"
)

var sums = sync.Pool{New: func() any { return md5.New() }}

type hasher struct {
	hash.Hash
	pool *sync.Pool
}

func (h hasher) Close() {
	h.Reset()
	h.pool.Put(h.Hash)
}

func newHasher() hasher { return hasher{«sums.New()».(hash.Hash), &sums} }
`),
    silent(
      'another package takes from it',
      `
-- main.go --
package app

import (
	"bytes"
	"sync"

	"example.com/app/taker"
)

var bufs = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func run() {
	first := bufs.New().(*bytes.Buffer)
	bufs.Put(first)
	taker.Use(&bufs)
}
-- taker/taker.go --
package taker

import (
	"bytes"
	"sync"
)

func Use(p *sync.Pool) {
	b := p.Get().(*bytes.Buffer)
	b.Reset()
	p.Put(b)
}
-- go.mod --
module example.com/app

go 1.26
`,
    ),
    silent(
      'the pool is filled before it is used',
      `
package app

import "sync"

type state struct{ buf [512]byte }

var states = sync.Pool{New: func() any { return new(state) }}

func fill(n int) {
	for range n {
		states.Put(states.New())
	}
}

func take() *state {
	return states.Get().(*state)
}
`,
    ),
    silent(
      'it is not a sync.Pool',
      `
package app

type factory struct{ New func() any }

var states = factory{New: func() any { return 1 }}

func take() any {
	return states.New()
}
`,
    ),
  ],
  checks: {
    *code({ file, workspace, report }) {
      for (const { offset, pools } of file.declarations) {
        for (const { call, span, poolName, poolText } of pools.newCalls) {
          const declaration = workspace.typed(file.path)?.at(offset);
          const types = declaration && (yield* declaration.typing());
          if (!types || !callsNewOfPool(types, call) || /^\p{Lu}/u.test(poolName)) continue;
          const pkg = workspace.goPackage(file.path);
          const all = poolsOf(pkg);
          const pool = all.get(poolName);
          // Whoever has its address may take from it, by a Get of something that is no pool of its own.
          const mayBeGiven = pool?.touched === true && pool.wanted.size === 0;
          const isGiven = mayBeGiven && (takesElsewhere(all) || isGivenAway(poolName, yield* textsWith(poolName, pkg, workspace.text)));
          const isTaken = isGiven || (pool !== undefined && pool.wanted.size > 0);
          if (!isTaken) report({ span, message: say.bypassed({ pool: poolText }) }, offset);
        }
      }
    },
  },
});

const takesElsewhere = (all: PoolsByName): boolean => [...all.values()].some(p => p.wanted.size > 0 && p.declarations.length === 0);

/** A function of another package gets the address of the pool. */
function isGivenAway(name: string, texts: readonly string[]): boolean {
  const given = new RegExp(`\\b\\w+\\.\\w+\\((?:[^()\\n]{0,200}, )?&${name}\\b`);
  return texts.some(text => given.test(text));
}
