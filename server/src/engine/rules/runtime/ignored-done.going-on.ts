import { bad, silent } from '../rule.js';

/** Cases of a finished context that leave nothing. */
export const GOING_ON_EXAMPLES = [
  bad(`
package app

import (
	"context"
	"log"
	"time"
)

func Serve(ctx context.Context, in <-chan string) {
	for {
		select {
		case «<-ctx.Done()»:
			log.Print("over")
		case m := <-in:
			log.Print(m)
		}
	}
}

func Poll(ctx context.Context, once func()) {
	go func() {
		for {
			select {
			case «<-ctx.Done()»:
			default:
				once()
				time.Sleep(time.Second)
			}
		}
	}()
}
`),
  silent(
    'the case does something that may end the loop, or what follows it does',
    `
package app

import (
	"context"
	"log"
)

type server struct {
	in   chan string
	over bool
}

func (s *server) stop() { close(s.in) }

func (s *server) Serve(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			s.stop()
		case m, ok := <-s.in:
			if !ok {
				return
			}
			log.Print(m)
		}
	}
}

func (s *server) Drain(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
		case m := <-s.in:
			log.Print(m)
			continue
		}
		return
	}
}

func (s *server) Flagged(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			s.over = true
		case m := <-s.in:
			log.Print(m)
		}
	}
}
`,
  ),
];
