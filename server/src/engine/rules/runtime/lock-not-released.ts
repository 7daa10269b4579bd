import { messages } from '../../base/message.js';
import { readLeftovers } from '../../go/lifecycle/file-lifecycles.js';
import { perTaken, stepsOf } from '../left-behind.js';
import { good, rule, silent } from '../rule.js';
import { LOCK_EXAMPLES } from './lock-not-released.examples.js';
import { LOCK_SILENT } from './lock-not-released.silent.js';

const say = messages('runtime/lock-not-released', {
  path: '`{name}` is still locked on this path, so the next `Lock` waits for ever.\nUnlock before the return.',
  breaks:
    '`{name}` is still locked when this leaves the loop, so the next `Lock` waits for ever.\nUnlock before the `break`, or move the locked part into a function that defers the unlock.',
  continues:
    '`{name}` is still locked when the next iteration begins, so its next `Lock` waits for ever.\nUnlock before the `continue`, or move the locked part into a function that defers the unlock.',
  calls:
    '`{name}` is still locked here, and this call locks it again, so it waits for ever.\nUnlock it before, or call a function that expects it to be locked.',
  again:
    '`{name}` is still locked when this locks it again, so it waits for ever.\nUnlock it before, or call `Unlock` here if that is meant.',
  unlock: '`{name}` is locked for reading here, so the program ends with “fatal error: sync: Unlock of unlocked RWMutex”.\nCall `RUnlock`.',
  readUnlock:
    '`{name}` is locked for writing here, so the program ends with “fatal error: sync: RUnlock of unlocked RWMutex”.\nCall `Unlock`.',
  stepTaken: 'It is locked here.',
  stepReleased: 'Another path unlocks it here.',
});

export default rule({
  id: 'runtime/lock-not-released',
  messages: say,
  severity: 'warning',
  otherSeverities: { error: 'the goroutine waits for itself, or the wrong unlock ends the program' },
  since: '0.1.0',
  summary: 'A return leaves a mutex locked that the other paths unlock',
  inTests: false,
  docs: {
    what: 'A `return` between the `Lock` (or `RLock`) of a mutex and the unlock further down in the same block, on a path that has not unlocked it, or of one that fails where the paths that succeed unlock. A `break` or `continue` in the same place of an iteration. A `Lock` of what the function has locked already, by itself or in a function of the program that it calls and that locks before anything else, and an unlock of the other kind: `Lock` with `RUnlock`, `RLock` with `Unlock`.',
    why: 'The next `Lock` waits for ever, often long after the error that took this path. After an `RLock` that is left, the next `Lock` waits, and then every `RLock` behind it.',
    fix: '`defer mu.Unlock()` right behind the lock. Where the lock must end earlier, unlock on each path, or move the locked part into a function.',
    limits:
      'Silent for functions that hand the lock to their caller: those that unlock only where they fail, or nowhere. Silent when a function literal, a method value, or a function that is called on the path may unlock. A called function that locks only under a condition is not followed.',
    sources: ['src/sync/mutex.go', 'https://github.com/centrifugal/centrifuge/pull/552', 'https://github.com/nats-io/nats.go/pull/1364'],
  },
  examples: [
    ...LOCK_EXAMPLES,
    good(`
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
	defer c.mu.Unlock()
	c.seq++
	_, err := c.w.Write(p)
	return err
}
`),
    ...LOCK_SILENT,
    silent(
      'another lock of the same name, a lock that was given back in between, and two read locks',
      `
package app

import "sync"

type node struct {
	mu   sync.Mutex
	next *node
	n    int
}

func Sum(n *node) int {
	total := 0
	n.mu.Lock()
	for n.next != nil {
		next := n.next
		next.mu.Lock()
		n.mu.Unlock()
		n = next
		total += n.n
	}
	n.mu.Unlock()
	return total
}

type list struct{ head *node }

func (l *list) Advance() {
	l.head.mu.Lock()
	old := l.head
	l.head = old.next
	l.head.mu.Lock()
	old.mu.Unlock()
	l.head.n++
	l.head.mu.Unlock()
}

var current = &node{}

func Rotate(next *node) {
	current.mu.Lock()
	old := current
	current = next
	current.mu.Lock()
	old.mu.Unlock()
	current.mu.Unlock()
}

type set struct {
	mu    sync.RWMutex
	items map[string]bool
}

func (s *set) release() { s.mu.Unlock() }

func (s *set) Twice(f func()) {
	s.mu.Lock()
	s.release()
	f()
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.items)
}

func (s *set) Has(k string) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	ok := s.items[k]
	if !ok {
		s.mu.RUnlock()
		s.mu.Lock()
		s.items[k] = true
		s.mu.Unlock()
		s.mu.RLock()
	}
	return ok
}
`,
    ),
  ],
  checks: {
    *code({ file, workspace, report }) {
      const leftovers = yield* readLeftovers(file, workspace.typed(file.path));
      for (const { kind, conflict, left, taken, name, offset } of leftovers) {
        if (kind !== 'lock' || !conflict || !left) continue;
        report(
          { span: left, message: say[conflict]({ name }), severity: 'error', steps: [{ span: taken, message: say.stepTaken }] },
          offset,
        );
      }
      for (const found of perTaken(leftovers.filter(l => l.endsBelow && !l.conflict))) {
        if (found.kind !== 'lock' || !found.left) continue;
        const steps = stepsOf(found, { taken: say.stepTaken, released: say.stepReleased });
        const { name, left, leaves } = found;
        const message = leaves === 'loop' ? say.breaks({ name }) : leaves === 'iteration' ? say.continues({ name }) : say.path({ name });
        report({ span: left, message, steps }, found.offset);
      }
    },
  },
});
