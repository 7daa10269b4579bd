import { messages } from '../../base/message.js';
import { readPoolFlows } from '../../go/flow/file-pools.js';
import { bad, good, rule, silent } from '../rule.js';

const say = messages('pool/typed-nil-put', {
  early:
    '`{name}` is nil when this `defer` evaluates it. The pool gets a nil pointer, and not what is assigned later.\nDefer the `{put}` after `{name}` is set.',
  failed:
    '`{name}` can be nil here. The pool keeps a nil pointer that has a type, and a later `Get` returns it.\nPut it only when it is not nil.',
  stepDeclared: 'It is declared without a value here.',
  stepFailed: 'It is nil where this fails.',
});

export default rule({
  id: 'pool/typed-nil-put',
  messages: say,
  severity: 'warning',
  since: '0.1.0',
  summary: 'A nil pointer is put into a sync.Pool, and a later Get returns it',
  inTests: false,
  docs: {
    what: 'A deferred `Put` of a pointer that is nil by then: the result of a function that has failed, a named result that `return nil, err` has set to nil, or a variable that gets its value only after the `defer`.',
    why: '`Put` drops a plain `nil`. A nil pointer with a type is another value: it is kept, and a later `Get` returns it. `p.Get().(*T)` succeeds, `New` is not called, and the first use of a field panics, in a request that has nothing to do with the one that failed.',
    fix: 'Ask for the error first and defer the `Put` behind it, or guard it: `if b != nil { p.Put(b) }`.',
    limits:
      'Only pointers. Silent where the `Put` is under a condition that is not only the error, and where the function that failed is not known to return nil.',
    sources: ['src/sync/pool.go (Put)', 'go-facts §5 M9', 'go-facts §8.3'],
  },
  examples: [
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
  ],
  checks: {
    *code({ file, workspace, report }) {
      const typed = workspace.typed(file.path);
      if (!typed) return;
      for (const { offset, puts, nils } of yield* readPoolFlows(file, typed)) {
        for (const { put, kind, span, name } of nils) {
          const { argument, callee } = puts[put]!;
          const message = kind === 'early' ? say.early({ name, put: callee }) : say.failed({ name });
          const steps = [{ span, message: kind === 'early' ? say.stepDeclared : say.stepFailed }];
          report({ span: argument, message, steps }, offset);
        }
      }
    },
  },
});
