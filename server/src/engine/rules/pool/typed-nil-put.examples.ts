import { bad, type Example, good } from '../rule.js';

export const NIL_EXAMPLES: readonly Example[] = [
  bad(`
package app

import (
	"errors"
	"sync"
)

type session struct{ n int }

var sessions sync.Pool

func open(addr string) (*session, error) {
	if addr == "" {
		return nil, errors.New("no address")
	}
	return &session{}, nil
}

func take(addr string) (*session, error) {
	if s, ok := sessions.Get().(*session); ok {
		return s, nil
	}
	return open(addr)
}

func Count(addr string) (int, error) {
	s, err := take(addr)
	defer sessions.Put(«s»)
	if err != nil {
		return 0, err
	}
	s.n++
	return s.n, nil
}
`),
  bad(`
package app

import (
	"errors"
	"sync"
)

type order struct{ id int }

var orders = sync.Pool{New: func() any { return new(order) }}

func parse(s string) (*order, error) {
	if s == "" {
		return nil, errors.New("empty")
	}
	o := orders.Get().(*order)
	o.id = len(s)
	return o, nil
}

func size(s string) (int, error) {
	o, err := parse(s)
	defer orders.Put(«o»)
	if err != nil {
		return 0, err
	}
	return o.id, nil
}

func load(s string) (o *order, err error) {
	o = orders.Get().(*order)
	defer func() {
		if err != nil {
			orders.Put(«o»)
		}
	}()
	if s == "" {
		return nil, errors.New("empty")
	}
	o.id = len(s)
	return o, nil
}

func count(s string) int {
	var o *order
	defer orders.Put(«o»)
	o = orders.Get().(*order)
	o.id = len(s)
	return o.id
}

type cart struct{ order *order }

func (c *cart) release() {
	o := c.order
	c.order = nil
	if o != nil {
		o.id = 0
	}
	orders.Put(«o»)
}
`),
  good(`
package app

import (
	"errors"
	"sync"
)

type order struct{ id int }

var orders = sync.Pool{New: func() any { return new(order) }}

func parse(s string) (*order, error) {
	if s == "" {
		return nil, errors.New("empty")
	}
	o := orders.Get().(*order)
	o.id = len(s)
	return o, nil
}

func size(s string) (int, error) {
	o, err := parse(s)
	if err != nil {
		return 0, err
	}
	defer orders.Put(o)
	return o.id, nil
}
`),
];
