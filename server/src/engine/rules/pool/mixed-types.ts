import { messages } from '../../base/message.js';
import { pace, type Sliced } from '../../base/slices.js';
import { GETS_PER_SLICE, PUTS_PER_SLICE, readPoolFlows } from '../../go/flow/file-pools.js';
import { poolsOf } from '../../go/flow/named-pools.js';
import { calledFunction, isPoolMethod } from '../../go/flow/pool-code.js';
import { assertedType, certainType, poolContents, poolOfCall } from '../../go/flow/pool-contents.js';
import type { GetCall } from '../../go/flow/pool-facts.js';
import { textsWith } from '../../go/known/package-words.js';
import { identical } from '../../go/types/identity.js';
import { shortText } from '../../go/types/short-text.js';
import { bad, good, rule, silent } from '../rule.js';

const say = messages('pool/mixed-types', {
  asserted:
    '`New` of `{pool}` makes a `{made}`, and this assertion wants a `{type}`. It panics with “interface conversion”.\nAssert `{made}`.',
  put: '`{pool}` gets a `{type}` here, and its `New` makes a `{made}`. The assertion behind a `Get` then panics with “interface conversion”.\nPut a `{made}` only.',
});

export default rule({
  id: 'pool/mixed-types',
  messages: say,
  severity: 'error',
  otherSeverities: { warning: 'a `Put` brings another type than `New` makes' },
  since: '0.1.0',
  summary: 'A sync.Pool makes objects of one type, and a Get or a Put has another',
  inTests: true,
  docs: {
    what: 'A call `p.Get().(T)` whose pool has a `New` that makes another type than `T`, and a `Put` of another type than `New` makes, where the package asserts what `Get` returns without a check.',
    why: 'A pool holds values of type `any`, so the compiler compares nothing. `new(strings.Builder)` is a `*strings.Builder`, and the assertion to `strings.Builder` panics with `interface conversion: interface {} is *strings.Builder, not strings.Builder`. A `Put` of another type hides longer: the panic is in the call of `Get` that happens to receive it.',
    fix: 'Keep one type in each pool, best a pointer. A typed wrapper around the pool lets the compiler check it.',
    limits:
      'Only pools that are variables or fields of the package, with a function literal as `New` whose returned values have one known type; nothing else may set `New` or take the address of the pool. Silent for pointers to pools, generic types, assertions to interfaces, and those with `, ok`.',
    sources: ['src/sync/pool.go', 'https://github.com/x-stp/rxtls/pull/14'],
  },
  examples: [
    bad(`
package app

import (
	"strings"
	"sync"
)

var builders = sync.Pool{New: func() any { return new(strings.Builder) }}

func join(parts []string) string {
	b := «builders.Get().(strings.Builder)»
	for _, p := range parts {
		b.WriteString(p)
	}
	return b.String()
}
`),
    bad(`
package app

import "sync"

var frames = sync.Pool{New: func() any { b := make([]byte, 512); return &b }}

func read() int {
	bp := frames.Get().(*[]byte)
	n := len(*bp)
	frames.Put(«*bp»)
	return n
}
`),
    bad(`
package app

import (
	"strings"
	"sync"
)

type printer struct{ builders sync.Pool }

func newPrinter() *printer {
	return &printer{builders: sync.Pool{New: func() any { return &strings.Builder{} }}}
}

func (p *printer) join(parts []string) string {
	b := «p.builders.Get().(strings.Builder)»
	for _, part := range parts {
		b.WriteString(part)
	}
	return b.String()
}
`),
    good(`
package app

import (
	"strings"
	"sync"
)

var builders = sync.Pool{New: func() any { return new(strings.Builder) }}

func join(parts []string) string {
	b := builders.Get().(*strings.Builder)
	defer builders.Put(b)
	b.Reset()
	for _, p := range parts {
		b.WriteString(p)
	}
	return b.String()
}
`),
    silent(
      'whoever takes an object looks at its type',
      `
package app

import "sync"

type small struct{ n [16]int }
type large struct{ n [512]int }

var blocks = sync.Pool{New: func() any { return new(small) }}

func take() int {
	switch b := blocks.Get().(type) {
	case *small:
		return len(b.n)
	case *large:
		return len(b.n)
	}
	return 0
}

func give(b *large) {
	blocks.Put(b)
}
`,
    ),
    silent(
      'an interface may hold what the pool makes, and what a function returns is not followed',
      `
package app

import (
	"fmt"
	"sync"
)

type name string

func (n name) String() string { return string(n) }

func makeAny() any { return name("") }

var names = sync.Pool{New: func() any { return name("") }}
var others = sync.Pool{New: makeAny}

func take() (fmt.Stringer, *name) {
	return names.Get().(fmt.Stringer), others.Get().(*name)
}
`,
    ),
    silent(
      'each instance of a generic pool has its own type',
      `
package app

import "sync"

type Pool[T any] struct{ inner sync.Pool }

func New[T any]() *Pool[T] {
	return &Pool[T]{inner: sync.Pool{New: func() any { return new(T) }}}
}

func (p *Pool[T]) Get() *T  { return p.inner.Get().(*T) }
func (p *Pool[T]) Put(x *T) { p.inner.Put(x) }
`,
    ),
    silent(
      'a pointer may lead to another pool, and a field gets one from elsewhere',
      `
package app

import "sync"

type codec struct{ bufs *sync.Pool }

func fixed() *codec { return &codec{bufs: &sync.Pool{New: func() any { return new([64]byte) }}} }

func with(p *sync.Pool) *codec { return &codec{bufs: p} }

func read(small *sync.Pool) int {
	b := with(small).bufs.Get().(*[16]byte)
	return len(b)
}
`,
    ),
  ],
  checks: {
    *go({ file, workspace, report }) {
      const typed = workspace.typed(file.path);
      if (!typed || !file.declarations.some(d => d.pools.gets.length > 0)) return;
      const { source, sources } = typed;
      const pkg = workspace.goPackage(file.path);
      const named = poolsOf(pkg);
      function* mayBeOther({ poolName }: GetCall): Sliced<boolean> {
        const pools = named.get(poolName);
        if (!pools?.touched) return false;
        return !pools.declarations.every(d => d.kind === 'field') || isShared(poolName, yield* textsWith(poolName, pkg, workspace.text));
      }
      const isTired = pace(GETS_PER_SLICE);
      for (const { offset, pools } of file.declarations) {
        for (const get of pools.gets) {
          if (isTired()) yield;
          // Whoever has the address of a pool, or sets its `New`, may make something else.
          const declaration = get.uncheckedAssertion && typed.at(offset);
          const types = declaration && (yield* declaration.typing());
          const func = types && calledFunction(types, get.call);
          if (!func || !isPoolMethod(func, 'Get') || (yield* mayBeOther(get))) continue;
          const pool = poolOfCall(types, get.call);
          const made = pool && (yield* poolContents(source, sources)).get(pool);
          const wanted = assertedType(types, get.call);
          if (!made || !wanted || identical(made, wanted)) continue;
          const names = { pool: get.poolText, made: shortText(made, source) ?? '?', type: get.uncheckedAssertion!.type };
          report({ span: get.uncheckedAssertion!.span, message: say.asserted(names) }, offset);
        }
      }
      for (const { offset, puts, types } of yield* readPoolFlows(file, typed)) {
        for (const [i, { nodes, byHelper, argument, callee }] of puts.entries()) {
          if (i % PUTS_PER_SLICE === PUTS_PER_SLICE - 1) yield;
          const pool = byHelper ? undefined : poolOfCall(types, nodes.call);
          const known = pool && named.get(pool.name);
          const made = pool && known?.isAsserted && !known.touched ? (yield* poolContents(source, sources)).get(pool) : undefined;
          const given = certainType(types, nodes.argument);
          if (!made || !given || identical(made, given)) continue;
          const names = { pool: callee.replace(/\.Put$/, ''), made: shortText(made, source) ?? '?', type: shortText(given, source) ?? '?' };
          report({ span: argument, message: say.put(names), severity: 'warning' }, offset);
        }
      }
    },
  },
});

/** Somebody has the address of the field, or gives it a `New` from elsewhere: what is made in a literal of its struct, types tell. */
function isShared(name: string, texts: readonly string[]): boolean {
  const pattern = new RegExp(`&(?:\\w+\\.){1,4}${name}\\b(?!\\.)|\\b${name}\\.New\\b`);
  return texts.some(text => pattern.test(text));
}
