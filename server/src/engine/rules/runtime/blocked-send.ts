import { messages } from '../../base/message.js';
import { readLeftovers } from '../../go/lifecycle/file-lifecycles.js';
import { perTaken } from '../left-behind.js';
import { bad, good, rule } from '../rule.js';
import { SEND_BRANCHES } from './blocked-send.branches.js';
import { CALLED_SENDERS } from './blocked-send.called.js';
import { SEND_MAKERS } from './blocked-send.makers.js';
import { SEND_PRODUCERS } from './blocked-send.producers.js';
import { SEND_RECEIVERS } from './blocked-send.receivers.js';
import { SEND_SILENT } from './blocked-send.silent.js';

const say = messages('runtime/blocked-send', {
  path: 'When the function leaves here, nobody receives from `{name}`: the goroutine that sends to it blocks for ever.\nGive the channel room: `make(chan …, 1)`.',
  never: 'Nobody receives from `{name}`, so this goroutine blocks for ever.\nGive the channel room, or receive from it.',
  others:
    'This receives from `{name}` once, and a loop has started a goroutine for each send: the others block for ever.\nGive the channel room for all of them: `make(chan …, n)`.',
  rest: 'When the function leaves here, goroutines that still send to `{name}` block for ever.\nGive the channel room for all of them: `make(chan …, n)`.',
  producer:
    'When the function leaves here, the goroutine that sends to `{name}` blocks for ever with its next value.\nSend in a `select` with `case <-ctx.Done()`, or receive what is left.',
  branch:
    'After this case nobody receives from `{name}`: the goroutine that sends to it blocks for ever.\nGive the channel room: `make(chan …, 1)`.',
  stepSend: 'The goroutine sends here.',
});

export default rule({
  id: 'runtime/blocked-send',
  messages: say,
  severity: 'warning',
  since: '0.1.0',
  summary: 'A goroutine sends to an unbuffered channel whose receiver has left',
  inTests: false,
  docs: {
    what: 'A function that makes an unbuffered channel, starts a goroutine whose body sends to it, or a function of the program with it (`go lookup(host, c)`), and returns on a path that receives nothing: most often the `case` of a timeout or of `ctx.Done()`, also where the function goes on behind the `select`. The same of goroutines that a loop starts, where only one of them is received from, or where the loop that receives returns at the first error. And of a goroutine that sends one value after the other, whose receiver leaves its loop for an error of its own or for a context.',
    why: 'The goroutine waits for a receiver for ever. It is never collected, nor is anything that it refers to. Each timeout leaves one more, so memory grows exactly when the other side is slow.',
    fix: '`make(chan T, 1)`: the send succeeds, the goroutine ends, and the channel is collected. Or send in a `select` with `case <-ctx.Done()`.',
    limits:
      'Only channels that nobody else has: used by sends of goroutines that the function starts, and by its own receives; or that a function of the program makes, sends to once and returns. Silent where the goroutine may end without the send, where a `select` sends, and for the results of servers, which end with the program. How often a loop starts goroutines is not worked out: where it is once, all are heard.',
    sources: [
      'https://github.com/google/cadvisor/pull/2549',
      'https://github.com/erigontech/erigon/pull/16782',
      'https://go.dev/ref/mem#chan',
    ],
  },
  examples: [
    bad(`
package app

import (
	"context"
	"errors"
	"time"
)

func Within(d time.Duration, f func() error) error {
	done := make(chan error)
	go func() { done <- f() }()
	select {
	case err := <-done:
		return err
	case <-time.After(d):
		«return errors.New("timeout")»
	}
}

func WaitFor(wait func(), d time.Duration) bool {
	ch := make(chan bool)
	time.AfterFunc(d, func() { ch <- false })
	go func() {
		wait()
		ch <- true
	}()
	«return <-ch»
}

func Load(ctx context.Context, load func() (int, error)) (int, error) {
	ch := make(chan int)
	errs := make(chan error, 1)
	go func() {
		n, err := load()
		if err != nil {
			errs <- err
			return
		}
		ch <- n
	}()
	select {
	case <-ctx.Done():
		«return 0, ctx.Err()»
	case err := <-errs:
		return 0, err
	case n := <-ch:
		return n, nil
	}
}
`),
    bad(`
package app

import "context"

type result struct {
	size int
	err  error
}

func First(urls []string, get func(string) string) string {
	found := make(chan string)
	for _, url := range urls {
		go func() { found <- get(url) }()
	}
	return «<-found»
}

func Sum(urls []string, get func(string) (int, error)) (int, error) {
	results := make(chan result)
	for _, url := range urls {
		go func() {
			n, err := get(url)
			results <- result{n, err}
		}()
	}
	sum := 0
	for range urls {
		r := <-results
		if r.err != nil {
			«return 0, r.err»
		}
		sum += r.size
	}
	return sum, nil
}

func All(ctx context.Context, tasks []func() error) error {
	errs := make(chan error)
	for i := 0; i < len(tasks); i++ {
		go func() { errs <- tasks[i]() }()
	}
	for i := 0; i < len(tasks); i++ {
		select {
		case err := <-errs:
			if err != nil {
				«return err»
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}
`),
    bad(`
package app

import (
	"sync"
	"time"
)

func waitFor(wg *sync.WaitGroup, limit time.Duration) bool {
	done := make(chan bool)
	go func() {
		defer close(done)
		wg.Wait()
		done <- true
	}()
	select {
	case <-done:
		return true
	case <-time.After(limit):
		«return false»
	}
}
`),
    good(`
package app

import (
	"errors"
	"time"
)

func Within(d time.Duration, f func() error) error {
	done := make(chan error, 1)
	go func() { done <- f() }()
	select {
	case err := <-done:
		return err
	case <-time.After(d):
		return errors.New("timeout")
	}
}
`),
    ...SEND_BRANCHES,
    ...SEND_MAKERS,
    ...SEND_PRODUCERS,
    ...SEND_RECEIVERS,
    ...CALLED_SENDERS,
    ...SEND_SILENT,
  ],
  checks: {
    *code({ file, workspace, report }) {
      for (const found of perTaken(yield* readLeftovers(file, workspace.typed(file.path)))) {
        const { kind, taken, name, left, senders, leavesToo, offset } = found;
        if (kind !== 'sender') continue;
        if (left)
          report(
            {
              span: left,
              message: senders ? say[senders]({ name }) : say.path({ name }),
              steps: [{ span: taken, message: say.stepSend }, ...leavesToo],
            },
            offset,
          );
        else report({ span: taken, message: say.never({ name }) }, offset);
      }
    },
  },
});
