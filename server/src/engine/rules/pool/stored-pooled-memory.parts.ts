import { bad, type Example, silent } from '../rule.js';

const HEAD = `
package app

import (
	"bufio"
	"bytes"
	"io"
	"sync"
)

var bufs = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func lines(r io.Reader) *bufio.Scanner { return bufio.NewScanner(r) }

type entry struct{ value []byte }

type index struct {
	last    map[string][]byte
	entries []*entry
}
`;

/** Parts of the memory, as functions of std hand them out, and values that have it. */
export const PART_EXAMPLES: readonly Example[] = [
  bad(`${HEAD}
func newEntry(value []byte) *entry { return &entry{value: value} }

func (x *index) Load(r io.Reader) {
	b := bufs.Get().(*bytes.Buffer)
	b.Reset()
	defer bufs.Put(b)
	b.ReadFrom(r)
	for _, line := range bytes.Split(b.Bytes(), []byte{10}) {
		key, value, _ := bytes.Cut(line, []byte{61})
		x.last[string(key)] = «value»
	}
	words := bytes.Fields(b.Bytes())
	x.last["first"] = «words[0]»
	x.entries = append(x.entries, newEntry(«bytes.TrimPrefix(b.Bytes(), []byte{32})»))
}
`),
  bad(`${HEAD}
type work struct{ buf []byte }

var works sync.Pool

func getWork() *work {
	if v := works.Get(); v != nil {
		return v.(*work)
	}
	return new(work)
}

func putWork(w *work) {
	w.buf = w.buf[:0]
	works.Put(w)
}

func (x *index) Scan(r io.Reader) error {
	w := getWork()
	defer putWork(w)
	s := bufio.NewScanner(r)
	for s.Scan() {
		start := len(w.buf)
		w.buf = append(w.buf, s.Bytes()...)
		line := w.buf[start:]
		x.last["line"] = «line»
	}
	return s.Err()
}
`),
  silent(
    'the parts are copied, or of other memory',
    `${HEAD}
func (x *index) Load(r io.Reader, list [][]byte) {
	b := bufs.Get().(*bytes.Buffer)
	b.Reset()
	defer bufs.Put(b)
	b.ReadFrom(r)
	for i, line := range bytes.Split(b.Bytes(), []byte{10}) {
		key, value, isThere := bytes.Cut(line, []byte{61})
		if isThere {
			x.last[string(key)] = bytes.Clone(value)
		}
		x.last["other"] = list[i]
	}
	for _, word := range bytes.Fields(list[0]) {
		x.last[b.String()] = word
	}
}
`,
  ),
];
