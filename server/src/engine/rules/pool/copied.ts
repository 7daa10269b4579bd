import type { RelativeFix } from '../../base/finding.js';
import { type Message, messages } from '../../base/message.js';
import { readPoolCopies } from '../../go/flow/file-pools.js';
import type { PoolCopy } from '../../go/flow/pool-facts.js';
import { good, rule, silent } from '../rule.js';
import { COPIED_EXAMPLES } from './copied.examples.js';

const say = messages('pool/copied', {
  receiver:
    'The value receiver `{type}` copies a `sync.Pool` on every call. Both pools hand out the same objects, and what is put into the copy is lost.\nUse a pointer receiver, `*{type}`.',
  parameter: 'A parameter of type `{type}` copies a `sync.Pool`. Both pools hand out the same objects.\nPass a pointer, `*{type}`.',
  copied:
    'Copying `{text}` copies a `sync.Pool`. Both pools hand out the same objects, so two owners use one object at the same time.\nUse a pointer to it.',
  replaced:
    'Whoever uses `{text}` while this replaces it races inside `sync.Pool`, which can crash with a nil dereference.\nLeave the pool as it is, or keep a `*sync.Pool`, and make another one.',
  receiverFix: 'Make the receiver a pointer',
  rangeFix: 'Range by index and take the address',
  addressFix: 'Take the address of `{text}`',
});

export default rule({
  id: 'pool/copied',
  messages: say,
  severity: 'warning',
  otherSeverities: { information: 'a method replaces a pool of its receiver, or of the package, which others may use' },
  since: '0.1.0',
  summary: 'A sync.Pool is copied, so that two pools own the same objects',
  inTests: true,
  sameAs: [{ linter: 'govet', check: 'copylocks' }],
  docs: {
    what: 'An assignment, argument, result, parameter, receiver or range variable that copies a `sync.Pool`, or a struct or array that holds one, of this package or another. Also a method that gives a pool of its receiver a new value.',
    why: 'The copy shares the internal lists of the original as they were at that moment. Both then hand out the same objects: two callers own one buffer. A method with a value receiver copies the pool at every call, and what it puts is lost with the copy.',
    fix: 'Pass `*sync.Pool` or a pointer to the struct, use a pointer receiver, and range by index. A package-level pool needs no passing at all.',
    limits:
      'Silent where types are not known. A type of another package counts when that package itself names `sync.Pool`. `go vet` reports such copies too, as copied locks.',
    sources: ['src/sync/pool.go (noCopy)', 'Run on Go 1.18, 1.23 and 1.27: the copy shares the internals of the original'],
  },
  examples: [
    ...COPIED_EXAMPLES,
    good(`
package app

import "sync"

type server struct {
	jobs sync.Pool
}

func (s *server) next() any {
	p := &s.jobs
	return p.Get()
}

func fill(p *sync.Pool) {
	p.Put(new(int))
}
`),
    good(`
package app

import "sync"

type shard struct {
	pool sync.Pool
}

func newShard() *shard {
	s := shard{pool: sync.Pool{New: func() any { return new(int) }}}
	return &s
}

func fill(shards []shard) {
	for i := range shards {
		shards[i].pool.Put(new(int))
	}
}
`),
    silent(
      'the comment silences the same report of go vet',
      `
package app

import "sync"

var pool = sync.Pool{New: func() any { return new(int) }}

func next() any {
	mine := pool //nolint:govet
	return mine.Get()
}
`,
    ),
    silent(
      'the pool is set before anybody uses it',
      `
package app

import "sync"

type writer struct {
	blocks sync.Pool
	once   sync.Once
}

func newWriter() *writer {
	w := &writer{}
	w.blocks = sync.Pool{New: func() any { return new(int) }}
	return w
}

func (w *writer) init() {
	w.blocks = sync.Pool{New: func() any { return new(int) }}
}

func (w *writer) next() any {
	w.once.Do(func() { w.blocks = sync.Pool{New: func() any { return new(int) }} })
	return w.blocks.Get()
}

func (w *writer) again() any {
	if w.blocks.New == nil {
		w.blocks = sync.Pool{New: func() any { return new(int) }}
	}
	return w.blocks.Get()
}
`,
    ),
    silent(
      'a pointer is copied, not the pool',
      `
package app

import "sync"

type server struct {
	pool *sync.Pool
}

func (s server) next() any {
	q := s.pool
	return q.Get()
}
`,
    ),
    silent(
      'a package that is not there has types that nobody knows',
      `
package app

import "example.com/other/sync"

var pool sync.Pool

func alias() {
	p := pool
	p.Put(1)
}
`,
    ),
  ],
  checks: {
    *code({ file, workspace, report }) {
      const typed = workspace.typed(file.path);
      if (!typed) return;
      for (const copy of yield* readPoolCopies(file, typed))
        report(
          {
            span: copy.span,
            message: messageOf(copy),
            fixes: fixesOf(copy),
            ...(copy.how === 'replaced' && { severity: 'information' as const }),
          },
          copy.offset,
        );
    },
  },
});

/** The program changes: what was lost with the copy is kept from then on. */
function fixesOf({ how, pointer, text }: PoolCopy): RelativeFix[] {
  if (pointer === undefined) return [];
  const title = how === 'receiver' ? say.receiverFix : how === 'range' ? say.rangeFix : say.addressFix({ text });
  return [{ title, safe: false, edits: pointer }];
}

function messageOf({ how, text }: PoolCopy): Message {
  if (how === 'receiver') return say.receiver({ type: text });
  if (how === 'replaced') return say.replaced({ text });
  return how === 'parameter' ? say.parameter({ type: text }) : say.copied({ text });
}
