/** One struct for what goroutines share: before and after. */
import type { Case } from './cases.js';

export const SHARED_CASES: readonly Case[] = [
  {
    remedy: 'shared-struct',
    name: 'what goroutines share',
    before: `package a

import "sync"

func f(xs []func() error) error {
	var «wg» sync.WaitGroup
	var mu sync.Mutex
	var first error
	for _, x := range xs {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if err := x(); err != nil {
				mu.Lock()
				defer mu.Unlock()
				if first == nil {
					first = err
				}
			}
		}()
	}
	wg.Wait()
	return first
}
`,
    after: `package a

import "sync"

func f(xs []func() error) error {
	var shared struct {
		wg    sync.WaitGroup
		mu    sync.Mutex
		first error
	}
	for _, x := range xs {
		shared.wg.Add(1)
		go func() {
			defer shared.wg.Done()
			if err := x(); err != nil {
				shared.mu.Lock()
				defer shared.mu.Unlock()
				if shared.first == nil {
					shared.first = err
				}
			}
		}()
	}
	shared.wg.Wait()
	return shared.first
}
`,
  },
  {
    remedy: 'shared-struct',
    name: 'between other declarations, by address too, when the name is taken',
    before: `package a

import "sync"

func each(shared []int, run func(*sync.WaitGroup, int)) (n int) {
	var local int
	var «wg» sync.WaitGroup
	var count int
	local = len(shared)
	wg.Add(local)
	for _, x := range shared {
		go run(&wg, x)
		go func() { count++ }()
	}
	wg.Wait()
	return count + local
}
`,
    after: `package a

import "sync"

func each(shared []int, run func(*sync.WaitGroup, int)) (n int) {
	var local int
	var shared2 struct {
		wg    sync.WaitGroup
		count int
	}
	local = len(shared)
	shared2.wg.Add(local)
	for _, x := range shared {
		go run(&shared2.wg, x)
		go func() { shared2.count++ }()
	}
	shared2.wg.Wait()
	return shared2.count + local
}
`,
  },
  {
    remedy: 'shared-struct',
    name: 'in a closure that a goroutine calls, and the group that starts it',
    before: `package a

import "sync"

func f(xs []error) error {
	var wg sync.WaitGroup
	var «mu» sync.Mutex
	var first error
	fail := func(err error) {
		mu.Lock()
		defer mu.Unlock()
		first = err
	}
	for _, x := range xs {
		wg.Go(func() { fail(x) })
	}
	wg.Wait()
	return first
}
`,
    after: `package a

import "sync"

func f(xs []error) error {
	var shared struct {
		wg    sync.WaitGroup
		mu    sync.Mutex
		first error
	}
	fail := func(err error) {
		shared.mu.Lock()
		defer shared.mu.Unlock()
		shared.first = err
	}
	for _, x := range xs {
		shared.wg.Go(func() { fail(x) })
	}
	shared.wg.Wait()
	return shared.first
}
`,
  },
];
