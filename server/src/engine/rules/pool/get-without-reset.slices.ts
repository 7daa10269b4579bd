import { bad, silent } from '../rule.js';

/** Slices of a pool that are appended to. */
export const GET_WITHOUT_RESET_SLICES = [
  bad(`
package app

import (
	"bufio"
	"io"
	"sort"
	"sync"
)

var words = sync.Pool{New: func() any { s := make([]string, 0, 16); return &s }}

func sorted(w io.Writer, in []string) {
	p := words.Get().(*[]string)
	«*p = append(*p, in...)»
	sort.Strings(*p)
	for _, word := range *p {
		io.WriteString(w, word)
	}
	words.Put(p)
}

func count(r io.Reader) int {
	p := words.Get().(*[]string)
	defer words.Put(p)
	for s := bufio.NewScanner(r); s.Scan(); {
		«*p = append(*p, s.Text())»
	}
	return len(*p)
}
`),
  silent(
    'the slice is cut after the Get, before the Put, by a callee, or at the place where it began',
    `
package app

import "sync"

var words = sync.Pool{New: func() any { s := make([]string, 0, 16); return &s }}
var names = sync.Pool{New: func() any { s := make([]string, 0, 16); return &s }}

func first(in []string) int {
	p := words.Get().(*[]string)
	defer words.Put(p)
	*p = (*p)[:0]
	*p = append(*p, in...)
	return len(*p)
}

func give(p *[]string) {
	clear(*p)
	*p = (*p)[:0]
	words.Put(p)
}

func second(in []string) int {
	p := words.Get().(*[]string)
	*p = append(*p, in...)
	n := len(*p)
	give(p)
	return n
}

func cut(p *[]string) { *p = (*p)[:0] }

func third(in []string) int {
	p := names.Get().(*[]string)
	cut(p)
	*p = append(*p, in...)
	n := len(*p)
	names.Put(p)
	return n
}

func fourth(in []string, use func([]string)) {
	p := names.Get().(*[]string)
	start := len(*p)
	*p = append(*p, in...)
	use((*p)[start:])
	*p = (*p)[:start]
	names.Put(p)
}
`,
  ),
  silent(
    'the list is kept: nobody here reads it, and others take from it',
    `
package app

import "sync"

var numbers = sync.Pool{New: func() any { return new([]int) }}

func free(n int) {
	p := numbers.Get().(*[]int)
	*p = append(*p, n)
	numbers.Put(p)
}

func next() (n int, ok bool) {
	p := numbers.Get().(*[]int)
	defer numbers.Put(p)
	if last := len(*p) - 1; last >= 0 {
		n, ok = (*p)[last], true
		*p = (*p)[:last]
	}
	return n, ok
}

type shard struct{ lines []string }

var (
	shards = sync.Pool{New: func() any { return newShard() }}
	mu     sync.Mutex
	all    []*shard
)

func newShard() *shard {
	mu.Lock()
	defer mu.Unlock()
	s := new(shard)
	all = append(all, s)
	return s
}

func add(line string) {
	s := shards.Get().(*shard)
	s.lines = append(s.lines, line)
	shards.Put(s)
}
`,
  ),
];
