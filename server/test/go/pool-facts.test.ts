/** Pool facts: which calls and uses one declaration shows. Places are named by the line of the function body, from 1. */

import assert from 'node:assert/strict';
import { whole } from '../../src/engine/base/slices.js';
import { readPoolFlows } from '../../src/engine/go/flow/file-pools.js';
import type { PoolFacts } from '../../src/engine/go/flow/pool-facts.js';
import type { GoFileFacts } from '../../src/engine/go/package/facts.js';
import { DeclarationCache, readGoFile } from '../../src/engine/go/package/read-file.js';
import { readAllocationSites } from '../../src/engine/sites/allocation-sites.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { flowOf, HEADER } from './pool-flow-of.js';

let engine: Engine;

function read(text: string): GoFileFacts {
  return readGoFile('/p/p.go', text, engine.go.parse(text), new DeclarationCache(readAllocationSites));
}

/** Facts of the last declaration of a file that begins with `HEADER`. */
function factsOf(declaration: string): PoolFacts {
  const file = read(`${HEADER}${declaration}\n`);
  assert.equal(file.hasError, false, declaration);
  return file.declarations.at(-1)!.pools;
}

/** `2 use b` is certain, `2 use? b` may be. */
function usesIn(body: string, signature = 'func f(b, c *bytes.Buffer, xs []int, ok bool)'): string[] {
  const { flow, text } = flowOf(engine, `${HEADER}${signature} {\n${body}\n}`);
  return flow.uses
    .map(
      u => `${text.slice(0, u.span.start).split('\n').length - 1} ${u.kind}${u.certain ? '' : '?'} ${text.slice(u.span.start, u.span.end)}`,
    )
    .sort();
}

