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
  silent(
    'all of them are received from, there is room for them, or somebody goes on receiving',
    `
package app

import (
	"context"
	"sync"
)

func All(tasks []func() error) (first error) {
	errs := make(chan error)
	for _, task := range tasks {
		go func() { errs <- task() }()
	}
	for range tasks {
		if err := <-errs; err != nil && first == nil {
			first = err
		}
	}
	return first
}

func Room(tasks []func() error) error {
	errs := make(chan error, len(tasks))
	for _, task := range tasks {
		go func() { errs <- task() }()
	}
	for range tasks {
		if err := <-errs; err != nil {
			return err
		}
	}
	return nil
}

func Drained(tasks []func() error) error {
	errs := make(chan error)
	for _, task := range tasks {
		go func() { errs <- task() }()
	}
	for i := range tasks {
		if err := <-errs; err != nil {
			go func() {
				for range len(tasks) - i - 1 {
					<-errs
				}
			}()
			return err
		}
	}
	return nil
}

func Counted(tasks []func() error) error {
	errs := make(chan error)
	for _, task := range tasks {
		go func() { errs <- task() }()
	}
	heard := 0
	for {
		<-errs
		if heard++; heard == len(tasks) {
			return nil
		}
	}
}

func Turns(tasks []func() error) error {
	errs := make(chan error)
	for _, task := range tasks {
		go func() { errs <- task() }()
		if err := <-errs; err != nil {
			return err
		}
	}
	return nil
}

func Leaving(ctx context.Context, tasks []func() error) error {
	errs := make(chan error)
	for _, task := range tasks {
		go func() {
			select {
			case errs <- task():
			case <-ctx.Done():
			}
		}()
	}
	for range tasks {
		if err := <-errs; err != nil {
			return err
		}
	}
	return nil
}

func Own(tasks []func() error) error {
	for _, task := range tasks {
		errs := make(chan error)
		go func() { errs <- task() }()
		if err := <-errs; err != nil {
			return err
		}
	}
	return nil
}

func Closed(tasks []func() int) (sum int) {
	values := make(chan int)
	var all sync.WaitGroup
	for _, task := range tasks {
		all.Add(1)
		go func() {
			defer all.Done()
			values <- task()
		}()
	}
	go func() {
		all.Wait()
		close(values)
	}()
	for v := range values {
		sum += v
	}
	return sum
}
`,
  ),
];
