import { bad, silent } from '../rule.js';

/** Objects that a callee lends to a function literal, whose result it returns. */
export const LENT_RESULT_EXAMPLES = [
  bad(`
package app

import (
	"bytes"
	"encoding/json"
	"sync"
)

var scratch = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func withBuffer(f func(b *bytes.Buffer) ([]byte, error)) ([]byte, error) {
	b := scratch.Get().(*bytes.Buffer)
	b.Reset()
	defer scratch.Put(b)
	return f(b)
}

func Marshal(v any) ([]byte, error) {
	return withBuffer(func(b *bytes.Buffer) ([]byte, error) {
		if err := json.NewEncoder(b).Encode(v); err != nil {
			return nil, err
		}
		return «b.Bytes()», nil
	})
}
`),
  silent(
    'the result is a copy, or the callee returns another',
    `
package app

import (
	"bytes"
	"sync"
)

var scratch = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func withBuffer(f func(b *bytes.Buffer) []byte) []byte {
	b := scratch.Get().(*bytes.Buffer)
	b.Reset()
	defer scratch.Put(b)
	return f(b)
}

func copied(f func(b *bytes.Buffer) []byte) []byte {
	b := scratch.Get().(*bytes.Buffer)
	b.Reset()
	defer scratch.Put(b)
	return bytes.Clone(f(b))
}

func Hello(name string) ([]byte, []byte) {
	own := withBuffer(func(b *bytes.Buffer) []byte {
		b.WriteString(name)
		return []byte(b.String())
	})
	return own, copied(func(b *bytes.Buffer) []byte {
		b.WriteString(name)
		return b.Bytes()
	})
}
`,
  ),
];
