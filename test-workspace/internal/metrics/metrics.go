// Package metrics is written the way Go Preflight asks for: nothing is reported here.
package metrics

import (
	"bytes"
	"strconv"
	"sync"
)

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// Line formats one metric without leaking pooled memory.
func Line(name string, value int64) string {
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	b.WriteString(name)
	b.WriteByte(' ')
	b.WriteString(strconv.FormatInt(value, 10))
	return b.String()
}

// Sum adds values.
func Sum(values []int64) int64 {
	var sum int64
	for _, v := range values {
		sum += v
	}
	return sum
}