describe('pool facts', () => {
  before(async () => {
    engine = await loadEngine();
  });

  const flows: [name: string, body: string, expected: string[]][] = [
    ['use after Put', 'p.Put(b)\nb.Reset()', ['2 use b']],
    ['only the first use on a path', 'p.Put(b)\nb.Reset()\nb.Len()', ['2 use b']],
    ['the first use of each path', 'p.Put(b)\nif ok {\nb.Reset()\n} else {\nb.Len()\n}', ['3 use b', '5 use b']],
    ['a use that every path passes the Put to is certain', 'p.Put(b)\nif ok {\nb.Reset()\n}', ['3 use b']],
    ['a Put that may be skipped', 'if ok {\np.Put(b)\n}\nb.Reset()', ['4 use? b']],
    ['a Put on both branches', 'if ok {\np.Put(b)\n} else {\np.Put(b)\n}\nb.Reset()', ['6 use? b', '6 use? b']],
    ['early return', 'if ok {\np.Put(b)\nreturn\n}\nb.Reset()', []],
    ['panic after Put', 'if ok {\np.Put(b)\npanic("x")\n}\nb.Reset()', []],
    ['conditions that may exclude each other', 'if ok {\np.Put(b)\n}\nif !ok {\nb.Reset()\n}', []],
    ['assignment ends it', 'p.Put(b)\nb = c\nb.Reset()', []],
    ['nil assignment on the way', 'if ok {\np.Put(b)\nb = nil\n}\nif b != nil {\nb.Reset()\n}', []],
    ['next Get in a loop', 'for range xs {\nb := p.Get().(*bytes.Buffer)\nb.Reset()\np.Put(b)\n}', []],
    ['second round of a range loop', 'for range xs {\nb.Reset()\np.Put(b)\n}', ['2 use? b']],
    ['second round of an endless loop', 'for {\nb.Reset()\np.Put(b)\n}', ['2 use? b']],
    ['a loop that is left after Put', 'for range xs {\nb.Reset()\np.Put(b)\nbreak\n}', []],
    ['a loop whose condition may end it', 'for ok {\nb.Reset()\nif len(xs) > 3 {\np.Put(b)\nok = false\n}\n}', []],
    ['renewed in a loop', 'for range xs {\np.Put(b)\nb = p.Get().(*bytes.Buffer)\n}\nb.Reset()', []],
    ['switch: only one case', 'switch len(xs) {\ncase 1:\np.Put(b)\ncase 2:\nb.Reset()\n}', []],
    ['fallthrough', 'switch len(xs) {\ncase 1:\np.Put(b)\nfallthrough\ncase 2:\nb.Reset()\n}', ['6 use? b']],
    ['goto', 'again:\nb.Reset()\nif ok {\np.Put(b)\ngoto again\n}', ['2 use? b']],
    ['alias by assignment', 'x := b\np.Put(b)\nx.Reset()', ['3 use x']],
    ['Put of the alias', 'x := b\np.Put(x)\nb.Reset()', ['3 use b']],
    ['memory of the buffer', 'x := b.Bytes()\np.Put(b)\nprintln(string(x))', ['3 use x']],
    ['String copies', 'x := b.String()\np.Put(b)\nprintln(x)', []],
    ['a slice of the memory', 'x := b.Bytes()[1:]\np.Put(b)\nx[0] = 1', ['3 use x']],
    ['append to a copy', 'x := append([]byte(nil), b.Bytes()...)\np.Put(b)\nx[0] = 1', []],
    ['looking at the pointer', 'p.Put(b)\nif b == c || b != nil {\nprintln()\n}', []],
    ['blank and local assignment touch nothing', 'p.Put(b)\n_ = b\nx := b\n_ = x', []],
    ['passing on', 'p.Put(b)\nprintln(b)', ['2 use b']],
    ['storing', 'var s struct{ b *bytes.Buffer }\np.Put(b)\ns.b = b', ['3 use b']],
    ['sending', 'ch := make(chan *bytes.Buffer)\np.Put(b)\nch <- b', ['3 use b']],
    ['right side of &&', 'p.Put(b)\nif ok && b.Len() > 0 {\n}', ['2 use b']],
    ['put twice', 'p.Put(b)\np.Put(b)', ['2 put b']],
    ['put here and deferred', 'defer p.Put(b)\nif ok {\np.Put(b)\n}', ['3 put b']],
    ['put here and in a deferred literal', 'defer func() {\np.Put(b)\n}()\np.Put(b)', ['4 put b']],
    ['the deferred literal looks first', 'defer func() {\nif b != nil {\np.Put(b)\n}\n}()\np.Put(b)\nb = nil', []],
    ['deferred call that runs after the Put', 'defer b.Reset()\np.Put(b)', ['1 deferredUse b']],
    ['deferred calls run backwards', 'defer b.Reset()\ndefer p.Put(b)', ['1 deferredUse b']],
    ['the usual order of deferred calls', 'defer p.Put(b)\ndefer b.Reset()\nb.Len()', []],
    ['a literal that runs later', 'p.Put(b)\ngo func() {\nb.Reset()\n}()', ['3 use b']],
    ['a variable that a literal writes is not followed', 'x := func() { b = nil }\np.Put(b)\nx()\nb.Reset()', []],
    ['a variable whose address is taken is not followed', 'renew(&b)\np.Put(b)\nb.Reset()', []],
    ['giving a lock back', 'var m struct{ sync.Mutex }\nx := &m\ndefer x.Unlock()\np.Put(x)\nx.Mutex.Unlock()', []],
    ['inside a literal', 'x := func() {\np.Put(b)\nb.Reset()\n}\nx()', ['3 use b']],
    ['Put in another function literal is that function’s', 'x := func() {\np.Put(b)\n}\nb.Reset()\nx()', []],
    ['type switch', 'v := p.Get()\nswitch x := v.(type) {\ncase *bytes.Buffer:\np.Put(x)\nx.Reset()\n}', ['5 use x']],
    ['address of a local', 'x := b.Bytes()\np.Put(&x)\nx[0] = 1', ['3 use x']],
  ];
  for (const [name, body, expected] of flows) it(name, () => assert.deepEqual(usesIn(body), expected));

  const returns: [name: string, signature: string, body: string, expected: string[]][] = [
    ['the object', 'func f(b *bytes.Buffer) *bytes.Buffer', 'defer p.Put(b)\nreturn b', ['2 return b']],
    ['its memory', 'func f(b *bytes.Buffer) []byte', 'defer p.Put(b)\nreturn b.Bytes()', ['2 return b.Bytes()']],
    ['a copy', 'func f(b *bytes.Buffer) string', 'defer p.Put(b)\nreturn b.String()', []],
    ['after a plain Put', 'func f(b *bytes.Buffer) []byte', 'x := b.Bytes()\np.Put(b)\nreturn x', ['3 return x']],
    ['through a slice pointer', 'func f() []byte', 'bp := p.Get().(*[]byte)\ndefer p.Put(bp)\nx := (*bp)[:0]\nreturn x', ['4 return x']],
    [
      'append may move',
      'func f() []byte',
      'bp := p.Get().(*[]byte)\ndefer p.Put(bp)\nx := append((*bp)[:0], 1)\nreturn x',
      ['4 return? x'],
    ],
    [
      'stored back after append',
      'func f() []byte',
      'bp := p.Get().(*[]byte)\ndefer p.Put(bp)\nx := append((*bp)[:0], 1)\n*bp = x\nreturn x',
      ['5 return x'],
    ],
    ['a deferred literal', 'func f(b *bytes.Buffer) []byte', 'defer func() {\np.Put(b)\n}()\nreturn b.Bytes()', ['4 return b.Bytes()']],
    [
      'a size guard',
      'func f(b *bytes.Buffer) []byte',
      'defer func() {\nif b.Cap() < 99 {\np.Put(b)\n}\n}()\nreturn b.Bytes()',
      ['6 return? b.Bytes()'],
    ],
    ['an unknown condition', 'func f(b *bytes.Buffer, ok bool) []byte', 'defer func() {\nif ok {\np.Put(b)\n}\n}()\nreturn b.Bytes()', []],
    [
      'trimmed memory',
      'func f(b *bytes.Buffer) []byte',
      'defer p.Put(b)\nreturn bytes.TrimSpace(b.Bytes())',
      ['2 return bytes.TrimSpace(b.Bytes())'],
    ],
    [
      'a reader of it',
      'func f(b *bytes.Buffer) any',
      'defer p.Put(b)\nreturn bytes.NewReader(b.Bytes())',
      ['2 return bytes.NewReader(b.Bytes())'],
    ],
    [
      'a buffer, as the package says',
      'func getBuf() *bytes.Buffer { return nil }\nfunc f() []byte',
      'b := getBuf()\ndefer p.Put(b)\nreturn b.Bytes()',
      ['3 return b.Bytes()'],
    ],
    ['what nobody knows', 'func f() []byte', 'b := nobody()\ndefer p.Put(b)\nreturn b.Bytes()', []],
    ['a bare return', 'func f(b *bytes.Buffer) (x []byte)', 'defer p.Put(b)\nx = b.Bytes()\nreturn', ['3 return return']],
    ['before the defer', 'func f(b *bytes.Buffer, ok bool) []byte', 'if ok {\nreturn b.Bytes()\n}\ndefer p.Put(b)\nreturn nil', []],
    ['deferred on one path only', 'func f(b *bytes.Buffer, ok bool) []byte', 'if ok {\ndefer p.Put(b)\n}\nreturn b.Bytes()', []],
    [
      'in a composite literal',
      'func f(b *bytes.Buffer) any',
      'defer p.Put(b)\nreturn []any{1, b.Bytes()}',
      ['2 return []any{1, b.Bytes()}'],
    ],
    ['a field is not followed', 'func f(s *struct{ x []byte }) []byte', 'defer p.Put(s)\nreturn s.x', []],
  ];
  for (const [name, signature, body, expected] of returns)
    it(`returned: ${name}`, () => assert.deepEqual(usesIn(body, signature), expected));

  it('knows unchecked assertions from checked ones', () => {
    const facts = factsOf(
      'func f() {\na := p.Get().(*T)\nb, ok := p.Get().(*T)\nvar c, ok2 = p.Get().(*T)\nd := p.Get()\nx, y := p.Get().(*T), 1\ng(p.Get().(*T))\n}',
    );
    assert.deepEqual(
      facts.gets.map(g => g.uncheckedAssertion !== undefined),
      [true, false, false, false, true, true],
    );
  });

  it('reads declarations with and without New', () => {
    const facts = factsOf(
      'var (\na sync.Pool\nb = sync.Pool{}\nc = sync.Pool{New: f}\nd = &sync.Pool{}\ne, g = makePool(), sync.Pool{}\n)',
    );
    assert.deepEqual(
      facts.declarations.map(d => `${d.name} ${d.kind} ${d.hasNew}`),
      ['a var false', 'b var false', 'c var true', 'g var false'],
    );
    const struct = factsOf('type T struct {\nx, y sync.Pool\nz *sync.Pool\n}');
    assert.deepEqual(
      struct.declarations.map(d => `${d.name} ${d.kind}`),
      ['x field', 'y field'],
    );
  });

  it('collects the names that may get a New elsewhere', () => {
    const facts = factsOf('func f(s *S) {\ns.pool.New = g\nuse(&other.inner, &plain, &T{})\ns.made = sync.Pool{New: g}\n}');
    assert.deepEqual([...facts.touched].sort(), ['inner', 'made', 'plain', 'pool']);
  });

  it('says what a directive comment stands above', () => {
    const { directives } = read(
      'package p\n\n//go:noinline\nfunc f() {}\n\n// go:nosplit\n// more\nfunc (t T) m() {}\n\n//go:embed x\n\nvar v string\n\n//go:notinheap\ntype T int\n',
    );
    assert.deepEqual(
      directives.map(d => d.above),
      ['function', 'function', undefined, 'type'],
    );
  });

  it('follows nothing through a syntax error', () => {
    const text = `${HEADER}func f(b *bytes.Buffer) {\n\tp.Put(b)\n\tb.x(\n}\n`;
    const workspace = new Workspace(engine);
    workspace.set('/p/p.go', text);
    assert.equal(workspace.goFacts('/p/p.go')?.hasError, true);
    assert.deepEqual(
      whole(readPoolFlows(workspace.goFacts('/p/p.go')!, workspace.typed('/p/p.go')!)).flatMap(f => f.uses),
      [],
    );
  });
});
