import type { GoVersion } from '../../facts/build/go-mod.js';
import { t } from '../../l10n.js';
import { bad, good, goRule, type RelativeFix, type RelativeStep, silent } from '../../rule.js';
import { isBytesBuffer, sharesMemory, takerKind } from '../../workspace/pools.js';

export default goRule({
  id: 'pool/returned-pooled-memory',
  severity: 'error',
  since: '0.1.0',
  summary: 'A function returns memory of an object that it gives back to a sync.Pool',
  inTests: true,
  docs: {
    what: 'A `return` of a pooled object, or of memory inside it, from a function that also puts the object back: `defer p.Put(b)` and then `return b.Bytes()`, `return (*bp)[:n]` or `return b`.',
    why: 'The deferred `Put` runs before the caller sees the result. The next `Get`, on any goroutine, hands the same memory to someone else, who overwrites it while the caller still reads: measured, the first caller’s response turned into `SECONDresponse`. Tests rarely catch it, because a pool that nobody else uses overwrites nothing.',
    fix: 'Return a copy: `bytes.Clone(b.Bytes())` (Go 1.20), `append([]byte(nil), b.Bytes()...)` or `b.String()`, which copies. Or let the caller pass the destination, or let the caller do the `Put`.',
    limits:
      'Followed are variables, slices of them, `*p` of a pooled slice pointer, results of `append` and of functions of strconv and fmt that append, `bytes.Trim…`, and `Bytes`, `Next` and `AvailableBuffer` of `bytes.Buffer`. Not followed are fields of the pooled object, because they are often replaced before the Put, and results of other functions. A warning instead of an error where a size guard may skip the Put or `append` may have moved the memory.',
    sources: ['src/sync/pool.go', 'src/bytes/buffer.go', 'Measured on Go 1.18, 1.23 and 1.27'],
  },
  examples: [
    bad(
      `
package app

import (
	"bytes"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func render(name string) []byte {
	b := bufPool.Get().(*bytes.Buffer)
	defer bufPool.Put(b)
	b.Reset()
	b.WriteString(name)
	return «b.Bytes()»
}
`,
      `
package app

import (
	"bytes"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func render(name string) []byte {
	b := bufPool.Get().(*bytes.Buffer)
	defer bufPool.Put(b)
	b.Reset()
	b.WriteString(name)
	return bytes.Clone(b.Bytes())
}
`,
    ),
    bad(
      `
package app

import (
	"io"
	"sync"
)

var bufPool = sync.Pool{New: func() any {
	b := make([]byte, 4096)
	return &b
}}

func read(r io.Reader) ([]byte, error) {
	bp := bufPool.Get().(*[]byte)
	defer bufPool.Put(bp)
	n, err := r.Read(*bp)
	return «(*bp)[:n]», err
}
`,
      `
package app

import (
	"io"
	"sync"
)

var bufPool = sync.Pool{New: func() any {
	b := make([]byte, 4096)
	return &b
}}

func read(r io.Reader) ([]byte, error) {
	bp := bufPool.Get().(*[]byte)
	defer bufPool.Put(bp)
	n, err := r.Read(*bp)
	return append([]byte(nil), (*bp)[:n]...), err
}
`,
    ),
    bad(`
package app

import "sync"

type node struct{ next *node }

var nodes = sync.Pool{New: func() any { return new(node) }}

func build() *node {
	n := nodes.Get().(*node)
	defer nodes.Put(n)
	n.next = nil
	return «n»
}
`),
    bad(`
package app

import (
	"bytes"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func render() []byte {
	b := bufPool.Get().(*bytes.Buffer)
	b.WriteString("hello")
	data := b.Bytes()
	bufPool.Put(b)
	return «data»
}
`),
    bad(`
package app

import (
	"bytes"
	"sync"
)

const maxKept = 64 << 10

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

type response struct {
	status int
	body   []byte
}

func putBuf(b *bytes.Buffer) {
	if b.Cap() <= maxKept {
		b.Reset()
		bufPool.Put(b)
	}
}

func render() *response {
	b := bufPool.Get().(*bytes.Buffer)
	defer putBuf(b)
	b.WriteString("hello")
	return «&response{status: 200, body: b.Bytes()}»
}
`),
    bad(`
package app

import (
	"strconv"
	"sync"
)

var bufPool = sync.Pool{New: func() any {
	b := make([]byte, 0, 64)
	return &b
}}

func format(n int) (out []byte) {
	bp := bufPool.Get().(*[]byte)
	defer func() {
		bufPool.Put(bp)
	}()
	out = strconv.AppendInt((*bp)[:0], int64(n), 10)
	out = append((*bp)[:0], "n="...)
	«return»
}
`),
    bad(`
package app

import (
	"bytes"
	"encoding/json"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func getBuf() *bytes.Buffer {
	return bufPool.Get().(*bytes.Buffer)
}

func marshal(v any) ([]byte, error) {
	buf := getBuf()
	defer bufPool.Put(buf)
	buf.Reset()
	if err := json.NewEncoder(buf).Encode(v); err != nil {
		return nil, err
	}
	return «bytes.TrimRight(buf.Bytes(), "\\n")», nil
}
`),
    good(`
package app

import (
	"bytes"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func render(name string) string {
	b := bufPool.Get().(*bytes.Buffer)
	defer bufPool.Put(b)
	b.Reset()
	b.WriteString(name)
	return b.String()
}
`),
    good(`
package app

import (
	"bytes"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func render(name string) []byte {
	b := bufPool.Get().(*bytes.Buffer)
	defer bufPool.Put(b)
	b.Reset()
	b.WriteString(name)
	return append([]byte(nil), b.Bytes()...)
}
`),
    silent(
      'the caller gets the object and puts it',
      `
package app

import (
	"bytes"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func getBuf(fail bool) *bytes.Buffer {
	b := bufPool.Get().(*bytes.Buffer)
	b.Reset()
	if fail {
		bufPool.Put(b)
		return nil
	}
	return b
}
`,
    ),
    silent(
      'the Put is for failures only, and what is behind the condition is not known',
      `
package app

import (
	"bytes"
	"sync"
)

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func fill(f func(*bytes.Buffer) error) (_ *bytes.Buffer, err error) {
	b := bufPool.Get().(*bytes.Buffer)
	defer func() {
		if err != nil {
			bufPool.Put(b)
		}
	}()
	if err = f(b); err != nil {
		return nil, err
	}
	return b, nil
}
`,
    ),
    silent(
      'the Bytes of another type may be a copy',
      `
package app

import "sync"

type text struct{ s string }

func (t *text) Bytes() []byte { return []byte(t.s) }

var texts = sync.Pool{New: func() any { return new(text) }}

func getText() *text { return texts.Get().(*text) }

func render() []byte {
	t := getText()
	defer texts.Put(t)
	t.s = "hello"
	return t.Bytes()
}
`,
    ),
    silent(
      'a field may have been replaced before the Put',
      `
package app

import "sync"

type parser struct{ result []string }

func (p *parser) parse() { p.result = append([]string(nil), "fresh") }

var parsers = sync.Pool{New: func() any { return new(parser) }}

func parse() []string {
	p := parsers.Get().(*parser)
	defer parsers.Put(p)
	p.parse()
	return p.result
}
`,
    ),
  ],
  check({ file, workspace, report }) {
    const bytesName = file.imports.find(i => i.path === 'bytes' && i.name !== '_' && i.name !== '.')?.name;
    for (const { offset, pools } of file.declarations) {
      const seen = new Set<number>();
      for (const use of pools.uses) {
        if (use.kind !== 'return' || seen.has(use.span.start)) continue;
        const pkg = workspace.goPackage(file.path);
        const put = pools.puts[use.put]!;
        if (use.ifBuffer && !isBytesBuffer(pkg, use.ifBuffer)) continue;
        const by = takerKind(pkg, put.taker);
        if (by === undefined || (!put.addressOf && sharesMemory(pkg, use.type) !== true)) continue;
        seen.add(use.span.start);
        const names = { put: put.callee };
        const steps: RelativeStep[] = [];
        if (use.get) steps.push({ span: use.get, message: t('The object comes out of the pool here.') });
        steps.push({ span: put.call, message: t('It goes back into the pool here.') });
        steps.push({ span: use.span, message: t('Its memory leaves the function here.') });
        const clones = bytesName !== undefined && !lacksClone(workspace.module(file.path)?.go?.version);
        report(
          {
            span: use.span,
            severity: use.certain && by === 'pool' ? 'error' : 'warning',
            message: use.certain
              ? t(
                  'The result shares memory with an object that `{put}` gives back to the pool. The next Get can overwrite it while the caller still uses it.',
                  names,
                )
              : t(
                  'The result may share memory with an object that `{put}` gives back to the pool. The next Get can then overwrite it while the caller still uses it.',
                  names,
                ),
            steps,
            fixes: use.copyable && use.beforePut ? [copyFix(use.span, clones ? bytesName : undefined)] : [],
          },
          offset,
        );
      }
    }
  },
});

/** `bytes.Clone` keeps an empty slice empty; `append` makes it nil, which few programs notice. */
function copyFix({ start, end }: { start: number; end: number }, bytesName: string | undefined): RelativeFix {
  const [before, after] = bytesName === undefined ? ['append([]byte(nil), ', '...)'] : [`${bytesName}.Clone(`, ')'];
  return {
    title: t('Return a copy'),
    safe: bytesName !== undefined,
    edits: [
      { span: { start, end: start }, newText: before },
      { span: { start: end, end }, newText: after },
    ],
  };
}

/** bytes.Clone came with Go 1.20. Unknown versions count as new. */
function lacksClone(go: GoVersion | undefined): boolean {
  return go !== undefined && go.major === 1 && go.minor < 20;
}
