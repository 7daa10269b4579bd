import { bad, type Example, silent } from '../rule.js';

const HEAD = `
package app

import (
	"context"
	"sync"
)

type packet struct {
	from string
	size int
}

type event struct {
	kind int
	p    *packet
}

var packets = sync.Pool{New: func() any { return new(packet) }}
`;

/** What is shared in a branch, and put behind it, whichever branch was taken. */
export const BRANCH_EXAMPLES: readonly Example[] = [
  bad(`${HEAD}
func Handle(ctx context.Context, out chan<- event, from string) {
	p := packets.Get().(*packet)
	p.from, p.size = from, 0
	select {
	case «out <- event{kind: 1, p: p}»:
	case <-ctx.Done():
	}
	packets.Put(p)
}

type tap struct {
	mu  sync.Mutex
	out chan *packet
}

func (t *tap) Offer(from string) {
	p := packets.Get().(*packet)
	p.from, p.size = from, 0
	defer packets.Put(p)
	t.mu.Lock()
	defer t.mu.Unlock()
	select {
	case «t.out <- p»:
	default:
	}
}

func Log(sink func(*packet), from string, isAsync bool) {
	p := packets.Get().(*packet)
	p.from, p.size = from, 0
	if isAsync {
		«go sink(p)»
	} else {
		sink(p)
	}
	packets.Put(p)
}
`),
  bad(`
package app

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"sync"
	"time"
)

var bodies = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func Push(ctx context.Context, c *http.Client, url string, v any) error {
	b := bodies.Get().(*bytes.Buffer)
	b.Reset()
	defer «bodies.Put(b)»
	if err := json.NewEncoder(b).Encode(v); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(b.Bytes()))
	if err != nil {
		return err
	}
	resp, err := c.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}
`),
  silent(
    'who has sent it leaves, tells of it, or waits',
    `${HEAD}
func Left(ctx context.Context, out chan<- *packet, from string) {
	p := packets.Get().(*packet)
	p.from, p.size = from, 0
	select {
	case out <- p:
		return
	case <-ctx.Done():
	}
	packets.Put(p)
}

func Told(ctx context.Context, out chan<- *packet, from string) {
	p := packets.Get().(*packet)
	p.from, p.size = from, 0
	sent := false
	select {
	case out <- p:
		sent = true
	case <-ctx.Done():
	}
	if sent {
		return
	}
	packets.Put(p)
}

func Either(ctx context.Context, out chan<- *packet, from string) {
	p := packets.Get().(*packet)
	p.from, p.size = from, 0
	select {
	case out <- p:
	case <-ctx.Done():
		packets.Put(p)
	}
}

func Waits(sink func(*packet), from string, isAsync bool) {
	p := packets.Get().(*packet)
	p.from, p.size = from, 0
	done := make(chan struct{})
	if isAsync {
		go func() {
			sink(p)
			close(done)
		}()
		<-done
	}
	packets.Put(p)
}
`,
  ),
];
