import { bad, silent } from '../rule.js';

/** Functions of the program that are started with a channel. */
export const CALLED_SENDERS = [
  bad(`
package app

import (
	"context"
	"net"
)

type answer struct {
	addr string
	err  error
}

func lookup(host string, out chan<- answer) {
	addrs, err := net.LookupHost(host)
	if err != nil {
		out <- answer{err: err}
		return
	}
	out <- answer{addr: addrs[0]}
}

func First(ctx context.Context, host string) (string, error) {
	out := make(chan answer)
	go lookup(host, out)
	select {
	case a := <-out:
		return a.addr, a.err
	case <-ctx.Done():
		«return "", ctx.Err()»
	}
}
`),
  silent(
    'the function may let go, sends at times only, or somebody else receives',
    `
package app

import (
	"context"
	"net"
)

func choose(ctx context.Context, host string, out chan<- []string) {
	addrs, _ := net.LookupHost(host)
	select {
	case out <- addrs:
	case <-ctx.Done():
	}
}

func found(host string, out chan<- []string) {
	if addrs, err := net.LookupHost(host); err == nil {
		out <- addrs
	}
}

func all(host string, out chan []string) {
	addrs, _ := net.LookupHost(host)
	out <- addrs
}

func drain(out chan []string) {
	for range out {
	}
}

func Choose(ctx context.Context, host string) []string {
	out := make(chan []string)
	go choose(ctx, host, out)
	select {
	case a := <-out:
		return a
	case <-ctx.Done():
		return nil
	}
}

func Found(ctx context.Context, host string) []string {
	out := make(chan []string)
	go found(host, out)
	select {
	case a := <-out:
		return a
	case <-ctx.Done():
		return nil
	}
}

func Roomy(ctx context.Context, host string) []string {
	out := make(chan []string, 1)
	go all(host, out)
	select {
	case a := <-out:
		return a
	case <-ctx.Done():
		return nil
	}
}

func Drained(ctx context.Context, host string) []string {
	out := make(chan []string)
	go all(host, out)
	select {
	case a := <-out:
		return a
	case <-ctx.Done():
		go drain(out)
		return nil
	}
}
`,
  ),
];
