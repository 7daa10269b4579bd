import { bad, type Example, silent } from '../rule.js';

const HEAD = `
package app

import (
	"context"
	"time"
)

func work(ctx context.Context) error { return ctx.Err() }
`;

/** Cases of a \`select\` that give up and go on. */
export const SEND_BRANCHES: readonly Example[] = [
  bad(`${HEAD}
func Check(ctx context.Context, limit time.Duration) (failed string) {
	result := make(chan error)
	go func() {
		result <- work(ctx)
	}()
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case «<-timer.C»:
		failed = "timeout"
	case err := <-result:
		if err != nil {
			failed = err.Error()
		}
	}
	return failed
}

func All(ctx context.Context, names []string, report func(string, error)) {
	for _, name := range names {
		result := make(chan error)
		go func() { result <- work(ctx) }()
		select {
		case err := <-result:
			report(name, err)
		case «<-time.After(time.Second)»:
			report(name, context.DeadlineExceeded)
		}
	}
}
`),
  silent(
    'somebody receives behind the case, or again in the next iteration, or the program ends',
    `${HEAD}
func Late(ctx context.Context, limit time.Duration) error {
	result := make(chan error)
	go func() { result <- work(ctx) }()
	select {
	case err := <-result:
		return err
	case <-time.After(limit):
	}
	return <-result
}

func Again(ctx context.Context, tell func()) error {
	result := make(chan error)
	go func() { result <- work(ctx) }()
	for {
		select {
		case err := <-result:
			return err
		case <-time.After(time.Second):
			tell()
		}
	}
}

func Room(ctx context.Context, tell func(error)) {
	result := make(chan error, 1)
	go func() { result <- work(ctx) }()
	select {
	case err := <-result:
		tell(err)
	case <-ctx.Done():
		tell(ctx.Err())
	}
}

func Ends(ctx context.Context, tell func(error)) {
	result := make(chan error)
	go func() { result <- work(ctx) }()
	select {
	case err := <-result:
		tell(err)
	case <-time.After(time.Second):
		panic("late")
	}
}
`,
  ),
];
