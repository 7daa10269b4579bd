import { type Example, silent } from '../rule.js';

export const SEND_SILENT: readonly Example[] = [
  silent(
    'somebody receives, or the goroutine need not send',
    `
package app

import (
	"context"
	"errors"
	"net/http"
	"time"
)

func Drained(ctx context.Context, f func() error) error {
	done := make(chan error)
	go func() { done <- f() }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		<-done
		return ctx.Err()
	}
}

func Deferred(ctx context.Context, f func() error) error {
	done := make(chan error)
	defer func() { <-done }()
	go func() { done <- f() }()
	<-ctx.Done()
	return ctx.Err()
}

func Selected(ctx context.Context, f func() error) error {
	done := make(chan error)
	go func() {
		select {
		case done <- f():
		case <-ctx.Done():
		}
	}()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func Serve(ctx context.Context, s *http.Server) error {
	failed := make(chan error)
	go func() {
		if err := s.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
			failed <- err
		}
	}()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
		return s.Shutdown(context.Background())
	}
}

func Handed(d time.Duration, f func() int, later func(<-chan int)) int {
	got := make(chan int)
	go func() { got <- f() }()
	select {
	case n := <-got:
		return n
	case <-time.After(d):
		later(got)
		return 0
	}
}

func Returned(f func() int) <-chan int {
	got := make(chan int)
	go func() { got <- f() }()
	return got
}

func Watched(d time.Duration, f func() int) int {
	got := make(chan int)
	go func() { got <- f() }()
	for {
		select {
		case n := <-got:
			return n
		case <-time.After(d):
			println("slow")
		}
	}
}

func Optional(on bool, f func() int) int {
	got := make(chan int)
	if on {
		go func() { got <- f() }()
	}
	if !on {
		return 0
	}
	return <-got
}
`,
  ),
];
