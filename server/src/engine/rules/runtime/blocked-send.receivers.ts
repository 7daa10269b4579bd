import { type Example, silent } from '../rule.js';

/** What receives all that a goroutine sends. */
export const SEND_RECEIVERS: readonly Example[] = [
  silent(
    'the goroutine looks at the context, all is received, or the last value says that it is the last',
    `
package app

import (
	"bufio"
	"context"
	"errors"
)

func good1(ctx context.Context, xs []string, f func(string) error) error {
	ch := make(chan string)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		defer close(ch)
		for _, x := range xs {
			select {
			case ch <- x:
			case <-ctx.Done():
				return
			}
		}
	}()
	for x := range ch {
		if err := f(x); err != nil {
			return err
		}
	}
	return nil
}
func good2(xs []string, f func(string) error) (err error) {
	ch := make(chan string)
	go func() {
		defer close(ch)
		for _, x := range xs {
			ch <- x
		}
	}()
	for x := range ch {
		if e := f(x); e != nil {
			err = errors.Join(err, e)
			continue
		}
	}
	return err
}
func good3(xs []string, f func(string) error) (err error) {
	ch := make(chan string)
	go func() {
		defer close(ch)
		for _, x := range xs {
			ch <- x
		}
	}()
	defer func() {
		for range ch {
		}
	}()
	for x := range ch {
		if err := f(x); err != nil {
			return err
		}
	}
	return nil
}
func good4(xs []string, f func(string) error) (err error) {
	ch := make(chan string, len(xs))
	go func() {
		defer close(ch)
		for _, x := range xs {
			ch <- x
		}
	}()
	for x := range ch {
		if err := f(x); err != nil {
			return err
		}
	}
	return nil
}
func good5(xs []string, f func(string) error) (err error) {
	ch := make(chan string)
	go func() {
		defer close(ch)
		for _, x := range xs {
			ch <- x
		}
	}()
	for x := range ch {
		if err = f(x); err != nil {
			break
		}
	}
	for range ch {
	}
	return err
}

type item struct {
	s   string
	err error
}

func good6(r *bufio.Reader, f func(string)) error {
	ch := make(chan item)
	go func() {
		for {
			s, err := r.ReadString('\n')
			ch <- item{s, err}
			if err != nil {
				return
			}
		}
	}()
	for it := range ch {
		if it.err != nil {
			return it.err
		}
		f(it.s)
	}
	return nil
}
func good7(ctx context.Context, g func() (string, error), f func(string)) error {
	ch := make(chan string)
	errs := make(chan error, 1)
	go func() {
		s, err := g()
		if err != nil {
			errs <- err
			return
		}
		ch <- s
	}()
	select {
	case s := <-ch:
		f(s)
	case err := <-errs:
		return err
	}
	return nil
}
func good8(n int, f func(int) error) error {
	ch := make(chan int)
	stop := make(chan struct{})
	defer close(stop)
	go func() {
		for i := 0; ; i++ {
			select {
			case ch <- i:
			case <-stop:
				return
			}
		}
	}()
	for i := range ch {
		if err := f(i); err != nil {
			return err
		}
		if i == n {
			return nil
		}
	}
	return nil
}
func good9(xs []string, f func(string) error, out chan string) error {
	ch := make(chan string)
	go func() {
		defer close(ch)
		for _, x := range xs {
			ch <- x
		}
	}()
	go drain(ch)
	for x := range ch {
		if err := f(x); err != nil {
			return err
		}
	}
	return nil
}
func drain(ch chan string) {
	for range ch {
	}
}
func good10(xs []string, f func(string) error) {
	ch := make(chan string)
	go func() {
		defer close(ch)
		for _, x := range xs {
			ch <- x
		}
	}()
	for x := range ch {
		if err := f(x); err != nil {
			panic(err)
		}
	}
}
`,
  ),
];
