import { bad, silent } from '../rule.js';

/** Fields that are set under a condition only. */
export const GET_WITHOUT_RESET_KEPT = [
  bad(`
package app

import (
	"encoding/json"
	"fmt"
	"io"
	"sync"
)

type reply struct {
	ID    int
	Error string
	Admin bool
	body  []byte
}

var replies = sync.Pool{New: func() any { return new(reply) }}

func answer(w io.Writer, id int, err error) error {
	r := replies.Get().(*reply)
	defer replies.Put(r)
	r.ID = id
	if err != nil {
		«r.Error» = err.Error()
	}
	return json.NewEncoder(w).Encode(r)
}

func greet(w io.Writer, id int, admin bool) {
	r := replies.Get().(*reply)
	r.ID = id
	if admin {
		«r.Admin» = true
	}
	fmt.Fprintln(w, r.ID, r.Admin)
	replies.Put(r)
}
`),
  silent(
    'the field is set on each way, asked about first, room that is kept, or set anew before the Put',
    `
package app

import (
	"fmt"
	"io"
	"sync"
)

type reply struct {
	ID    int
	Error string
	Admin bool
	size  int
	body  []byte
}

var replies = sync.Pool{New: func() any { return new(reply) }}

func always(w io.Writer, admin bool) {
	r := replies.Get().(*reply)
	r.Admin = false
	if admin {
		r.Admin = true
	}
	fmt.Fprintln(w, r.Admin)
	replies.Put(r)
}

func either(w io.Writer, admin bool) {
	r := replies.Get().(*reply)
	if admin {
		r.ID = 1
	} else {
		r.ID = 2
	}
	fmt.Fprintln(w, r.ID)
	replies.Put(r)
}

func again(w io.Writer, admin bool) {
	r := replies.Get().(*reply)
	if admin {
		r.Admin = true
	}
	fmt.Fprintln(w, r.Admin)
	r.Admin = false
	replies.Put(r)
}

func room(w io.Writer, n int) {
	r := replies.Get().(*reply)
	if n > 512 {
		r.body = make([]byte, n)
		r.size = n
	}
	fmt.Fprintln(w, r.size, len(r.body))
	replies.Put(r)
}

func most(w io.Writer, n int) {
	r := replies.Get().(*reply)
	if n > r.size {
		r.size = n
	}
	fmt.Fprintln(w, r.size)
	replies.Put(r)
}

func clean(w io.Writer, admin bool) {
	r := replies.Get().(*reply)
	*r = reply{}
	if admin {
		r.Admin = true
	}
	fmt.Fprintln(w, r.Admin)
	replies.Put(r)
}

func inside(w io.Writer, err error) {
	r := replies.Get().(*reply)
	if err != nil {
		r.Error = err.Error()
		fmt.Fprintln(w, r.Error)
	}
	replies.Put(r)
}
`,
  ),
];
