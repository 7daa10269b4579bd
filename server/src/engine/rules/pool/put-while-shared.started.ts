import { bad, silent } from '../rule.js';

/** Functions that a callee starts, or sends to who runs them. */
export const PUT_WHILE_SHARED_STARTED = [
  bad(`
package app

import (
	"io"
	"sync"
)

var pages = sync.Pool{New: func() any { return new([512]byte) }}

type workers struct{ tasks chan func() }

func (w *workers) submit(f func()) { w.tasks <- f }

func background(f func()) { go f() }

func send(w *workers, to io.Writer) {
	p := pages.Get().(*[512]byte)
	«w.submit(func()» {
		to.Write(p[:])
	})
	pages.Put(p)
}

func post(w *workers, to io.Writer) {
	p := pages.Get().(*[512]byte)
	defer pages.Put(p)
	«w.tasks <- func()» {
		to.Write(p[:])
	}
}

func start(to io.Writer) {
	p := pages.Get().(*[512]byte)
	defer pages.Put(p)
	«background(func()» {
		to.Write(p[:])
	})
}
`),
  bad(`
-- go.mod --
module example.com/app

go 1.26

require golang.org/x/sync v0.10.0

replace golang.org/x/sync => ./sync
-- sync/go.mod --
module golang.org/x/sync

go 1.18
-- sync/errgroup/errgroup.go --
package errgroup

import "sync"

type Group struct {
	wg  sync.WaitGroup
	err error
}

func (g *Group) Wait() error {
	g.wg.Wait()
	return g.err
}

func (g *Group) Go(f func() error) {
	g.wg.Add(1)
	go func() {
		defer g.wg.Done()
		if err := f(); err != nil {
			g.err = err
		}
	}()
}
-- main.go --
package app

import (
	"context"
	"io"
	"sync"

	"golang.org/x/sync/errgroup"
)

var pages = sync.Pool{New: func() any { return new([512]byte) }}

func tee(ctx context.Context, writers []io.Writer) error {
	p := pages.Get().(*[512]byte)
	defer pages.Put(p)
	var g errgroup.Group
	for _, w := range writers {
		«g.Go(func() error» {
			_, err := w.Write(p[:])
			return err
		})
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return g.Wait()
}

func all(writers []io.Writer) error {
	p := pages.Get().(*[512]byte)
	defer pages.Put(p)
	var g errgroup.Group
	for _, w := range writers {
		g.Go(func() error {
			_, err := w.Write(p[:])
			return err
		})
	}
	return g.Wait()
}
`),
  silent(
    'the function that is handed on puts the object, or somebody waits until it has run',
    `
package app

import (
	"io"
	"sync"
)

var pages = sync.Pool{New: func() any { return new([512]byte) }}

type workers struct{ tasks chan func() }

func (w *workers) submit(f func()) { w.tasks <- f }

func begin(f func()) (wait func()) {
	done := make(chan struct{})
	go func() {
		f()
		close(done)
	}()
	return func() { <-done }
}

func run(f func()) {
	done := make(chan struct{})
	go func() {
		f()
		close(done)
	}()
	<-done
}

func hand(w *workers, to io.Writer) {
	p := pages.Get().(*[512]byte)
	w.submit(func() {
		to.Write(p[:])
		pages.Put(p)
	})
}

func later(w *workers, to io.Writer) {
	p := pages.Get().(*[512]byte)
	done := make(chan struct{})
	w.submit(func() {
		to.Write(p[:])
		close(done)
	})
	<-done
	pages.Put(p)
}

func begun(to io.Writer) {
	p := pages.Get().(*[512]byte)
	wait := begin(func() { to.Write(p[:]) })
	wait()
	pages.Put(p)
}

func ran(to io.Writer) {
	p := pages.Get().(*[512]byte)
	run(func() { to.Write(p[:]) })
	pages.Put(p)
}
`,
  ),
];
