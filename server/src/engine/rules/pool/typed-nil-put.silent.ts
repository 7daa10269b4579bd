import { type Example, silent } from '../rule.js';

export const NIL_SILENT: readonly Example[] = [
  silent(
    'the put asks, or the function that failed returns an object all the same',
    `
package app

import (
	"errors"
	"sync"
)

type order struct{ id int }

var orders = sync.Pool{New: func() any { return new(order) }}

func parse(s string) (*order, error) {
	o := orders.Get().(*order)
	o.id = len(s)
	if s == "" {
		return o, errors.New("empty")
	}
	return o, nil
}

func size(s string) (int, error) {
	o, err := parse(s)
	defer orders.Put(o)
	return o.id, err
}

func load(s string) (o *order, err error) {
	o = orders.Get().(*order)
	defer func() {
		if err != nil && o != nil {
			orders.Put(o)
		}
	}()
	if s == "" {
		return nil, errors.New("empty")
	}
	return o, nil
}

func check(s string) (o *order, err error) {
	o = orders.Get().(*order)
	defer func() {
		if err != nil {
			orders.Put(o)
			o = nil
		}
	}()
	if s == "" {
		err = errors.New("empty")
		return o, err
	}
	return o, nil
}
`,
  ),
  silent(
    'what asks for nil leaves, gives it a value, or is followed by a use',
    `
package app

import "sync"

type order struct {
	id   int
	next *order
}

var orders = sync.Pool{New: func() any { return new(order) }}

func drop(o *order, log func(int)) {
	if o == nil {
		return
	}
	if o.next != nil {
		log(o.next.id)
	}
	orders.Put(o)
}

func keep(o *order, log func(int)) {
	if o != nil {
		log(o.id)
	} else {
		o = new(order)
	}
	orders.Put(o)
}

func last(o *order, log func(int)) {
	if o != nil {
		log(o.id)
		return
	}
	o = new(order)
	orders.Put(o)
}

func reset(o *order, log func(int)) {
	if o != nil {
		log(o.id)
	}
	o.id = 0
	orders.Put(o)
}

func end(o *order, log func(int)) {
	if o.next != nil {
		o.next = nil
	}
	if o != nil {
		log(o.id)
		orders.Put(o)
	}
}

func each(all []*order) {
	for _, o := range all {
		if o != nil {
			o.id = 0
		}
		if o == nil {
			continue
		}
		orders.Put(o)
	}
}
`,
  ),
  silent(
    'the return is on another way, another error is asked for, or the literal ends before',
    `
package app

import (
	"errors"
	"sync"
)

type order struct{ tags []string }

var orders = sync.Pool{New: func() any { return new(order) }}

var errEmpty = errors.New("empty")

func flush(o *order) error {
	if len(o.tags) > 3 {
		return errEmpty
	}
	return nil
}

func load(pooled bool) (o *order, err error) {
	if pooled {
		o = orders.Get().(*order)
		defer func() {
			if err != nil {
				orders.Put(o)
			}
		}()
		err = flush(o)
		return o, err
	}
	return nil, errEmpty
}

func read(s string) (o *order, err error) {
	o = orders.Get().(*order)
	defer func() {
		if o == nil {
			return
		}
		if err != nil {
			orders.Put(o)
		}
	}()
	if s == "" {
		return nil, errEmpty
	}
	return o, nil
}

func parse(s string, check func(string) error) (o *order, err error) {
	o = orders.Get().(*order)
	defer func() {
		if err := check(s); err != nil {
			orders.Put(o)
		}
	}()
	if s == "" {
		return nil, errEmpty
	}
	return o, nil
}

func peek(s string, done func(error)) (o *order, err error) {
	o = orders.Get().(*order)
	defer func() {
		if err != nil {
			done(err)
		} else {
			orders.Put(o)
		}
	}()
	if s == "" {
		return nil, errEmpty
	}
	return o, nil
}
`,
  ),
];
