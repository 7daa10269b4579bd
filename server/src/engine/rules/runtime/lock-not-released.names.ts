/** Examples of `runtime/lock-not-released` about names: of locks that have several, and of functions that end something. */
import { bad, type Example, silent } from '../rule.js';

export const OTHER_NAMES: readonly Example[] = [
  bad(`
package app

import (
	"io"
	"sync"
)

type peer interface{ SendError(error) }

type Hub struct {
	mu    sync.RWMutex
	peers map[string]peer
}

func (h *Hub) Route(to string, from peer) {
	h.mu.RLock()
	p, ok := h.peers[to]
	if !ok {
		from.SendError(io.EOF)
		«return»
	}
	h.mu.RUnlock()
	p.SendError(nil)
}
`),
  silent(
    'it is unlocked by another name',
    `
package app

import "sync"

type queue struct {
	mu   sync.RWMutex
	cond *sync.Cond
	n    int
}

func newQueue() *queue {
	q := &queue{}
	q.cond = sync.NewCond(&q.mu)
	return q
}

func (q *queue) get() int {
	q.mu.Lock()
	if q.n == 0 {
		q.cond.L.Unlock()
		return 0
	}
	q.mu.Unlock()
	return q.n
}

type guarded struct {
	sync.Mutex
	n int
}

func (g *guarded) get() int {
	g.Lock()
	if g.n == 0 {
		g.Mutex.Unlock()
		return 0
	}
	g.Unlock()
	return g.n
}
`,
  ),
];
