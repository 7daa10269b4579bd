import { type Example, silent } from '../rule.js';

export const TIMER_SILENT: readonly Example[] = [
  silent(
    'from go 1.23 on such timers are collected',
    `-- go.mod --
module example.com/app

go 1.23
-- main.go --
package app

import "time"

func Pump(in <-chan int, f func(int)) {
	for {
		select {
		case v := <-in:
			f(v)
		case <-time.After(time.Hour):
			return
		}
	}
}
`,
  ),
  silent(
    'the same beside locks and goroutines, which are looked at for other reasons',
    `-- go.mod --
module example.com/app

go 1.26
-- main.go --
package app

import (
	"sync"
	"time"
)

type room struct {
	mu     sync.Mutex
	closed chan struct{}
	count  int
}

func (r *room) work(prune func() error) {
	ticker := time.NewTicker(time.Second)
	errs := make(chan error, 1)
	go func() { errs <- prune() }()
	for {
		select {
		case <-r.closed:
			return
		case <-errs:
			return
		case <-ticker.C:
			r.mu.Lock()
			r.count++
			r.mu.Unlock()
		}
	}
}
`,
  ),
  silent(
    'it is stopped, handed on, or runs as long as the program or the function',
    `-- go.mod --
module example.com/app

go 1.22
-- main.go --
package main

import (
	"context"
	"time"
)

type beat struct {
	ticks *time.Ticker
	stop  chan struct{}
}

func main() {
	ticks := time.NewTicker(time.Second)
	for range 3 {
		<-ticks.C
	}
	go forever(func() {})
	_ = start()
}

func forever(f func()) {
	ticks := time.NewTicker(time.Minute)
	for range ticks.C {
		f()
	}
}

func start() *beat {
	ticks := time.NewTicker(time.Second)
	b := &beat{ticks: ticks, stop: make(chan struct{})}
	return b
}

func channel() <-chan time.Time {
	ticks := time.NewTicker(time.Second)
	return ticks.C
}

func until(ctx context.Context, f func()) {
	ticks := time.NewTicker(time.Second)
	defer ticks.Stop()
	for {
		select {
		case <-ticks.C:
			f()
		case <-ctx.Done():
			return
		}
	}
}

func both(ctx context.Context, f func() bool) {
	ticks := time.NewTicker(time.Second)
	defer func() { ticks.Stop() }()
	for f() {
		<-ticks.C
	}
}

func helper(ctx context.Context) {
	ticks := time.NewTicker(time.Second)
	defer stopAll(ticks)
	<-ticks.C
}

func stopAll(all ...*time.Ticker) {
	for _, t := range all {
		t.Stop()
	}
}
`,
  ),
  silent(
    'the timer has fired when the next iteration begins',
    `-- go.mod --
module example.com/app

go 1.22
-- main.go --
package app

import (
	"context"
	"time"
)

func Retry(ctx context.Context, f func() error) error {
	for {
		if f() == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Second):
		}
	}
}

func Ready(started <-chan struct{}, isUp func() bool) bool {
	for {
		if isUp() {
			if started != nil {
				select {
				case <-started:
				case <-time.After(time.Minute):
				}
			}
			return true
		}
	}
}

func Send(ctx context.Context, wait time.Duration, f func(context.Context) error) {
	for f(ctx) != nil {
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		}
	}
}

func Poll(f func() bool) {
	for !f() {
		<-time.After(time.Second)
	}
}

func Until(in <-chan int, log interface{ Panicf(string, ...any) }) {
	for done := false; !done; {
		select {
		case v := <-in:
			log.Panicf("%d", v)
		case <-time.After(time.Minute):
		}
		select {
		case <-in:
			done = true
		case <-time.After(time.Minute):
		}
	}
}

func Wait(in <-chan int) int {
	for {
		select {
		case v := <-in:
			switch {
			case v > 0:
				return v
			default:
				return 0
			}
		case <-time.After(time.Minute):
		}
	}
}
`,
  ),
];
