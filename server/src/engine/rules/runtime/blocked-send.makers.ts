import { bad, silent } from '../rule.js';

/** Channels that a function of the program makes, with the goroutine that sends to it. */
export const SEND_MAKERS = [
  bad(`
package app

import (
	"context"
	"errors"
	"time"
)

func start(f func() error) <-chan error {
	ch := make(chan error)
	go func() { ch <- f() }()
	return ch
}

func Within(d time.Duration, f func() error) error {
	select {
	case err := <-start(f):
		return err
	case <-time.After(d):
		«return errors.New("timeout")»
	}
}

func Until(ctx context.Context, f func() error) error {
	done := start(f)
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		«return ctx.Err()»
	}
}
`),
  silent(
    'the channel has room, is closed, or is received from after all',
    `
package app

import (
	"context"
	"errors"
	"time"
)

func start(f func() error) chan error {
	ch := make(chan error)
	go func() { ch <- f() }()
	return ch
}

func room(f func() error) chan error {
	ch := make(chan error, 1)
	go func() { ch <- f() }()
	return ch
}

func closing(f func()) <-chan struct{} {
	ch := make(chan struct{})
	go func() { f(); close(ch) }()
	return ch
}

func first(f func() error) error {
	select {
	case err := <-room(f):
		return err
	case <-time.After(time.Second):
		return errors.New("timeout")
	}
}

func second(f func()) error {
	select {
	case <-closing(f):
		return nil
	case <-time.After(time.Second):
		return errors.New("timeout")
	}
}

func third(ctx context.Context, f func() error) error {
	ch := start(f)
	select {
	case err := <-ch:
		return err
	case <-ctx.Done():
		<-ch
		return ctx.Err()
	}
}

func fourth(ctx context.Context, f func() error) error {
	ch := start(f)
	select {
	case err := <-ch:
		return err
	case <-ctx.Done():
		go func() { <-ch }()
		return ctx.Err()
	}
}
`,
  ),
  silent(
    'somebody else gets the channel',
    `
package app

import "context"

func start(f func() error) <-chan error {
	ch := make(chan error)
	go func() { ch <- f() }()
	return ch
}

type job struct{ done <-chan error }

func kept(ctx context.Context, j *job, f func() error) error {
	ch := start(f)
	j.done = ch
	select {
	case err := <-ch:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func drain(ch <-chan error) { <-ch }

func drained(ctx context.Context, f func() error) error {
	ch := start(f)
	select {
	case err := <-ch:
		return err
	case <-ctx.Done():
		go drain(ch)
		return ctx.Err()
	}
}

func returned(ctx context.Context, f func() error) (<-chan error, error) {
	ch := start(f)
	select {
	case err := <-ch:
		return nil, err
	case <-ctx.Done():
		return ch, ctx.Err()
	}
}
`,
  ),
  silent(
    'there is room for what comes too late, or the timer is the only sender, or may be stopped',
    `
package app

import "time"

func Room(wait func(), d time.Duration) bool {
	ch := make(chan bool, 2)
	time.AfterFunc(d, func() { ch <- false })
	go func() {
		wait()
		ch <- true
	}()
	return <-ch
}

func Stopped(d time.Duration) bool {
	ch := make(chan bool)
	t := time.AfterFunc(d, func() { ch <- false })
	defer t.Stop()
	return <-ch
}

func Later(d time.Duration) bool {
	ch := make(chan bool)
	time.AfterFunc(d, func() { ch <- false })
	return <-ch
}
`,
  ),
];
