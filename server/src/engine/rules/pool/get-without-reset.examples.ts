/** Examples of `pool/get-without-reset`: its tests and its documentation. */
import { bad, type Example, good, silent } from '../rule.js';

const ORDERS = `package app

import (
	"encoding/json"
	"sync"
)

type order struct {
	User  string
	Admin bool
}

var orders = sync.Pool{New: func() any { return new(order) }}
`;

const BUFFERS = `package app

import (
	"bytes"
	"fmt"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}
`;

export const GET_WITHOUT_RESET_EXAMPLES: readonly Example[] = [
  bad(
    `${ORDERS}
func isAdmin(body []byte) (bool, error) {
	o := orders.Get().(*order)
	defer orders.Put(o)
	if err := json.Unmarshal(body, «o»); err != nil {
		return false, err
	}
	return o.Admin, nil
}
`,
    `${ORDERS}
func isAdmin(body []byte) (bool, error) {
	o := orders.Get().(*order)
	*o = order{}
	defer orders.Put(o)
	if err := json.Unmarshal(body, o); err != nil {
		return false, err
	}
	return o.Admin, nil
}
`,
  ),
  bad(
    `${BUFFERS}
func key(id int, name string) string {
	b := bufPool.Get().(*bytes.Buffer)
	defer bufPool.Put(b)
	fmt.Fprintf(«b», "%d", id)
	b.WriteString(name)
	return b.String()
}
`,
    `${BUFFERS}
func key(id int, name string) string {
	b := bufPool.Get().(*bytes.Buffer)
	b.Reset()
	defer bufPool.Put(b)
	fmt.Fprintf(b, "%d", id)
	b.WriteString(name)
	return b.String()
}
`,
  ),
  good(`${ORDERS}
func isAdmin(body []byte) (bool, error) {
	o := orders.Get().(*order)
	defer orders.Put(o)
	*o = order{}
	if err := json.Unmarshal(body, o); err != nil {
		return false, err
	}
	return o.Admin, nil
}
`),
  silent(
    'a deferred literal resets it before the Put',
    `${BUFFERS}
func key(id int) string {
	b := bufPool.Get().(*bytes.Buffer)
	defer func() {
		b.Reset()
		bufPool.Put(b)
	}()
	fmt.Fprintf(b, "%d", id)
	return b.String()
}
`,
  ),
  silent(
    'helpers around the pool may reset it',
    `${ORDERS}
func release(o *order) {
	*o = order{}
	orders.Put(o)
}

func isAdmin(body []byte) bool {
	o := orders.Get().(*order)
	defer release(o)
	return json.Unmarshal(body, o) == nil && o.Admin
}
`,
  ),
  silent(
    'what is written is read out again, which empties the buffer',
    `package app

import (
	"bytes"
	"io"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func send(w io.Writer, name string) error {
	b := bufPool.Get().(*bytes.Buffer)
	defer bufPool.Put(b)
	b.WriteString(name)
	_, err := b.WriteTo(w)
	return err
}
`,
  ),
  silent(
    'the type decides what decoding leaves, and a map is emptied through its pointer',
    `package app

import (
	"encoding/json"
	"sync"
)

type order struct{ n int }

func (o *order) UnmarshalJSON([]byte) error { *o = order{}; return nil }

var orders = sync.Pool{New: func() any { return new(order) }}
var maps = sync.Pool{New: func() any { return &map[string]int{} }}

func count(p []byte) int {
	o := orders.Get().(*order)
	defer orders.Put(o)
	if json.Unmarshal(p, o) != nil {
		return 0
	}
	m := maps.Get().(*map[string]int)
	defer maps.Put(m)
	clear(*m)
	_ = json.Unmarshal(p, m)
	return o.n
}
`,
  ),
  silent(
    'what is written is read by a decoder, which empties the buffer',
    `package app

import (
	"bytes"
	"encoding/json"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func decode(p []byte, v any) error {
	b := bufPool.Get().(*bytes.Buffer)
	defer bufPool.Put(b)
	b.Write(p)
	return json.NewDecoder(b).Decode(v)
}
`,
  ),
  bad(`
-- go.mod --
module app

go 1.24
-- pool/pool.go --
package pool

import "sync"

type Pool[T any] struct{ pool sync.Pool }

func New[T any](f func() T) *Pool[T] {
	return &Pool[T]{pool: sync.Pool{New: func() any { return f() }}}
}

func (p *Pool[T]) Get() T  { return p.pool.Get().(T) }
func (p *Pool[T]) Put(t T) { p.pool.Put(t) }
-- db.go --
package app

import "app/pool"

type key struct{ b []byte }

var keys = pool.New(func() *key { return &key{b: make([]byte, 0, 128)} })

func insert(table byte, id string, set func([]byte) error) error {
	k := keys.Get()
	«k.b = append(k.b, table)»
	k.b = append(k.b, id...)
	err := set(k.b)
	keys.Put(k)
	return err
}
`),
  silent(
    'whoever puts the object cuts it',
    `
package app

import "sync"

type key struct{ b []byte }

var keys = sync.Pool{New: func() any { return &key{b: make([]byte, 0, 128)} }}

func put(k *key) {
	k.b = k.b[:0]
	keys.Put(k)
}

func update(id string, set func([]byte) error) error {
	k := keys.Get().(*key)
	k.b = append(k.b, id...)
	err := set(k.b)
	put(k)
	return err
}
`,
  ),
];
