import type { RelativeFix } from '../../base/finding.js';
import { messages } from '../../base/message.js';
import { pace, type Sliced } from '../../base/slices.js';
import { table } from '../../base/table.js';
import type { GoModFacts } from '../../builds/go-mod.js';
import { GETS_PER_SLICE } from '../../go/flow/file-pools.js';
import { type PoolsByName, poolsOf } from '../../go/flow/named-pools.js';
import { calledFunction, isPoolMethod, type PoolCode, readingPoolCode } from '../../go/flow/pool-code.js';
import { packagePools } from '../../go/flow/pool-contents.js';
import type { GetCall } from '../../go/flow/pool-facts.js';
import { embedderOf, poolOfMethod } from '../../go/flow/pool-place.js';
import type { GoFileFacts } from '../../go/package/facts.js';
import type { GoPackage } from '../../go/package/go-package.js';
import type { TypedFile } from '../../go/package/typed-file.js';
import { isExported } from '../../go/types/model.js';
import { good, rule, silent } from '../rule.js';
import { NEW_MISSING_EXAMPLES } from './new-missing.examples.js';

const say = messages('pool/new-missing', {
  noNew:
    '`{pool}` has no `New`, so `Get` returns nil when the pool is empty. The assertion to `{type}` then panics with “interface conversion”.\nSet `New`, or write `v, ok := {pool}.Get().({type})`.',
  newFix: 'Give `{pool}` a `New` function',
});

export default rule({
  id: 'pool/new-missing',
  messages: say,
  severity: 'warning',
  since: '0.1.0',
  summary: 'Get of a sync.Pool without New is asserted to a type without a check',
  inTests: true,
  docs: {
    what: 'A call `p.Get().(*T)`, also by a variable as in `v := p.Get()`, whose pool has no `New` function anywhere in the package.',
    why: 'Without `New`, `Get` returns nil when the pool is empty: at the first call, after two garbage collections, and whenever all objects are in use. The assertion then panics with `interface conversion: interface {} is nil`.',
    fix: 'Give the pool a `New` function, or take the result with `v, ok := p.Get().(*T)` and make an object when `ok` is false.',
    limits:
      'Only pools that the package makes: variables, unexported fields, pointers to pools and lists of pools. Silent as soon as the package assigns `New`, or gives the pool to somebody who may, for parameters, and for exported names of packages that others can import, also of types that embed a pool.',
    sources: ['src/sync/pool.go (Get)', 'Run on Go 1.18, 1.23 and 1.27: the assertion panics'],
  },
  examples: [
    ...NEW_MISSING_EXAMPLES,
    good(`
package app

import (
	"bytes"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func get() *bytes.Buffer {
	return bufPool.Get().(*bytes.Buffer)
}
`),
    silent(
      'a loop or a function of the package sets New, or the pool is somebody else’s',
      `
package app

import (
	"bytes"
	"sync"
)

type classes struct {
	pools []*sync.Pool
	extra sync.Pool
	given *sync.Pool
}

func setNew(p *sync.Pool) { p.New = func() any { return new(bytes.Buffer) } }

func newClasses(n int, given *sync.Pool) *classes {
	c := &classes{given: given}
	for range n {
		c.pools = append(c.pools, &sync.Pool{})
	}
	for _, p := range c.pools {
		p.New = func() any { return new(bytes.Buffer) }
	}
	setNew(&c.extra)
	return c
}

func (c *classes) get(i int) (a, b, d *bytes.Buffer) {
	return c.pools[i].Get().(*bytes.Buffer), c.extra.Get().(*bytes.Buffer), c.given.Get().(*bytes.Buffer)
}
`,
    ),
    good(`
package app

import (
	"bytes"
	"sync"
)

var bufPool sync.Pool

func get() *bytes.Buffer {
	b, ok := bufPool.Get().(*bytes.Buffer)
	if !ok {
		b = new(bytes.Buffer)
	}
	return b
}
`),
    silent(
      'nil is asked about first',
      `
package app

import "sync"

type job struct{}

var jobs sync.Pool

func next() *job {
	if v := jobs.Get(); v != nil {
		return v.(*job)
	}
	return new(job)
}
`,
    ),
    silent(
      'New is assigned later, in another file',
      `
-- init.go --
package app

func init() {
	jobs.New = func() any { return new(job) }
}
-- job.go --
package app

import "sync"

type job struct{}

var jobs sync.Pool

func next() *job {
	return jobs.Get().(*job)
}
`,
    ),
    silent(
      'code that makes the struct may set the pool',
      `
package app

import "sync"

type job struct{}

type server struct {
	jobs sync.Pool
}

func newServer() *server {
	return &server{jobs: sync.Pool{New: func() any { return new(job) }}}
}

func (s *server) next() *job {
	return s.jobs.Get().(*job)
}
`,
    ),
    silent(
      'another package may set New of an exported variable',
      `
package app

import "sync"

var Jobs sync.Pool

func Next() *int {
	return Jobs.Get().(*int)
}
`,
    ),
    silent(
      'another package may set New of the pool that an exported type embeds, and a function of this one does',
      `
package app

import "sync"

type job struct{}

type Jobs struct{ sync.Pool }

func (j *Jobs) Next() *job { return j.Get().(*job) }

type tasks struct{ sync.Pool }

func (t *tasks) next() *job { return t.Get().(*job) }

func newTasks() *tasks {
	t := new(tasks)
	t.New = func() any { return new(job) }
	return t
}

type steps struct{ sync.Pool }

func newSteps() *steps { return &steps{sync.Pool{New: func() any { return new(job) }}} }

func (s *steps) next() (*job, bool) {
	v := s.Get()
	if v == nil {
		return nil, false
	}
	return v.(*job), true
}

func (s *steps) must() *job { return s.Get().(*job) }
`,
    ),
  ],
  checks: {
    *code({ file, workspace, report }) {
      const isTired = pace(GETS_PER_SLICE);
      for (const { offset, pools } of file.declarations) {
        for (const get of pools.gets) {
          if (isTired()) yield;
          if (!get.uncheckedAssertion) continue;
          const declaration = workspace.typed(file.path)?.at(offset);
          const types = declaration && (yield* declaration.typing());
          const func = types && calledFunction(types, get.call);
          if (!func || !isPoolMethod(func, 'Get')) continue;
          const typed = workspace.typed(file.path)!;
          const pkg = workspace.goPackage(file.path);
          const place = yield* placeLackingNew(yield* readingPoolCode(types), get, typed, poolsOf(pkg));
          if (!place || (!place.isLocal && file.packageName !== 'main' && isExported(place.name))) continue;
          const { span, type } = get.uncheckedAssertion;
          report(
            {
              span,
              message: say.noNew({ pool: get.poolText, type }),
              fixes: place.isLocal || !hasAny(workspace.module(file.path)) ? [] : newFix(pkg, file, get, type),
            },
            offset,
          );
        }
      }
    },
  },
});

