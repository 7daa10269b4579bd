import type { Severity } from '../../base/finding.js';
import { messages } from '../../base/message.js';
import { type LoopTimer, readLoopTimers } from '../../go/known/timers.js';
import { readLeftovers } from '../../go/lifecycle/file-lifecycles.js';
import { perTaken, stepsOf } from '../left-behind.js';
import { bad, good, rule } from '../rule.js';
import { TIMER_SILENT } from './timer-not-stopped.silent.js';

const say = messages('runtime/timer-not-stopped', {
  after:
    'Each iteration leaves a timer behind until it fires: below `go 1.23` a timer of `{callee}` is not collected before.\nMake one timer before the loop, and stop, drain and reset it in each iteration.',
  timer:
    'Nothing stops this timer when the loop goes on: below `go 1.23` it is not collected before it fires.\nCall its `Stop`, or make one timer before the loop.',
  ticker:
    'Nothing stops this ticker: below `go 1.23` it runs for ever, one more for each iteration.\nCall its `Stop`, or make one ticker before the loop.',
  tick: 'Nothing can stop the ticker of `{callee}`: below `go 1.23` it runs for ever, one more for each iteration.\nMake one ticker before the loop: `time.NewTicker`.',
  never:
    'Nothing stops this ticker: below `go 1.23` it runs on after the function has returned, one more for each call.\nAdd `defer {name}.Stop()`.',
  path: 'This path leaves without stopping `{name}`: below `go 1.23` it runs for ever.\nPut `defer {name}.Stop()` right behind its `NewTicker`.',
  stepTaken: 'The ticker is made here.',
  stepReleased: 'Another path stops it here.',
});

const SECOND = 1_000_000_000n;

/** By how long it stays; a ticker does for ever. */
function severityOf({ kind, duration: { constant } }: LoopTimer): Severity {
  if (kind === 'ticker' || kind === 'tick') return 'warning';
  if (constant?.kind !== 'int') return 'information';
  return constant.value >= 600n * SECOND ? 'warning' : constant.value < 10n * SECOND ? 'hint' : 'information';
}

export default rule({
  id: 'runtime/timer-not-stopped',
  messages: say,
  severity: 'information',
  otherSeverities: { warning: 'it stays for 10 minutes or longer, or is a ticker', hint: 'it stays for less than 10 seconds' },
  since: '0.1.0',
  summary: 'A timer or ticker that a loop or a function makes and leaves running, below go 1.23',
  inTests: false,
  covers: ['timer'],
  docs: {
    what: 'In modules with a `go` line below 1.23: `time.After` in a `select` of a loop that goes on when something else came first, timers and tickers that an iteration makes and nobody stops, and `time.Tick` in an iteration. A ticker that a function makes and does not stop on a path on which it returns.',
    why: 'Up to `go 1.22` the runtime refers to each timer until it fires, and to a ticker for ever. A loop that handles 10,000 messages a second beside `case <-time.After(time.Minute)` keeps 600,000 timers and channels, about 200 bytes each. From `go 1.23` on timers that nobody refers to are collected, and the rule is silent.',
    fix: 'Make one timer before the loop, `defer t.Stop()`, and stop, drain and reset it in each iteration. Or raise the `go` line to 1.23: it decides, not the toolchain.',
    limits:
      'Silent where every other case of the `select` leaves the loop or may (it ends in a `switch`, or writes a variable of the loop’s condition), as in a loop that waits between attempts: the timer has fired when the next iteration begins. Silent where no go.mod is known; one without a `go` line counts as go 1.16, as the go command has it.',
    sources: [
      'go-facts §8.3: 51 MiB with a go line below 1.23, nothing from there on',
      'https://go.dev/doc/go1.23#timer-changes',
      'https://github.com/hashicorp/vault/pull/14814',
      'https://github.com/hashicorp/nomad/issues/11982',
    ],
  },
  examples: [
    bad(`-- go.mod --
module example.com/app

go 1.22
-- main.go --
package app

import "time"

func Pump(in <-chan int, f func(int)) {
	for {
		select {
		case v, ok := <-in:
			if !ok {
				return
			}
			f(v)
		case <-«time.After(time.Hour)»:
			return
		}
	}
}
`),
    bad(`-- go.mod --
module example.com/app

go 1.22
-- main.go --
package app

import "time"

func Follow(in <-chan int, done <-chan struct{}, f func(int)) {
	for {
		select {
		case v := <-in:
			f(v)
		case <-«time.Tick(time.Second)»:
			f(0)
		case <-done:
			return
		}
	}
}
`),
    bad(`-- go.mod --
module example.com/app

go 1.21
-- main.go --
package app

import "time"

func Watch(in <-chan int, wait time.Duration, f func(int)) {
	for {
		timeout := «time.NewTimer(wait)»
		select {
		case v := <-in:
			f(v)
		case <-timeout.C:
			return
		}
	}
}

func Beat(hosts []string, f func(string)) {
	for _, host := range hosts {
		ticks := «time.NewTicker(time.Second)»
		<-ticks.C
		f(host)
	}
}
`),
    bad(`-- go.mod --
module example.com/app

go 1.22
-- main.go --
package app

import (
	"context"
	"errors"
	"time"
)

func Poll(ctx context.Context, f func()) {
	ticks := «time.NewTicker(time.Second)»
	for {
		select {
		case <-ticks.C:
			f()
		case <-ctx.Done():
			return
		}
	}
}

func Retry(ctx context.Context, f func() error) error {
	ticks := time.NewTicker(time.Second)
	for f() != nil {
		select {
		case <-ticks.C:
		case <-ctx.Done():
			«return ctx.Err()»
		}
	}
	ticks.Stop()
	return errors.New("done")
}
`),
    bad(`-- go.mod --
module example.com/app

go 1.22
-- main.go --
package app

import "time"

func Poll(every time.Duration, slower, done <-chan struct{}, ask func()) {
	tick := «time.NewTicker(every)»
	for {
		select {
		case <-slower:
			every *= 2
			tick = «time.NewTicker(every)»
		case <-tick.C:
			ask()
		case <-done:
			return
		}
	}
}
`),
    good(`-- go.mod --
module example.com/app

go 1.22
-- main.go --
package app

import "time"

func Watch(in <-chan int, wait time.Duration, f func(int)) {
	for {
		timeout := time.NewTimer(wait)
		select {
		case v := <-in:
			timeout.Stop()
			f(v)
		case <-timeout.C:
			return
		}
	}
}
`),
    ...TIMER_SILENT,
  ],
  checks: {
    *code({ file, workspace, report }) {
      const typed = workspace.typed(file.path);
      const told = new Set<number>();
      for (const timer of yield* readLoopTimers(file, typed)) {
        const { kind, callee, span, offset } = timer;
        told.add(offset + span.start);
        const message = kind === 'after' || kind === 'tick' ? say[kind]({ callee }) : say[kind];
        report({ span, message, severity: severityOf(timer) }, offset);
      }
      for (const found of perTaken(yield* readLeftovers(file, typed))) {
        const { kind, taken, name, left, isReplaced, offset } = found;
        if (kind !== 'ticker' || name === '' || isReplaced || told.has(offset + taken.start)) continue;
        const steps = stepsOf(found, { taken: say.stepTaken, released: say.stepReleased });
        report({ span: left ?? taken, message: left ? say.path({ name }) : say.never({ name }), steps }, offset);
      }
    },
  },
});
