import { messages } from '../../base/message.js';
import { readPoolFlows } from '../../go/flow/file-pools.js';
import { MethodTexts } from '../../go/flow/package-text.js';
import { bad, good, rule, silent } from '../rule.js';
import { ENCODER_EXAMPLES } from './unbounded-buffer.encoders.js';

const say = messages('pool/unbounded-buffer', {
  parked:
    '`{name}` goes back to the pool whatever its size. One large message keeps its memory there.\nPut it only while `{name}.Cap()` is below a limit.',
  field:
    '`{name}` is only cut before its object goes to the pool. One large message keeps its memory there.\nPut it only while `cap({name})` is below a limit.',
  grown:
    '`{name}` goes to the pool as large as it has grown. One large message keeps its memory there.\nPut it only while `cap({name})` is below a limit.',
  stepFilled: 'This may write any number of bytes.',
  stepCut: 'This leaves the array as large as it is.',
});

export default rule({
  id: 'pool/unbounded-buffer',
  messages: say,
  severity: 'hint',
  since: '0.1.0',
  summary: 'A buffer of any size is put into a pool',
  inTests: false,
  docs: {
    what: 'A `bytes.Buffer` that a function fills with what it is given, reads, encodes or renders, and puts into a `sync.Pool` without a look at its size. And an object whose bytes a method of its type appends to, or whose buffer a method lets read all that there is, and that is put after `x.buf = x.buf[:0]`, or as it is.',
    why: 'A buffer never shrinks. One request with 64 MiB leaves 64 MiB in the pool, where requests of a few bytes use it and keep it: in a run it was still there after ten collections.',
    fix: 'Drop large buffers, as package `fmt` does with those above 64 KiB: `if b.Cap() <= limit { pool.Put(b) }`.',
    limits:
      'Silent for functions that look at a size or a limit, that put by a helper, or that write only what has a size of its own, such as strings, numbers and constants.',
    sources: ['go-facts §5, M16', 'https://github.com/golang/go/issues/23199', 'https://github.com/uber-go/zap/issues/1130'],
  },
  examples: [
    ...ENCODER_EXAMPLES,
    bad(`
package app

import (
	"bytes"
	"sync"
)

var logs = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func Format(p []byte, out func([]byte)) {
	b := logs.Get().(*bytes.Buffer)
	b.Reset()
	b.Write(p)
	out(b.Bytes())
	«logs.Put(b)»
}
`),
    bad(`
package app

import "sync"

type line struct{ b []byte }

var lines = sync.Pool{New: func() any { return &line{b: make([]byte, 0, 256)} }}

func (l *line) text(s string) { l.b = append(l.b, s...) }

func (l *line) free() {
	l.b = l.b[:0]
	«lines.Put(l)»
}
`),
    bad(`
package app

import (
	"bytes"
	"io"
	"sync"
)

type message struct{ body *bytes.Buffer }

var messages = sync.Pool{New: func() any { return &message{body: new(bytes.Buffer)} }}

func (m *message) ReadFrom(r io.Reader) (int64, error) { return m.body.ReadFrom(r) }

func (m *message) free() {
	m.body.Reset()
	«messages.Put(m)»
}
`),
    good(`
package app

import (
	"bytes"
	"sync"
)

var logs = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func Format(p []byte, out func([]byte)) {
	b := logs.Get().(*bytes.Buffer)
	b.Reset()
	b.Write(p)
	out(b.Bytes())
	if b.Cap() <= 64<<10 {
		logs.Put(b)
	}
}
`),
    silent(
      'what is written is small, limited, or looked at elsewhere',
      `
package app

import (
	"bytes"
	"io"
	"strconv"
	"sync"
)

var logs = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func put(b *bytes.Buffer) {
	if b.Cap() <= 64<<10 {
		logs.Put(b)
	}
}

func Key(kind string, n int) string {
	b := logs.Get().(*bytes.Buffer)
	defer logs.Put(b)
	b.Reset()
	b.WriteString(kind)
	b.WriteString(strconv.Itoa(n))
	return b.String()
}

func Sum(sum [32]byte, out func(string)) {
	b := logs.Get().(*bytes.Buffer)
	b.Reset()
	b.Write(sum[:])
	out(b.String())
	logs.Put(b)
}

func Head(r io.Reader) (string, error) {
	b := logs.Get().(*bytes.Buffer)
	defer logs.Put(b)
	b.Reset()
	_, err := io.Copy(b, io.LimitReader(r, 4096))
	return b.String(), err
}

func Format(p []byte, out func([]byte)) {
	b := logs.Get().(*bytes.Buffer)
	defer put(b)
	b.Reset()
	b.Write(p)
	out(b.Bytes())
}
`,
    ),
    bad(`
package app

import "sync"

type Pool struct{ p *sync.Pool }

type Buffer struct {
	bs   []byte
	pool Pool
}

func NewPool() Pool {
	return Pool{p: &sync.Pool{New: func() any { return &Buffer{bs: make([]byte, 0, 1024)} }}}
}

func (p Pool) Get() *Buffer {
	b := p.p.Get().(*Buffer)
	b.Reset()
	b.pool = p
	return b
}

func (p Pool) put(b *Buffer) { «p.p.Put(b)» }

func (b *Buffer) AppendString(s string) { b.bs = append(b.bs, s...) }
func (b *Buffer) Reset()                { b.bs = b.bs[:0] }
func (b *Buffer) Free()                 { b.pool.put(b) }
`),
    silent(
      'a method asks how large it is',
      `
package app

import "sync"

type line struct{ b []byte }

var lines = sync.Pool{New: func() any { return &line{b: make([]byte, 0, 256)} }}

func (l *line) text(s string)  { l.b = append(l.b, s...) }
func (l *line) tooLarge() bool { return cap(l.b) > 1<<16 }

func (l *line) free() {
	if l.tooLarge() {
		return
	}
	l.b = l.b[:0]
	lines.Put(l)
}

type short struct{ b []byte }

var shorts = sync.Pool{New: func() any { return &short{b: make([]byte, 0, 256)} }}

func (l *short) text(s string) {
	if len(l.b)+len(s) > 256 {
		return
	}
	l.b = append(l.b, s...)
}

func (l *short) free() {
	l.b = l.b[:0]
	shorts.Put(l)
}
`,
    ),
  ],
  checks: {
    *code({ file, workspace, report }) {
      const typed = workspace.typed(file.path);
      if (!typed) return;
      const methods = new MethodTexts(typed.source);
      for (const { offset, parked } of yield* readPoolFlows(file, typed)) {
        for (const { kind, span, by, name, grows } of parked) {
          if (kind === 'size') report({ span, message: say.parked({ name }), steps: [{ span: by, message: say.stepFilled }] }, offset);
          else if (grows?.isBuffer) {
            if (methods.readsAll(grows.type, grows.field)) report({ span, message: say.parked({ name }) }, offset);
          } else if (grows && methods.grows(grows.type, grows.field)) {
            if (kind === 'grown') report({ span, message: say.grown({ name }) }, offset);
            else report({ span, message: say.field({ name }), steps: [{ span: by, message: say.stepCut }] }, offset);
          }
        }
      }
    },
  },
});
