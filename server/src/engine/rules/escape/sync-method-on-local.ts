import { followedBy, messages } from '../../base/message.js';
import type { Cause } from '../../go/package/allocation-site.js';
import { forEachLeaving, stepsOf } from '../../sites/estimates.js';
import { bad, good, rule, silent } from '../rule.js';
import { say as shared } from '../words.js';
import { WHERE_HOT } from './hot.js';

const CAUSES: ReadonlySet<Cause> = new Set(['syncMethod']);

const say = messages('escape/sync-method-on-local', {
  called:
    '`{name}` escapes because `{method}` of package sync hands its address to the runtime.\nIf no goroutine shares it, make it a field of a value that outlives the call, or remove the lock.',
  confirmed:
    '`{text}` is allocated on the heap because the sync method `{to}` hands its address to the runtime.\nIf no goroutine shares it, make it a field of a value that outlives the call, or remove the lock.',
});

export default rule({
  id: 'escape/sync-method-on-local',
  severity: 'hint',
  otherSeverities: { information: WHERE_HOT },
  since: '0.1.0',
  summary: 'A local variable goes to the heap because a method of package sync is called on it',
  inTests: false,
  messages: say,
  compiler: {
    names: ({ site, cause, text, to }) =>
      cause === 'sync' && (site.kind === 'variable' || site.kind === 'pointer') ? say.confirmed({ text, to }) : undefined,
  },
  docs: {
    what: 'A call of `Lock`, `RLock`, `Add`, `Done`, `Wait`, `Go` or `Do` on a `sync.Mutex`, `RWMutex`, `WaitGroup` or `Once` that is a local variable, or a field of a local struct variable.',
    why: 'The slow path of these methods hands the address of the value to the scheduler, in a function without a Go body. The compiler must assume that the address stays there, so the variable, or the whole struct around the field, is on the heap from the start.',
    fix: 'Nothing, when goroutines share it: then it has to be on the heap anyway. A lock that only one function ever sees protects nothing and can go. A lock that calls have in common belongs into the value that outlives them, as a field beside what it protects: there it is allocated once, with that value, and not at every call. Where a local struct has a mutex that is not needed on this path, use a type without one.',
    limits:
      'The mutex field as such costs nothing: a struct with a mutex that is never locked stays on the stack. Variables that a goroutine shares are reported by `escape/goroutine-capture`. Fields of types that nobody knows are left out.',
    sources: [
      'go-facts A3 and §4.2: local Mutex, RWMutex, WaitGroup and Once: 1 allocation when used, 0 when not, in all releases from 1.18 to 1.27',
      'sync.runtime_SemacquireMutex has no body, so its parameter leaks',
    ],
  },
  examples: [
    bad(`package app

import "sync"

func sum(xs []int) (total int) {
	var «mu» sync.Mutex
	for _, x := range xs {
		mu.Lock()
		total += x
		mu.Unlock()
	}
	return total
}
`),
    bad(`package app

import "sync"

type stats struct {
	mu    sync.RWMutex
	count int
}

func count(xs []int) int {
	«s» := stats{}
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.count + len(xs)
}
`),
    bad(`package app

import "sync"

func wait(run func(func())) {
	var «wg» sync.WaitGroup
	wg.Add(1)
	run(wg.Done)
	wg.Wait()
}
`),
    good(`package app

func sum(xs []int) (total int) {
	for _, x := range xs {
		total += x
	}
	return total
}
`),
    silent(
      'the struct is behind a pointer that somebody else made',
      `package app

import "sync"

type stats struct {
	mu    sync.Mutex
	count int
}

func (s *stats) inc() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.count++
}
`,
    ),
    silent(
      'a mutex that is not locked costs nothing',
      `package app

import "sync"

type stats struct {
	mu    sync.Mutex
	count int
}

func count(xs []int) int {
	s := &stats{}
	s.count += len(xs)
	return s.count
}
`,
    ),
    silent(
      'these methods belong to another type',
      `package app

type set struct{ n int }

func (s *set) Add(n int) { s.n += n }

func count(xs []int) int {
	var s set
	for _, x := range xs {
		s.Add(x)
	}
	return s.n
}
`,
    ),
  ],
  checks: {
    *code(ctx) {
      yield* forEachLeaving(ctx, CAUSES, (leaving, base) => {
        const { site, name, start, end, call, loopDepth } = leaving;
        const message = followedBy(say.called({ name, method: call?.method ?? '' }), loopDepth > 0 ? shared.eachIteration : undefined);
        ctx.report({ site, span: { start, end }, message, steps: stepsOf(leaving) }, base);
      });
    },
  },
});
