import { followedBy, messages } from '../../base/message.js';
import type { Cause } from '../../go/package/allocation-site.js';
import { forEachLeaving, stepsOf } from '../../sites/estimates.js';
import { bad, good, rule, silent } from '../rule.js';
import { say as shared } from '../words.js';
import { WHERE_HOT } from './hot.js';
import { sharing } from './words.js';

const CAUSES: ReadonlySet<Cause> = new Set(['goroutine']);

const say = messages('escape/goroutine-capture', {
  variable:
    '`{name}` escapes because a goroutine that may outlive this function uses it.\nGive the goroutine a copy, or let it send its result on a channel.',
  array: 'The array behind `{name}` escapes because a goroutine that may outlive this function uses it.',
  value: '`{name}` escapes because a goroutine that may outlive this function uses it.',
  confirmed:
    '`{text}` is allocated on the heap because a new goroutine uses it. The goroutine can outlive the function.\nGive the goroutine a copy, or let it send its result on a channel.',
  confirmedClosure: 'This closure is allocated on the heap with the variables it captures, because a new goroutine runs it.',
});

export default rule({
  id: 'escape/goroutine-capture',
  severity: 'hint',
  otherSeverities: { information: WHERE_HOT },
  since: '0.1.0',
  summary: 'A value goes to the heap because a goroutine uses it',
  inTests: false,
  messages: say,
  compiler: {
    names(found) {
      const { site, cause, text } = found;
      if (cause !== 'goroutine') return undefined;
      if (site.kind === 'closure') return say.confirmedClosure;
      return site.kind === 'variable' || site.kind === 'pointer' ? followedBy(say.confirmed({ text }), sharing(found)) : undefined;
    },
  },
  docs: {
    what: 'A variable that a `go func() { … }()` shares with the function around it, because one of them writes it or its address is taken, and a value whose address a `go` statement hands to the new goroutine.',
    why: 'A goroutine has a stack of its own and may outlive the function that started it. What both use must be on the heap, also when the function waits for the goroutine: the compiler does not know.',
    fix: 'Give the goroutine a copy (an argument, or a variable that nobody writes after its declaration), let it send its result on a channel, or start fewer goroutines that live longer. Shared state that is needed is fine as it is; several variables declared together can go into one struct, which is one allocation instead of one for each.',
    limits:
      'Variables that are written once, at their declaration, are copied into the closure and are not reported. Neither are loop variables, whose sharing depends on the Go version of the module, nor the closure itself: starting a goroutine costs more than its allocation.',
    sources: [
      'go-facts §7.1: all 82 literals of go statements in std escape, with what they capture by reference (Go 1.23)',
      'go-facts §4.3: by value if never reassigned, address not taken and at most 128 bytes (cmd/compile/internal/escape)',
    ],
  },
  examples: [
    bad(`package app

func start(xs []int, done chan<- bool) *int {
	«total» := 0
	go func() {
		for _, x := range xs {
			total += x
		}
		done <- true
	}()
	return nil
}
`),
    bad(`package app

import "sync"

func each(xs []int, f func(int)) {
	var «wg» sync.WaitGroup
	for _, x := range xs {
		wg.Add(1)
		go func() {
			defer wg.Done()
			f(x)
		}()
	}
	wg.Wait()
}
`),
    bad(`package app

type config struct{ name string }

func run(name string, serve func(*config)) {
	«c» := config{name: name}
	go serve(&c)
}
`),
    bad(`package app

type server struct{ addr string }

func (s *server) listen() {}

func run(addr string) {
	s := «&server{addr}»
	go func() {
		s.listen()
	}()
}
`),
    good(`package app

func start(xs []int, sum chan<- int) {
	go func() {
		total := 0
		for _, x := range xs {
			total += x
		}
		sum <- total
	}()
}
`),
    silent(
      'a variable that nobody writes after its declaration is copied into the closure',
      `package app

func start(n int, out chan<- int) {
	m := n * 2
	go func() {
		out <- m
	}()
}
`,
    ),
    silent(
      'whether the goroutines share a loop variable depends on the Go version',
      `package app

func start(out chan<- int) {
	for i := 0; i < 3; i++ {
		go func() {
			out <- i
		}()
	}
}
`,
    ),
    silent(
      'a closure that is called at once is not a goroutine',
      `package app

func sum(xs []int) int {
	total := 0
	func() {
		for _, x := range xs {
			total += x
		}
	}()
	return total
}
`,
    ),
  ],
  checks: {
    *code(ctx) {
      yield* forEachLeaving(ctx, CAUSES, (leaving, base) => {
        const { site, name, start, end, loopDepth } = leaving;
        if (site.kind === 'closure') return;
        const message = followedBy(say[leaving.subject]({ name }), loopDepth > 0 ? shared.eachIteration : undefined);
        ctx.report({ site, span: { start, end }, message, steps: stepsOf(leaving) }, base);
      });
    },
  },
});
