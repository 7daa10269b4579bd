import { messages } from '../../base/message.js';
import { readPoolFlows } from '../../go/flow/file-pools.js';
import { bad, good, rule, silent } from '../rule.js';

const say = messages('pool/defer-put-in-loop', {
  held: 'This `{put}` runs when the function returns, not after the iteration. Until then the loop holds every object it took from the pool.\nPut the object at the end of the iteration, or move the body into a function.',
});

export default rule({
  id: 'pool/defer-put-in-loop',
  messages: say,
  severity: 'warning',
  since: '0.1.0',
  summary: 'A loop defers the Put of each iteration, so all objects are held until the function returns',
  inTests: false,
  docs: {
    what: 'A `defer p.Put(x)`, or a deferred function literal that puts, in a loop, for an object that each iteration takes anew.',
    why: 'Deferred calls run when the function returns. In a loop no object comes back to the pool before the last iteration: `Get` finds the pool empty and makes a new object each time, and all of them are alive at once. A loop that never ends, such as one that accepts connections, holds them for ever. Measured, `New` ran 999 times in a loop of 1000 iterations, and once when the body was a function of its own.',
    fix: 'Call `Put` at the end of the iteration, or move the body of the loop into a function, so that `defer` runs after each iteration.',
    limits:
      'Silent where the loop reaches the `defer` only once, since a return or a break follows on every path, for objects that were taken before the loop, and where an iteration stores, sends or appends its object.',
    sources: ['https://go.dev/ref/spec#Defer_statements', 'https://github.com/trojan-gfw/igniter-go-libs/pull/8', 'Measured on Go 1.26'],
  },
  examples: [
    bad(`
package app

import (
	"bytes"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func render(names []string, write func(string)) {
	for _, name := range names {
		b := bufPool.Get().(*bytes.Buffer)
		defer «bufPool.Put(b)»
		b.Reset()
		b.WriteString(name)
		write(b.String())
	}
}
`),
    bad(`
package app

import (
	"bytes"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func serve(next func() (string, bool), write func(string)) {
	for {
		b := bufPool.Get().(*bytes.Buffer)
		defer func() {
			b.Reset()
			«bufPool.Put(b)»
		}()
		name, ok := next()
		if !ok {
			return
		}
		b.WriteString(name)
		write(b.String())
	}
}
`),
    bad(`
package app

import (
	"fmt"
	"io"
	"sync"
)

var lines = sync.Pool{New: func() any { b := make([]byte, 0, 256); return &b }}

func borrow() (b *[]byte, release func()) {
	b = lines.Get().(*[]byte)
	*b = (*b)[:0]
	return b, func() {
		if cap(*b) < 1<<14 {
			lines.Put(b)
		}
	}
}

func dump(w io.Writer, rows [][]string) error {
	for i, row := range rows {
		b, release := borrow()
		defer «release()»
		*b = fmt.Appendf(*b, "%d %v", i, row)
		if _, err := w.Write(*b); err != nil {
			return err
		}
	}
	return nil
}
`),
    bad(`
package app

import (
	"hash/crc32"
	"io"
	"sync"
)

var chunks = sync.Pool{New: func() any { b := make([]byte, 64<<10); return &b }}

func sums(files []io.Reader) (out []uint32, err error) {
	for _, f := range files {
		b := chunks.Get().(*[]byte)
		defer «chunks.Put(b)»
		h := crc32.NewIEEE()
		if _, err = io.CopyBuffer(h, f, *b); err != nil {
			return nil, err
		}
		out = append(out, h.Sum32())
	}
	return out, nil
}
`),
    good(`
package app

import (
	"bytes"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func render(names []string, write func(string)) {
	for _, name := range names {
		func() {
			b := bufPool.Get().(*bytes.Buffer)
			defer bufPool.Put(b)
			b.Reset()
			b.WriteString(name)
			write(b.String())
		}()
	}
}
`),
    silent(
      'the function returns before the loop comes here again',
      `
package app

import (
	"bytes"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func first(names []string) string {
	for _, name := range names {
		if name == "" {
			continue
		}
		b := bufPool.Get().(*bytes.Buffer)
		defer bufPool.Put(b)
		b.Reset()
		b.WriteString(name)
		return b.String()
	}
	return ""
}
`,
    ),
    silent(
      'all objects are needed after the loop',
      `
package app

import (
	"bytes"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func join(names []string, write func([]*bytes.Buffer)) {
	var all []*bytes.Buffer
	for _, name := range names {
		b := bufPool.Get().(*bytes.Buffer)
		defer bufPool.Put(b)
		b.WriteString(name)
		all = append(all, b)
	}
	write(all)
}
`,
    ),
  ],
  checks: {
    *code({ file, workspace, report }) {
      const typed = workspace.typed(file.path);
      if (!typed) return;
      for (const { offset, puts, held } of yield* readPoolFlows(file, typed))
        for (const put of held) report({ span: puts[put]!.call, message: say.held({ put: puts[put]!.callee }) }, offset);
    },
  },
});