/** `any` is of Go 1.18. */
const hasAny = (module: GoModFacts | undefined) => (module?.go?.version.minor ?? 0) >= 18;

/** Types of the standard library whose zero value is all that a new one needs. */
const READY = table<string>({ '*bytes.Buffer': 'bytes', '*strings.Builder': 'strings' });

/** Only where every Get of the pool wants that type, and nobody looks at what it gives before. */
function newFix(pkg: GoPackage, file: GoFileFacts, get: GetCall, type: string): RelativeFix[] {
  const path = READY[type];
  if (path === undefined || !file.imports.some(i => i.path === path && i.name === path)) return [];
  const wanted = poolsOf(pkg).get(get.poolName)?.wanted;
  if (wanted?.size !== 1 || !wanted.has(type)) return [];
  for (const { offset, pools } of file.declarations) {
    const room = pools.declarations.find(d => d.name === get.poolName && d.kind === 'var')?.room;
    if (room === undefined) continue;
    const span = { start: room.span.start + offset, end: room.span.end + offset };
    const newText = `${room.before}New: func() any { return new(${type.slice(1)}) }${room.after}`;
    return [{ title: say.newFix({ pool: get.poolName }), safe: false, edits: [{ file: file.path, span, newText }] }];
  }
  return [];
}

/** The variable or field whose pools nobody gives a `New`, and that gets none from elsewhere. */
function* placeLackingNew(
  code: PoolCode,
  { call, poolName }: GetCall,
  { source, sources }: TypedFile,
  named: PoolsByName,
): Sliced<{ readonly name: string; readonly isLocal: boolean } | undefined> {
  const { pools, givers, isWhole } = yield* packagePools(source, sources);
  const object = poolOfMethod(code, call, givers)?.object;
  const pool = object && pools.get(object);
  if (!pool || pool.hasNew || !pool.isOwn) return undefined;
  const isLocal = object.role === 'local';
  // What a body does that is not kept, names tell.
  if (!isLocal && !isWhole && (named.get(object.name)?.touched || named.get(poolName)?.touched)) return undefined;
  return { name: object.embedded ? (embedderOf(code, call, source.path) ?? object.name) : object.name, isLocal };
}
