import { bad, silent } from '../rule.js';

/** Memory that is grown and becomes the object's own again, and strings over it that are keys of maps. */
export const MOVED_EXAMPLES = [
  bad(`
package app

import (
	"strconv"
	"sync"
	"unsafe"
)

var keys = sync.Pool{New: func() any { b := make([]byte, 0, 64); return &b }}

type counter struct {
	mu   sync.Mutex
	seen map[string]int
	last []byte
}

func (c *counter) Add(name string, shard int) {
	bp := keys.Get().(*[]byte)
	b := append((*bp)[:0], name...)
	b = strconv.AppendInt(b, int64(shard), 10)
	k := unsafe.String(unsafe.SliceData(b), len(b))
	c.mu.Lock()
	c.seen[«k»]++
	c.mu.Unlock()
	*bp = b
	keys.Put(bp)
}

func (c *counter) Set(name string) {
	bp := keys.Get().(*[]byte)
	b := append((*bp)[:0], name...)
	c.last = «b»
	*bp = b[:0]
	keys.Put(bp)
}
`),
  silent(
    'the string is a copy, it is only looked up, or the memory grows once more behind',
    `
package app

import (
	"sync"
	"unsafe"
)

var keys = sync.Pool{New: func() any { b := make([]byte, 0, 64); return &b }}

type counter struct {
	seen map[string]int
	last []byte
}

func (c *counter) Add(name string) int {
	bp := keys.Get().(*[]byte)
	b := append((*bp)[:0], name...)
	n := c.seen[unsafe.String(unsafe.SliceData(b), len(b))]
	if n == 0 {
		c.seen[string(b)] = len(c.seen)
	}
	*bp = b
	keys.Put(bp)
	return n
}

func (c *counter) Set(name string) {
	bp := keys.Get().(*[]byte)
	b := append((*bp)[:0], name...)
	c.last = b
	b = append(make([]byte, 0, 2*cap(b)), b...)
	*bp = b
	keys.Put(bp)
}
`,
  ),
];
