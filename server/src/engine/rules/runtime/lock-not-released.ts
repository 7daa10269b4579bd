import { messages } from '../../base/message.js';
import { readLeftovers } from '../../go/lifecycle/file-lifecycles.js';
import { perTaken, stepsOf } from '../left-behind.js';
import { bad, good, rule } from '../rule.js';
import { LOCK_SILENT } from './lock-not-released.silent.js';

const say = messages('runtime/lock-not-released', {
  path: '`{name}` is still locked on this path, so the next `Lock` waits for ever.\nUnlock before the return, or `defer` the unlock behind the lock.',
  stepTaken: 'It is locked here.',
  stepReleased: 'Another path unlocks it here.',
});

export default rule({
  id: 'runtime/lock-not-released',
  messages: say,
  severity: 'warning',
  since: '0.1.0',
  summary: 'A return leaves a mutex locked that the other paths unlock',
  inTests: false,
  docs: {
    what: 'A `return` between the `Lock` (or `RLock`) of a mutex and the unlock further down in the same block, on a path that has not unlocked it.',
    why: 'The next `Lock` waits for ever, often long after the error that took this path. After an `RLock` that is left, the next `Lock` waits, and then every `RLock` behind it.',
    fix: '`defer mu.Unlock()` right behind the lock. Where the lock must end earlier, unlock on each path, or move the locked part into a function.',
    limits:
      'Silent for functions that hand the lock to their caller: those that unlock only where they fail, or nowhere. Silent when a function literal, a method value, or a function that is called on the path may unlock.',
    sources: ['src/sync/mutex.go', 'https://github.com/centrifugal/centrifuge/pull/552', 'https://github.com/nats-io/nats.go/pull/1364'],
  },
  examples: [
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
  ],
  checks: {
    *go({ file, workspace, report }) {
      const leftovers = yield* readLeftovers(file, workspace.typed(file.path));
      for (const found of perTaken(leftovers.filter(l => l.endsBelow))) {
        if (found.kind !== 'lock' || !found.left) continue;
        const steps = stepsOf(found, { taken: say.stepTaken, released: say.stepReleased });
        report({ span: found.left, message: say.path({ name: found.name }), steps }, found.offset);
      }
    },
  },
});
