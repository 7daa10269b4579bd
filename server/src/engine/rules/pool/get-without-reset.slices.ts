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
  bad(`
package app

import (
	"encoding/binary"
	"sync"
)

type scratch struct{ key []byte }

const room = 512

var scratches = sync.Pool{New: func() any { return &scratch{key: make([]byte, 0, room)} }}

type table struct{ id byte }

func (t *table) key(to []byte, n uint64) []byte {
	to = append(to, t.id)
	return binary.BigEndian.AppendUint64(to, n)
}

func (t *table) has(n uint64, look func([]byte) bool, seen map[string]bool) bool {
	s := scratches.Get().(*scratch)
	«s.key = t.key(s.key, n)»
	found := seen[string(s.key)] || len(s.key) > room
	if cap(s.key) <= room {
		scratches.Put(s)
	}
	return found
}
`),
  silent(
    'the function that appends begins anew, or gives another slice back',
    `
package app

import "sync"

type scratch struct{ key []byte }

const room = 512

var scratches = sync.Pool{New: func() any { return &scratch{key: make([]byte, 0, room)} }}

func anew(to []byte, n byte) []byte {
	to = to[:0]
	return append(to, n)
}

func either(to []byte, n byte) []byte {
	if n > 3 {
		return append(to[:0], n)
	}
	return append(to, n)
}

func other(to []byte, n byte) (out []byte) {
	if len(to) > 0 {
		out = append(out, n)
	}
	return out
}

func last(to []byte, n byte) []byte { return append(to, n)[len(to):] }

func sum(n byte, add func([]byte, byte) []byte) int {
	s := scratches.Get().(*scratch)
	s.key = anew(s.key, n)
	total := len(s.key)
	scratches.Put(s)
	s = scratches.Get().(*scratch)
	s.key = add(s.key, n)
	total += len(s.key)
	scratches.Put(s)
	return total
}

func parts(n byte) (total int) {
	s := scratches.Get().(*scratch)
	s.key = either(s.key, n)
	total += len(s.key)
	scratches.Put(s)
	return total
}

func others(n byte) (total int) {
	s := scratches.Get().(*scratch)
	s.key = other(s.key, n)
	total += len(s.key)
	scratches.Put(s)
	return total
}

func lasts(n byte) (total int) {
	s := scratches.Get().(*scratch)
	s.key = last(s.key, n)
	total += len(s.key)
	scratches.Put(s)
	return total
}
`,
  ),
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
