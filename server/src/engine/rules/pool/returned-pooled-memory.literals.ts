import { bad, type Example, silent } from '../rule.js';

const HEAD = `
package app

import (
	"bytes"
	"sync"
)

var bufs = sync.Pool{New: func() any { return new(bytes.Buffer) }}

type entry struct {
	key  string
	body []byte
	size int
}
`;

/** A variable holds the literal that holds the memory. */
export const LITERAL_EXAMPLES: readonly Example[] = [
  bad(`${HEAD}
func Make(keys []string) *entry {
	b := bufs.Get().(*bytes.Buffer)
	b.Reset()
	size := 0
	for _, key := range keys {
		b.WriteString(key)
		size += len(key)
	}
	e := &entry{body: b.Bytes(), size: size}
	bufs.Put(b)
	return «e»
}

type index struct {
	names []string
	sums  []byte
}

var indexes = sync.Pool{New: func() any { return new(index) }}

func Sealed(keys []string) *index {
	x := indexes.Get().(*index)
	var sums []byte
	for _, key := range keys {
		x.names = append(x.names, key)
		sums = append(sums, byte(len(key)))
	}
	out := &index{names: x.names, sums: sums}
	x.names = x.names[:0]
	indexes.Put(x)
	return «out»
}
`),
  silent(
    'the variable is given a copy, is handed to somebody who may do so, or only a number of it is returned',
    `${HEAD}
func Replaced(key string) *entry {
	b := bufs.Get().(*bytes.Buffer)
	defer bufs.Put(b)
	b.Reset()
	b.WriteString(key)
	e := &entry{key: key, body: b.Bytes()}
	e.body = bytes.Clone(e.body)
	return e
}

func Owned(key string) entry {
	b := bufs.Get().(*bytes.Buffer)
	defer bufs.Put(b)
	b.Reset()
	b.WriteString(key)
	e := entry{key: key, body: b.Bytes()}
	own(&e)
	return e
}

func own(e *entry) { e.body = bytes.Clone(e.body) }

func Size(key string) int {
	b := bufs.Get().(*bytes.Buffer)
	defer bufs.Put(b)
	b.Reset()
	b.WriteString(key)
	e := entry{key: key, body: b.Bytes(), size: 3}
	return e.size
}

type index struct {
	names []string
	sums  []byte
}

var indexes = sync.Pool{New: func() any { return new(index) }}

func (x *index) drop() { x.names = nil }

func Sealed(keys []string) *index {
	x := indexes.Get().(*index)
	var sums []byte
	for _, key := range keys {
		x.names = append(x.names, key)
		sums = append(sums, byte(len(key)))
	}
	out := &index{names: x.names, sums: sums}
	x.drop()
	indexes.Put(x)
	return out
}

func Another(key string) *entry {
	b := bufs.Get().(*bytes.Buffer)
	b.Reset()
	b.WriteString(key)
	n := b.Len()
	bufs.Put(b)
	b = new(bytes.Buffer)
	b.WriteString(key)
	e := &entry{key: key, body: b.Bytes(), size: n}
	return e
}
`,
  ),
];
