import { bad, silent } from '../rule.js';

const HEAD = `
package app

import (
	"context"
	"sync"
)

type frame struct{ data []byte }

var frames = sync.Pool{New: func() any { return new(frame) }}

type job struct {
	f    *frame
	done chan error
}

type sender struct {
	queue  chan *job
	closed chan struct{}
}
`;

/** A variable holds what is sent, and the function waits for a receipt. */
export const RECEIPT_EXAMPLES = [
  bad(`${HEAD}
func (s *sender) send(ctx context.Context, p []byte) (err error) {
	f := frames.Get().(*frame)
	f.data = append(f.data[:0], p...)
	j := &job{f: f, done: make(chan error, 1)}
	select {
	case «s.queue <- j»:
	case <-ctx.Done():
		frames.Put(f)
		return ctx.Err()
	}
	select {
	case err = <-j.done:
	case <-ctx.Done():
		err = ctx.Err()
	}
	frames.Put(f)
	return err
}
`),
  silent(
    'the Put waits for the receipt, or for the end of who would use it',
    `${HEAD}
func (s *sender) send(ctx context.Context, p []byte) error {
	f := frames.Get().(*frame)
	f.data = append(f.data[:0], p...)
	j := &job{f: f, done: make(chan error, 1)}
	select {
	case s.queue <- j:
	case <-ctx.Done():
		frames.Put(f)
		return ctx.Err()
	}
	select {
	case err := <-j.done:
		frames.Put(f)
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *sender) wait(p []byte) (err error) {
	f := frames.Get().(*frame)
	f.data = append(f.data[:0], p...)
	j := &job{f: f, done: make(chan error, 1)}
	s.queue <- j
	select {
	case err = <-j.done:
	case <-s.closed:
	}
	frames.Put(f)
	return err
}

func (s *sender) other(p []byte) {
	f := frames.Get().(*frame)
	f.data = append(f.data[:0], p...)
	j := &job{f: f}
	j.f = &frame{data: append([]byte(nil), f.data...)}
	s.queue <- j
	frames.Put(f)
}
`,
  ),
];
