/** Memory that a method hands out of its receiver: still the pool's after a Put, unless the object may have been given other memory before. */
import assert from 'node:assert/strict';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { flowOf } from './pool-flow-of.js';

const HEADER = `package p

import (
	"sync"

	"example.com/missing"
)

var p sync.Pool

type Buf struct{ data []byte }

func (b *Buf) Bytes() []byte { return b.data }

func look(b *Buf) int { return len(b.data) }

func cut(b *Buf) { b.data = b.data[:0] }

func renew(data *[]byte) { *data = make([]byte, 9) }

func replace(b *Buf) { b.data = nil }

func hand(b *Buf) { take(&b) }

func take(b **Buf) { (*b).data = nil }

`;

describe('memory that methods hand out', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  const usesAfter = (call: string): string[] => {
    const signature = 'func f(o *Buf, v any, fill func(any), n int)';
    const { flow, text } = flowOf(engine, `${HEADER}${signature} {\nx := o.Bytes()\n${call}\np.Put(o)\nprintln(x[0])\n}`);
    return flow.uses.map(({ span }) => text.slice(span.start, span.end));
  };

  const kept = [
    ['nothing between', ''],
    ['a builtin', 'clear(o.data)\nprintln(o, n)'],
    ['a conversion', '_ = any(o)\n_ = (*Buf)(o)'],
    ['a function that reads it', 'look(o)'],
    ['a function that cuts it', 'cut(o)'],
    ['a literal that cuts it', 'func(b *Buf) { b.data = b.data[:0] }(o)'],
    ['a function value that gets something else', 'fill(1)'],
  ] as const;
  for (const [name, call] of kept)
    it(`is the pool’s after ${name}`, () => {
      assert.deepEqual(usesAfter(call), ['x']);
    });

  const replaced = [
    ['a function that replaces it', 'replace(o)'],
    ['a literal that replaces it', 'func(b *Buf) { b.data = nil }(o)'],
    ['a function that gets the address of the field', 'renew(&o.data)'],
    ['a function that gets the object by another type', 'replace(v.(*Buf))'],
    ['a function value', 'fill(o)'],
    ['a function that passes its address on', 'hand(o)'],
    ['a function value that gets a part', 'fill(x[:0])'],
    ['a function of a package that is not there', 'missing.Fill(o)'],
    ['a method by its type', '(*Buf).Bytes(o)'],
  ] as const;
  for (const [name, call] of replaced)
    it(`may be its own after ${name}`, () => {
      assert.deepEqual(usesAfter(call), []);
    });

  const COUNTED = `type Counted struct {\n\tcalls []uint64\n\tp sync.Pool\n}\n\ntype Holding struct {\n\tlast *Buf\n\tp sync.Pool\n}\n\n`;
  const usesWith = (type: string): string[] => {
    const put = `func (c *${type}) put(b *Buf) {\n\tmissing.Tell(c)\n\tc.p.Put(b)\n}\n\n`;
    const { flow, text } = flowOf(
      engine,
      `${HEADER}${COUNTED}${put}func f(c *${type}, o *Buf) {\nx := o.Bytes()\nc.put(o)\nprintln(x[0])\n}`,
    );
    return flow.uses.map(({ span }) => text.slice(span.start, span.end));
  };

  it('is the pool’s whatever is done with values that lead to no object', () => {
    assert.deepEqual(usesWith('Counted'), ['x']);
    assert.deepEqual(usesWith('Holding'), []);
  });

  it('is the pool’s where a method fills a copy of the field and gives it more room', () => {
    const fill = `func (b *Buf) fill(r io.Reader) {\n\td := b.data\n\tif len(d) == cap(d) {\n\t\tmore := make([]byte, 2*cap(d))\n\t\tcopy(more, d)\n\t\td = more\n\t}\n\tn, _ := r.Read(d)\n\tb.data = d[:n]\n}\n\n`;
    const usesOf = (method: string) => {
      const code = `${HEADER.replace('import (', 'import (\n\t"io"')}${method}func f(r io.Reader, o *Buf) {\no.fill(r)\nx := o.Bytes()\np.Put(o)\nprintln(x[0])\n}`;
      const { flow, text } = flowOf(engine, code);
      return flow.uses.map(({ span }) => text.slice(span.start, span.end));
    };
    assert.deepEqual(usesOf(fill), ['x']);
    assert.deepEqual(usesOf(fill.replace('if len(d) == cap(d) ', '')), []);
    assert.deepEqual(usesOf(fill.replace('d := b.data', 'd := make([]byte, len(b.data))')), []);
  });
});
