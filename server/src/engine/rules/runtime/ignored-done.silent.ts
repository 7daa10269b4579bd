import { type Example, silent } from '../rule.js';

export const IGNORED_DONE_SILENT: readonly Example[] = [
  silent(
    'something in the loop ends it, or it has no context',
    `
package app

import (
	"context"
	"errors"
	"log"
	"os"
	"time"
)

func Until(ctx context.Context, once func(context.Context) error) error {
	for {
		time.Sleep(time.Second)
		if err := once(ctx); errors.Is(err, context.Canceled) {
			return err
		}
	}
}

func Asked(ctx context.Context, once func()) {
	for ctx.Err() == nil {
		time.Sleep(time.Second)
		once()
	}
}

func Broken(ctx context.Context, stop chan struct{}, once func()) {
loop:
	for {
		select {
		case <-stop:
			break loop
		case <-time.After(time.Second):
			once()
		}
	}
}

func Fatal(ctx context.Context, once func() error) {
	for {
		time.Sleep(time.Second)
		if once() != nil {
			log.Fatal("failed")
		}
	}
}

func Watch(ctx context.Context, name string, changed func()) {
	go func() {
		for {
			time.Sleep(time.Second)
			if _, err := os.Stat(name); err == nil {
				changed()
			}
		}
	}()
}

func Drain(ctx context.Context, jobs chan func()) {
	for job := range jobs {
		job()
	}
}
`,
  ),
  silent(
    'a call in it may end the program, or the goroutine',
    `
package app

import (
	"context"
	"log"
	"os"
	"runtime"
	"time"
)

func orLeave(err error) {
	if err != nil {
		log.Print(err)
		os.Exit(1)
	}
}

func Must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func Checked(ctx context.Context, once func(context.Context) error) {
	for {
		time.Sleep(time.Second)
		orLeave(once(ctx))
	}
}

func Got(ctx context.Context, get func(context.Context) (int, error)) {
	for {
		time.Sleep(time.Second)
		log.Print(Must(get(ctx)))
	}
}

func Closures(ctx context.Context, once func(context.Context) error) {
	leave := func(err error) {
		log.Print(err)
		os.Exit(3)
	}
	for {
		time.Sleep(time.Second)
		if err := once(ctx); err != nil {
			leave(err)
		}
	}
}

func Guarded(ctx context.Context, once func()) {
	t := time.NewTicker(time.Second)
	defer t.Stop()
	for range t.C {
		func() {
			defer func() { _ = recover() }()
			if ctx.Err() != nil {
				runtime.Goexit()
			}
			once()
		}()
	}
}

func Watched(ctx context.Context, once func()) {
	context.AfterFunc(ctx, func() { os.Exit(0) })
	for {
		time.Sleep(time.Second)
		once()
	}
}
`,
  ),
  silent(
    'the work is meant to go on, or the channel of the context has a name of its own',
    `
package app

import (
	"context"
	"time"
)

func Detached(ctx context.Context, flush func(context.Context) error) {
	ctx = context.WithoutCancel(ctx)
	for {
		time.Sleep(time.Minute)
		_ = flush(ctx)
	}
}

func Forever(ctx context.Context, setUp, flush func(context.Context) error) {
	_ = setUp(ctx)
	ctx = context.Background()
	for {
		time.Sleep(time.Minute)
		_ = flush(ctx)
	}
}

func Stopped(ctx context.Context, once func()) {
	t := time.NewTicker(time.Second)
	for range t.C {
		if context.Cause(ctx) != nil {
			t.Stop()
		}
		once()
	}
}

func Drained(ctx context.Context, once, drain func()) {
	done := ctx.Done()
	t := time.NewTicker(time.Second)
	defer t.Stop()
	for {
		select {
		case <-done:
			drain()
			done = nil
		case <-t.C:
			once()
		}
	}
}
`,
  ),
];
