import { type Example, silent } from '../rule.js';

export const LOCK_SILENT: readonly Example[] = [
  silent(
    'the caller unlocks',
    `
package app

import (
	"errors"
	"sync"
)

type Table struct {
	mu     sync.Mutex
	closed bool
	rows   []int
}

// acquire returns with the lock held, or with an error.
func (t *Table) acquire() error {
	t.mu.Lock()
	if t.closed {
		t.mu.Unlock()
		return errors.New("closed")
	}
	return nil
}

func (t *Table) lock() func() {
	t.mu.Lock()
	if t.closed {
		return func() { t.mu.Unlock() }
	}
	return t.mu.Unlock
}

func (t *Table) First() (int, error) {
	if err := t.acquire(); err != nil {
		return 0, err
	}
	defer t.mu.Unlock()
	return t.rows[0], nil
}
`,
  ),
  silent(
    'each path unlocks in its own way',
    `
package app

import "sync"

type Pair struct {
	a, b sync.Mutex
	n    int
}

func (p *Pair) fail() int {
	p.a.Unlock()
	return -1
}

func (p *Pair) Add(n int) int {
	p.a.Lock()
	if n < 0 {
		return p.fail()
	}
	if n == 0 {
		p.a.Unlock()
		return 0
	}
	p.n += n
	p.a.Unlock()
	return p.n
}

type turn interface {
	EndTurn()
	endAll()
}

func (p *Pair) Turn(t turn, n int) int {
	p.a.Lock()
	if n < 0 {
		t.EndTurn()
		return 0
	}
	if n == 0 {
		t.endAll()
		return 0
	}
	p.a.Unlock()
	return n
}

func (p *Pair) Both(n int) int {
	p.a.Lock()
	unlock := p.a.Unlock
	if n > 1 {
		unlock()
		return 1
	}
	p.a.Unlock()
	return 0
}

func (p *Pair) Wait(ready func() bool) {
	p.b.Lock()
	defer func() { p.b.Unlock() }()
	for !ready() {
		if p.n > 3 {
			return
		}
		p.b.Unlock()
		p.b.Lock()
	}
}

func (p *Pair) Maybe(on bool) int {
	if on {
		p.a.Lock()
	}
	p.n++
	if p.n > 10 {
		if on {
			p.a.Unlock()
		}
		return 10
	}
	if on {
		p.a.Unlock()
	}
	return p.n
}
`,
  ),
  silent(
    'the program ends there',
    `
package app

import (
	"log"
	"os"
	"sync"
)

var mu sync.Mutex

func Store(f func() error) {
	mu.Lock()
	if err := f(); err != nil {
		log.Fatal(err)
	}
	if f == nil {
		os.Exit(1)
	}
	mu.Unlock()
}
`,
  ),
  silent(
    'the lock goes on with its owner, or another name of it is unlocked',
    `
package app

import (
	"errors"
	"sync"
)

type Store struct {
	mu   sync.Mutex
	rows map[string]int
}

type Handle struct{ s *Store }

func (h *Handle) Close() { h.s.mu.Unlock() }

func (s *Store) Open(k string) (*Handle, error) {
	s.mu.Lock()
	if _, ok := s.rows[k]; ok {
		return &Handle{s}, nil
	}
	s.mu.Unlock()
	return nil, errors.New("none")
}

func (s *Store) lockIfFull() bool {
	s.mu.Lock()
	if len(s.rows) > 10 {
		return true
	}
	s.mu.Unlock()
	return false
}

func (s *Store) Named(ok bool) error {
	mu := &s.mu
	mu.Lock()
	if !ok {
		s.mu.Unlock()
		return errors.New("x")
	}
	mu.Unlock()
	return nil
}

func (s *Store) Later(work func()) error {
	s.mu.Lock()
	if len(s.rows) > 0 {
		go s.finish(work)
		return nil
	}
	s.mu.Unlock()
	return nil
}

func (s *Store) finish(work func()) {
	work()
	s.mu.Unlock()
}
`,
  ),
  silent(
    'whoever gets the address of the lock unlocks it',
    `
package app

import "sync"

type conn struct{ read sync.Mutex }

func (c *conn) wait(isMine func() bool) (lock *sync.Mutex) {
	for {
		c.read.Lock()
		if isMine() {
			lock = &c.read
			break
		}
		c.read.Unlock()
	}
	return lock
}
`,
  ),
];
