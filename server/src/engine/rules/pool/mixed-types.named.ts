import { bad, silent } from '../rule.js';

/** Functions of the package that stand as `New` by their names. */
export const NAMED_NEW_EXAMPLES = [
  bad(`
package app

import (
	"strconv"
	"sync"
)

type line struct{ buf []byte }

func newLine() any { return line{buf: make([]byte, 0, 64)} }

var lines = &sync.Pool{New: newLine}

func Number(n int64) string {
	l := «lines.Get().(*line)»
	defer lines.Put(«l»)
	l.buf = strconv.AppendInt(l.buf[:0], n, 10)
	return string(l.buf)
}
`),
  silent(
    'a function that is named as New makes what is asserted, or one of two types',
    `
package app

import (
	"strconv"
	"sync"
)

type line struct{ buf []byte }

func newLine() any { return &line{buf: make([]byte, 0, 64)} }

var lines = &sync.Pool{New: newLine}

func Number(n int64) string {
	l := lines.Get().(*line)
	defer lines.Put(l)
	l.buf = strconv.AppendInt(l.buf[:0], n, 10)
	return string(l.buf)
}

var small = true

func newAny() any {
	if small {
		return new(line)
	}
	return new([64]byte)
}

var mixed = sync.Pool{New: newAny}

func One() *line { return mixed.Get().(*line) }
`,
  ),
];
