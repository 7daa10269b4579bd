import { bad, type Example } from '../rule.js';

/** Goroutines that send one value after the other. */
export const SEND_PRODUCERS: readonly Example[] = [
  bad(`
package app

import (
	"bufio"
	"context"
	"io"
)

func bad1(xs []string, f func(string) error) error {
	ch := make(chan string)
	go func() {
		defer close(ch)
		for _, x := range xs {
			ch <- x
		}
	}()
	for x := range ch {
		if err := f(x); err != nil {
			«return err»
		}
	}
	return nil
}
func bad2(ctx context.Context, r io.Reader, f func(string)) error {
	lines := make(chan string)
	go func() {
		s := bufio.NewScanner(r)
		for s.Scan() {
			lines <- s.Text()
		}
		close(lines)
	}()
	for {
		select {
		case l, ok := <-lines:
			if !ok {
				return nil
			}
			f(l)
		case <-ctx.Done():
			«return ctx.Err()»
		}
	}
}
func bad3(walk func(func(string) error) error, f func(string) error) (err error) {
	ch := make(chan string)
	go func() {
		walk(func(s string) error { ch <- s; return nil })
		close(ch)
	}()
	for s := range ch {
		if err = f(s); err != nil {
			«break»
		}
	}
	return err
}
`),
];
