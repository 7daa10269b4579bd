/** Right programs near `runtime/ignored-done`: each iteration has another context. */
import { type Example, silent } from '../rule.js';

export const RENEWED_EXAMPLES: readonly Example[] = [
  silent(
    'each iteration has a context of its own, or may get another',
    `
package app

import (
	"context"
	"log"
	"net/http"
	"time"
)

func Turns(in <-chan string) {
	for {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		select {
		case <-ctx.Done():
			break
		case name := <-in:
			log.Print(name)
		}
		cancel()
	}
}

func Requests(requests <-chan *http.Request, in <-chan string) {
	for {
		r := <-requests
		select {
		case <-r.Context().Done():
			break
		case name := <-in:
			log.Print(name)
		}
	}
}

type session struct {
	ctx    context.Context
	cancel context.CancelFunc
}

func (s *session) Reconnect(in <-chan string) {
	for {
		select {
		case <-s.ctx.Done():
			s.ctx, s.cancel = context.WithCancel(context.Background())
			break
		case name := <-in:
			log.Print(name)
		}
	}
}

func Renewed(ctx context.Context, in <-chan string, renew func(*context.Context)) {
	for {
		select {
		case <-ctx.Done():
			renew(&ctx)
			break
		case name := <-in:
			log.Print(name)
		}
	}
}

type worker struct{ ctx context.Context }

func (w *worker) renew() { w.ctx = context.Background() }

func (w *worker) Run(in <-chan string) {
	for {
		select {
		case <-w.ctx.Done():
			break
		case name := <-in:
			log.Print(name)
			w.renew()
		}
	}
}
`,
  ),
];
