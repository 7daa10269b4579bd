import type { RelativeFix } from '../../base/finding.js';
import { messages } from '../../base/message.js';
import { pace } from '../../base/slices.js';
import { table } from '../../base/table.js';
import type { GoModFacts } from '../../builds/go-mod.js';
import { GETS_PER_SLICE } from '../../go/flow/file-pools.js';
import { type PoolsByName, poolsIn, poolsOf } from '../../go/flow/named-pools.js';
import { calledFunction, isPoolMethod } from '../../go/flow/pool-code.js';
import type { GetCall, PoolDeclaration } from '../../go/flow/pool-facts.js';
import type { GoFileFacts } from '../../go/package/facts.js';
import type { GoPackage } from '../../go/package/go-package.js';
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
    what: 'A call `p.Get().(*T)` whose pool has no `New` function anywhere in the package.',
    why: 'Without `New`, `Get` returns nil when the pool is empty: at the first call, after two garbage collections, and whenever all objects are in use. The assertion then panics with `interface conversion: interface {} is nil`.',
    fix: 'Give the pool a `New` function, or take the result with `v, ok := p.Get().(*T)` and make an object when `ok` is false.',
    limits:
      'Only variables and unexported fields of type `sync.Pool` are judged, not pointers to pools. Silent as soon as the package assigns `New`, assigns the pool or takes its address anywhere, and for exported variables of packages that others can import.',
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
  ],
  checks: {
    *go({ file, workspace, report }) {
      const isTired = pace(GETS_PER_SLICE);
      for (const { offset, pools } of file.declarations) {
        for (const get of pools.gets) {
          if (isTired()) yield;
          if (!get.uncheckedAssertion) continue;
          const declaration = workspace.typed(file.path)?.at(offset);
          const types = declaration && (yield* declaration.typing());
          const func = types && calledFunction(types, get.call);
          if (!func || !isPoolMethod(func, 'Get')) continue;
          const pkg = workspace.goPackage(file.path);
          const inside = get.local && get.poolText === get.poolName;
          if (
            inside
              ? !lacksNew(
                  get,
                  poolsIn(pools, () => [pools]),
                  'local',
                )
              : !packageLacksNew(pkg, file, get)
          )
            continue;
          const { span, type } = get.uncheckedAssertion;
          report(
            {
              span,
              message: say.noNew({ pool: get.poolText, type }),
              fixes: inside || !hasAny(workspace.module(file.path)) ? [] : newFix(pkg, file, get, type),
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

function packageLacksNew(pkg: GoPackage, file: GoFileFacts, get: GetCall): boolean {
  const field = get.poolText !== get.poolName;
  const exported = /^\p{Lu}/u.test(get.poolName) && (field || file.packageName !== 'main');
  return !exported && lacksNew(get, poolsOf(pkg), field ? 'field' : 'var');
}

/** Every declaration of the name is a plain pool without New, and nothing can have given it one. */
function lacksNew(get: GetCall, pools: PoolsByName, kind: PoolDeclaration['kind']): boolean {
  const found = pools.get(get.poolName);
  const declared = found?.declarations.filter(d => d.kind === kind) ?? [];
  return declared.length > 0 && declared.every(d => !d.hasNew) && !found?.touched;
}
