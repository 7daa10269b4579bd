/** The sentence that names a cause, with the real compiler and the real standard library: each line says at its end why it allocates. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { cli } from '../support/cli-terminal.js';
import { LiveGo } from '../support/live-go.js';

/** What stands behind `because`: the last part of the message's id, what it names, and the call it leads through. */
const CAUSES = `package m

import (
	"context"
	"io"
	"log/slog"
	"strings"
	"time"
)

type T struct{ n int }

type sink interface{ Take(p *T) }

type holder struct {
	out  sink
	each func(p *T)
	all  []func(p *T)
	kept map[string]*T
	ch   chan *T
	r    io.Reader
	buffer []byte
	log  *slog.Logger
}

func (h *holder) method() {
	t := T{} // because interfaceCall h.out.Take
	h.out.Take(&t)
}

func (h *holder) field() {
	t := T{} // because functionValue h.each
	h.each(&t)
}

type label string

var last label

func (h *holder) named() {
	last = label(h.buffer) // because stored last
}

func (h *holder) element() {
	t := T{} // because functionValue h.all[0]
	h.all[0](&t)
}

func parameter(f func(p *T)) {
	t := T{} // because functionValue f
	f(&t)
}

func typed[S sink](s S) {
	t := T{} // because typeParameter s.Take
	s.Take(&t)
}

func instance(s sink) { typed(s) }

func (h *holder) pass(p *T) { h.out.Take(p) }

func (h *holder) inlined() {
	t := T{} // because interfaceCallIn h.out.Take h.pass
	h.pass(&t)
}

//go:noinline
func hand(to sink, p *T) { to.Take(p) }

func (h *holder) called() {
	t := T{} // because interfaceCallIn h.out.Take hand
	hand(h.out, &t)
}

//go:noinline
func twice(to sink, p *T) { hand(to, p) }

func (h *holder) calledTwice() {
	t := T{} // because interfaceCallIn to.Take twice
	twice(h.out, &t)
}

func (h *holder) keep(name string, p *T) { h.kept[name] = p }

func (h *holder) stored() {
	t := T{} // because confirmedVariableBy h.kept[name] h.keep
	h.keep("a", &t)
}

//go:noinline
func (h *holder) send(p *T) { h.ch <- p }

func (h *holder) sent() {
	t := T{} // because confirmedSentBy h.ch h.send
	h.send(&t)
}

func (h *holder) header() error {
	var b [4]byte // because interfaceCallIn h.r.Read io.ReadFull
	_, err := io.ReadFull(h.r, b[:])
	return err
}

func (h *holder) atLeast() error {
	var b [4]byte // because interfaceCallIn h.r.Read io.ReadAtLeast
	_, err := io.ReadAtLeast(h.r, b[:], 2)
	return err
}

type source struct{ last []byte }

func (s *source) Read(b []byte) (int, error) { s.last = b; return len(b), nil }

func (h *holder) readsItself() error {
	s := &source{} // because argument io.ReadFull
	_, err := io.ReadFull(s, h.buffer)
	return err
}

func (h *holder) atLeastItself() error {
	s := &source{} // because argument io.ReadAtLeast
	_, err := io.ReadAtLeast(s, h.buffer, 2)
	return err
}

type concrete struct{ last *T }

func (c *concrete) Take(p *T) { c.last = p }

func known() *concrete {
	c := &concrete{}
	var s sink = c
	t := T{} // because confirmedVariableBy c.last s.Take
	s.Take(&t)
	return c
}

func visits(xs []int, each func(func(int))) (n int) { // because capturedAndSet
	each(func(x int) { n += x }) // because functionValueClosure each
	return n
}

func late(xs []int, each func(func(int))) {
	n := 0 // because capturedLate
	each(func(x int) { println(n) }) // because functionValueClosure each
	n = len(xs)
}

func (h *holder) debug(n int) {
	h.log.Debug("x", "n", n) // because confirmedSlog
	h.log.Log(context.Background(), slog.LevelInfo, "y")
}

func boxes(keep func(any), wait time.Duration) {
	keep(wait) // because confirmedInteger
}

func costly(n int) *T {
	t := &T{} // because confirmed
	for i := range n {
		for j := range n {
			t.n += i*j + len(strings.Repeat("a", i)) + len(strings.Repeat("b", j)) + len(strings.Repeat("c", n))
			switch t.n {
			case 1, 2, 3, 4, 5:
				t.n += i + j
			case 6, 7, 8, 9:
				t.n -= i*j + n
			default:
				t.n ^= i + j*n + n*n - i*i
			}
		}
	}
	return t
}
`;

interface Said {
  readonly messageId: string;
  readonly args: Readonly<Record<string, string>>;
  readonly more?: readonly Said[];
  readonly range: { readonly start: { readonly line: number } };
}

describe('causes, live', function () {
  this.timeout(120_000);
  const go = new LiveGo();
  let said: readonly Said[] = [];
  before(async function () {
    go.start(this, 'no cause was asked of a compiler');
    const dir = go.write('causes', { 'go.mod': 'module example.com/m\n\ngo 1.22\n', 'm.go': CAUSES });
    const { stdout } = await cli(dir, ['escapes', '--format', 'json'], { env: process.env });
    said = (JSON.parse(stdout) as { findings: Said[] }).findings;
  });
  after(() => go.stop());

  for (const [line, text] of CAUSES.split('\n').entries()) {
    const mark = /\/\/ because (.*)$/.exec(text)?.[1];
    if (mark === undefined) continue;
    it(`of “${text.replace(/\s*\/\/.*/, '').trim()}”: ${mark}`, () => {
      const here = said.filter(f => f.range.start.line === line);
      const names = here.map(({ messageId, args }) => [messageId.split('/').at(-1), args.to, args.via].filter(Boolean).join(' '));
      assert.ok(names.includes(mark), names.join(' | ') || 'nothing is said');
    });
  }

  it('says why a closure shares the variable, and why a function is not inlined', () => {
    const more = said.flatMap(f => f.more ?? []).map(m => m.messageId.split('/').at(-1));
    assert.ok(more.includes('assignedInside') && more.includes('assignedLater'));
    const cost = said.flatMap(f => f.more ?? []).find(m => m.messageId === 'escape/cause/tooCostly' && m.args.func === 'costly');
    assert.ok(Number(cost?.args.cost) > Number(cost?.args.budget));
  });

  it('names nothing else', () => {
    const marked = new Set(CAUSES.split('\n').flatMap((text, line) => (text.includes('// because') ? line : [])));
    const unseen = said.filter(f => f.messageId.startsWith('escape/cause/'));
    assert.deepEqual(
      unseen.filter(f => !marked.has(f.range.start.line)),
      [],
    );
  });
});
