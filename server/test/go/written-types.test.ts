/** What a declaration itself tells of the types in it, and what it leaves open. */
import assert from 'node:assert/strict';
import { Scopes } from '../../src/engine/go/names/scope.js';
import { WrittenTypes } from '../../src/engine/go/names/written-types.js';
import { questionOf, sizeQuestionOf } from '../../src/engine/go/package/type-question.js';
import { NONE } from '../../src/engine/syntax/flat-tree.js';
import type { GoParser } from '../../src/engine/syntax/go-parser.js';
import { loadEngine } from '../support/engine-for-tests.js';

describe('written types', () => {
  let go: GoParser;
  before(async () => {
    go = (await loadEngine()).go;
  });

  /** By the name of a variable of the declaration: kind, name and what it is made of. */
  const reading = (code: string) => {
    const tree = go.parse(`package p\n\n${code}\n`).declarations.at(-1)!.tree;
    const scopes = Scopes.of(tree);
    const imports = ['bytes', 'sync'].map(name => [name, { path: name, name, span: { start: 0, end: 0 } }] as const);
    const types = new WrittenTypes(tree, scopes, new Map(imports));
    const variable = (name: string) => scopes.variables.find(x => x.name === name)!;
    const of = (name: string) => {
      const written = types.ofVariable(variable(name));
      const elem = 'elem' in written && written.elem !== NONE ? ` ${tree.textOf(written.elem)}` : '';
      return `${written.kind}${'name' in written ? ` ${written.name}` : ''}${elem}`;
    };
    const asked = (name: string) => {
      const { node } = variable(name);
      const written = types.ofVariable(variable(name));
      return { type: questionOf(written, node), size: sizeQuestionOf(types, written, node), node };
    };
    return { of, asked };
  };

  it('are read from declarations, literals and expressions', () => {
    const { of } = reading(
      `func f(a []byte, m map[string]*T, v ...int) {
        b := a[1:]; c := &T{}; d := m["k"]; e, ok := m["k"]; s := "x" + string(a); n := int(v[0]) << 2; q := bytes.NewBuffer(nil); w := T{}
        x := *c; y := [2]int{}; z := y[:]; i, is := any(a).(sync.Mutex); k := []int(nil); l := func() {}; g := <-make(chan *T); h := a == nil
        const one = 1; o := one; p := make([]T, n); r := new(T); t := append(p, w); u := struct{}{}
      }`,
    );
    const told = {
      ...{ a: 'slice byte', m: 'map', v: 'slice int', b: 'slice byte', c: 'pointer T', d: 'unknown', e: 'unknown', ok: 'basic bool' },
      ...{ s: 'basic string', n: 'basic int', q: 'unknown', w: 'name T', x: 'name T', y: 'array int', z: 'slice int', i: 'name Mutex' },
      ...{ is: 'basic bool', k: 'slice int', l: 'func', g: 'pointer T', h: 'basic bool', o: 'basic int', p: 'slice T', r: 'pointer T' },
      ...{ t: 'slice T', u: 'struct' },
    };
    assert.deepEqual(Object.fromEntries(Object.keys(told).map(name => [name, of(name)])), told);
  });

  it('are those of a call only where no package can declare what is called', () => {
    const { of, asked } = reading(
      'func f(s []T) { a := len(s); b := cap(s); c := max(1, 2); d := min(1, 2); e := copy(s, s); g := recover(); h := string(s) }',
    );
    assert.deepEqual(['a', 'b', 'c', 'd', 'e', 'g', 'h'].map(of), [...Array(6).fill('unknown'), 'basic string']);
    assert.deepEqual(asked('c').size, { node: asked('c').node });
  });

  it('end where types and values refer to themselves', () => {
    const { of } = reading(
      'func f() { type t struct{ next *t }; type u u; var v t; var w u; for p := v.next; p != nil; p = p.next { q := q; _ = q } }',
    );
    assert.deepEqual(['v', 'w', 'p', 'q'].map(of), ['struct', 'unknown', 'unknown', 'unknown']);
  });

  it('are no names where a function has type parameters or types of its own', () => {
    const { of } = reading('func (l *List[T]) f(a T, b U) { type U []int; var c U; var d List[T] }');
    assert.deepEqual(['a', 'b', 'c', 'd'].map(of), ['parameter', 'slice int', 'slice int', 'name List']);
  });

  it('make the quickest question', () => {
    const { asked } = reading('func f(a T, b List[int], c [4]int64, d any, e []T, g sync.Mutex, h int, i [4]T) { j := a.b }');
    assert.deepEqual(asked('a').type, { pkg: '', name: 'T' });
    assert.deepEqual(asked('g').type, { pkg: 'sync', name: 'Mutex' });
    assert.deepEqual(asked('h').type, { pkg: '', name: 'int' });
    for (const name of ['b', 'e', 'j']) assert.deepEqual(asked(name).type, { node: asked(name).node });
    assert.deepEqual(asked('c').size, { bytes: 32 });
    assert.deepEqual(asked('d').size, { bytes: 16 });
    assert.deepEqual(asked('e').size, { bytes: 24 });
    assert.deepEqual(asked('i').size, { node: asked('i').node });
  });
});
