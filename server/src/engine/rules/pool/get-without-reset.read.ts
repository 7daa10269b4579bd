import { bad, type Example, silent } from '../rule.js';

const HEAD = `
package app

import (
	"encoding/json"
	"net/http"
	"sync"
)

type order struct {
	Coupon string \`json:"coupon,omitempty"\`
	Lines  []int  \`json:"lines,omitempty"\`
}

var orders = sync.Pool{New: func() any { return new(order) }}
`;

/** Functions that look at what was decoded, and others that may empty it. */
export const READ_EXAMPLES: readonly Example[] = [
  bad(`${HEAD}
func total(o *order) (n int) {
	for _, l := range o.Lines {
		n += l
	}
	if o.Coupon != "" {
		n -= 5
	}
	return n
}

func (o *order) isEmpty() bool { return len(o.Lines) == 0 }

func Total(w http.ResponseWriter, r *http.Request) {
	o := orders.Get().(*order)
	defer orders.Put(o)
	if err := json.NewDecoder(r.Body).Decode(«o»); err != nil || o.isEmpty() {
		http.Error(w, "no order", http.StatusBadRequest)
		return
	}
	_ = json.NewEncoder(w).Encode(total(o))
}

func Echo(w http.ResponseWriter, r *http.Request) {
	o := orders.Get().(*order)
	defer orders.Put(o)
	if err := json.NewDecoder(r.Body).Decode(«o»); err == nil {
		_ = json.NewEncoder(w).Encode(o)
	}
}
`),
  silent(
    'a function that the object is given to may empty it',
    `${HEAD}
func take(o *order) (n int) {
	n = len(o.Lines)
	o.Coupon, o.Lines = "", o.Lines[:0]
	return n
}

func (o *order) done() int {
	defer func() { *o = order{} }()
	return len(o.Lines)
}

func Total(w http.ResponseWriter, r *http.Request) {
	o := orders.Get().(*order)
	defer orders.Put(o)
	if err := json.NewDecoder(r.Body).Decode(o); err == nil {
		_ = json.NewEncoder(w).Encode(take(o))
	}
}

func Lines(w http.ResponseWriter, r *http.Request) {
	o := orders.Get().(*order)
	defer orders.Put(o)
	if err := json.NewDecoder(r.Body).Decode(o); err == nil {
		_ = json.NewEncoder(w).Encode(o.done())
	}
}
`,
  ),
];
