import { messages } from '../../base/message.js';
import { readLeftovers } from '../../go/lifecycle/file-lifecycles.js';
import { perTaken } from '../left-behind.js';
import { bad, good, rule } from '../rule.js';
import { SEND_SILENT } from './blocked-send.silent.js';

const say = messages('runtime/blocked-send', {
  path: 'When the function leaves here, nobody receives from `{name}`: the goroutine that sends to it blocks for ever.\nGive the channel room: `make(chan …, 1)`.',
  never: 'Nobody receives from `{name}`, so this goroutine blocks for ever.\nGive the channel room, or receive from it.',
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
    what: 'A function that makes an unbuffered channel, starts a goroutine whose body sends to it, and returns on a path that receives nothing: most often the `case` of a timeout or of `ctx.Done()`.',
    why: 'The goroutine waits for a receiver for ever. It is never collected, nor is anything that it refers to. Each timeout leaves one more, so memory grows exactly when the other side is slow.',
    fix: '`make(chan T, 1)`: the send succeeds, the goroutine ends, and the channel is collected. Or send in a `select` with `case <-ctx.Done()`.',
    limits:
      'Only channels that nobody else has: used by sends of goroutines that the function starts, and by its own receives. Silent where the goroutine may end without the send, where a `select` sends, and for the results of servers, which end with the program.',
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
    ...SEND_SILENT,
  ],
  checks: {
    *go({ file, workspace, report }) {
      for (const { kind, taken, name, left, leavesToo, offset } of perTaken(yield* readLeftovers(file, workspace.typed(file.path)))) {
        if (kind !== 'sender') continue;
        if (left)
          report({ span: left, message: say.path({ name }), steps: [{ span: taken, message: say.stepSend }, ...leavesToo] }, offset);
        else report({ span: taken, message: say.never({ name }) }, offset);
      }
    },
  },
});
