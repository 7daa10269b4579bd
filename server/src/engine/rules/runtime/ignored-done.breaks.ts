import { bad, type Example, silent } from '../rule.js';

export const BREAK_EXAMPLES: readonly Example[] = [
  bad(`
package app

import (
	"context"
	"log"
	"time"
)

func Reap(ctx context.Context, expired <-chan string, drop func(string)) {
	for {
		select {
		case <-ctx.Done():
			«break»
		case name := <-expired:
			drop(name)
		}
	}
}

func Drain(ctx context.Context, queue <-chan int, add func(int)) {
	for {
		select {
		case n, ok := <-queue:
			if !ok {
				return
			}
			add(n)
		case <-ctx.Done():
			«break»
		}
	}
}

func Poll(ctx context.Context, once func() error) {
	for {
		select {
		case <-ctx.Done():
			log.Print("stopping")
			«break»
		default:
		}
		if err := once(); err != nil {
			log.Print(err)
		}
		time.Sleep(time.Second)
	}
}
`),
  silent(
    'the loop ends all the same, by what follows the select, what it asks first, a label, or what is called',
    `
package app

import (
	"context"
	"log"
	"time"
)

type message struct{ text string }

func Labelled(ctx context.Context, in <-chan message) {
loop:
	for {
		select {
		case <-ctx.Done():
			break loop
		case m := <-in:
			log.Print(m.text)
		}
	}
}

func AskedAfter(ctx context.Context, in <-chan message) error {
	for {
		select {
		case <-ctx.Done():
			break
		case m := <-in:
			log.Print(m.text)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
}

func AskedBefore(ctx context.Context, in <-chan message) {
	for {
		if ctx.Err() != nil {
			return
		}
		select {
		case <-ctx.Done():
			break
		case m := <-in:
			log.Print(m.text)
		}
	}
}

func Condition(ctx context.Context, in <-chan message) {
	for ctx.Err() == nil {
		select {
		case <-ctx.Done():
			break
		case m := <-in:
			log.Print(m.text)
		}
	}
}

func Read(ctx context.Context, read func(context.Context) (message, error), out chan<- message) error {
	for {
		m, err := read(ctx)
		if err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			break
		case out <- m:
		}
	}
}

func Closed(ctx context.Context, in <-chan message, hangUp func()) {
	for {
		select {
		case <-ctx.Done():
			hangUp()
			break
		case m, ok := <-in:
			if !ok {
				return
			}
			log.Print(m.text)
		}
	}
}

func Fatal(ctx context.Context, in <-chan message) {
	for {
		select {
		case <-ctx.Done():
			log.Fatal(ctx.Err())
			break
		case m := <-in:
			log.Print(m.text)
		}
	}
}

func Once(ctx context.Context, in <-chan message) {
	select {
	case <-ctx.Done():
		break
	case m := <-in:
		log.Print(m.text)
	}
}

func Counted(ctx context.Context, in <-chan message) {
	for i := 0; i < 3; i++ {
		select {
		case <-ctx.Done():
			break
		case m := <-in:
			log.Print(m.text)
		}
	}
}

func Ranged(ctx context.Context, in <-chan message, out chan<- message) {
	for m := range in {
		select {
		case <-ctx.Done():
			break
		case out <- m:
		}
	}
}

func Flag(ctx context.Context, in <-chan message) {
	done := false
	for {
		select {
		case <-ctx.Done():
			done = true
			break
		case m := <-in:
			log.Print(m.text)
		}
		if done {
			return
		}
	}
}

func Other(ctx context.Context, stop <-chan struct{}, in <-chan message) {
	stopped := stop
	for {
		select {
		case <-stopped:
			stopped = nil
			break
		case m := <-in:
			log.Print(m.text)
		case <-ctx.Done():
			return
		case <-time.After(time.Minute):
			break
		}
	}
}
`,
  ),
];
