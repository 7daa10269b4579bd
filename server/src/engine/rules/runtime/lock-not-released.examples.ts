import { bad, type Example, silent } from '../rule.js';
import { OTHER_NAMES } from './lock-not-released.names.js';

export const LOCK_EXAMPLES: readonly Example[] = [
  bad(`
package app

import (
	"io"
	"sync"
)

type Conn struct {
	mu  sync.Mutex
	seq int
	w   io.Writer
}

func (c *Conn) Send(p []byte) error {
	c.mu.Lock()
	c.seq++
	if _, err := c.w.Write(p); err != nil {
		«return err»
	}
	c.mu.Unlock()
	return nil
}

type Cache struct {
	sync.RWMutex
	m map[string]string
}

func (c *Cache) Get(k string) string {
	c.RLock()
	v, ok := c.m[k]
	if !ok {
		«return ""»
	}
	c.RUnlock()
	return v
}
`),
  bad(`
package app

import "sync"

type Table struct {
	mu   sync.RWMutex
	rows map[string]int
}

func (t *Table) Set(k string, v int) {
	t.mu.Lock()
	t.rows[k] = v
	«t.mu.Lock()»
}

func (t *Table) Get(k string) int {
	t.mu.RLock()
	v := t.rows[k]
	«t.mu.Unlock()»
	return v
}

func (t *Table) Clear() {
	t.mu.Lock()
	defer «t.mu.RUnlock()»
	clear(t.rows)
}
`),
  bad(`
package app

import (
	"errors"
	"sync"
)

type Store struct {
	mu   sync.RWMutex
	rows map[string]int
}

func (s *Store) Get(k string) int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.rows[k]
}

func (s *Store) Add(k string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rows[k] = «s.Get(k)» + 1
}

func (s *Store) Each(keys []string, f func(string) error) (failed error) {
	for _, k := range keys {
		s.mu.Lock()
		if err := f(k); err != nil {
			failed = err
			«continue»
		}
		s.rows[k]++
		s.mu.Unlock()
	}
	return failed
}

func (s *Store) Check(k string) error {
	s.mu.Lock()
	switch s.rows[k] {
	case 0:
		«return errors.New("none")»
	case 1:
		s.mu.Unlock()
		return nil
	default:
		s.rows[k]--
		s.mu.Unlock()
		return nil
	}
}

func (s *Store) Any(keys []string) {
	for _, k := range keys {
		s.mu.Lock()
		if s.rows[k] > 0 {
			«break»
		}
		s.mu.Unlock()
	}
}
`),
  silent(
    'what is called locks something else, or only where it is asked to; what is locked in an iteration is unlocked behind the loop',
    `
package app

import "sync"

type Node struct {
	mu   sync.Mutex
	done bool
	n    int
	next *Node
}

func (n *Node) get() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.n
}

func (n *Node) sum() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.n + n.next.get()
}

func (n *Node) count(lock bool) int {
	if lock {
		n.mu.Lock()
		defer n.mu.Unlock()
	}
	return n.n
}

func (n *Node) all() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	go n.get()
	n.mu.Unlock()
	got := n.get()
	n.mu.Lock()
	return got + n.count(false)
}

func (n *Node) wait() {
	for {
		n.mu.Lock()
		if n.done {
			break
		}
		n.mu.Unlock()
	}
	n.n++
	n.mu.Unlock()
}

func (n *Node) open(ready <-chan error) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	for {
		n.mu.Unlock()
		if err := <-ready; err != nil {
			n.mu.Lock()
			return err
		}
		n.mu.Lock()
		if n.done {
			n.n++
			return nil
		}
	}
}

func first(nodes []*Node) (found *Node) {
	for _, n := range nodes {
		n.mu.Lock()
		if n.done {
			found = n
			break
		}
		n.mu.Unlock()
	}
	return found
}

func (n *Node) flagged(f func() error) {
	locked := false
	defer func() {
		if locked {
			n.mu.Unlock()
		}
	}()
	for n.n > 0 {
		n.mu.Lock()
		locked = true
		if f() != nil {
			return
		}
		locked = false
		n.mu.Unlock()
	}
}
`,
  ),
  ...OTHER_NAMES,
];
