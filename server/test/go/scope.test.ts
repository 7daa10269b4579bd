/** Which identifier means which variable. */
import assert from 'node:assert/strict';
import { Scopes } from '../../src/engine/go/names/scope.js';
import { type FlatTree, K } from '../../src/engine/syntax/flat-tree.js';
import type { GoParser } from '../../src/engine/syntax/go-parser.js';
import { loadEngine } from '../support/engine-for-tests.js';

describe('scopes', () => {
  let go: GoParser;
  before(async () => {
    go = (await loadEngine()).go;
  });

  const read = (body: string): { tree: FlatTree; scopes: Scopes } => {
    const tree = go.parse(`package p\n\n${body}\n`).declarations.at(-1)!.tree;
    return { tree, scopes: Scopes.of(tree) };
  };
  /** `name#k`: the k-th declared variable of that name; '-' for names from outside. In source order. */
  const meaning = (body: string, name: string): string[] => {
    const { tree, scopes } = read(body);
    const same = scopes.variables.filter(v => v.name === name);
    const out: string[] = [];
    for (let n = 0; n < tree.count; n++) {
      if (tree.kind(n) !== K.Identifier || tree.textOf(n) !== name) continue;
      const v = scopes.variableOf(n);
      out.push(v ? String(same.indexOf(v)) : '-');
    }
    return out;
  };

  it('shadows by block, and makes a name visible only after its statement', () => {
    assert.deepEqual(meaning('func f(x int) { if x := g(x); x > 0 { use(x) } else { x := x; use(x) }; use(x) }', 'x'), [
      '0',
      '1',
      '0',
      '1',
      '1',
      '2',
      '1',
      '2',
      '0',
    ]);
  });

  it('assigns with := to what the same scope declares, parameters and named results included', () => {
    assert.deepEqual(meaning('func f() (err error) { a, err := g(); _ = a; return err }', 'err'), ['0', '0', '0']);
    assert.deepEqual(meaning('func f() { v, err := g(); w, err := g(); _, _, _ = v, w, err }', 'err'), ['0', '0', '0']);
  });

  it('follows closures, range, switch, select and labels', () => {
    assert.deepEqual(meaning('func f(xs []int) { for i, x := range xs { go func(x int) { h(i, x) }(x) } }', 'x'), ['0', '1', '1', '0']);
    assert.deepEqual(meaning('func f(v any) { switch v := v.(type) { case int: use(v) }; use(v) }', 'v'), ['0', '1', '0', '1', '0']);
    assert.deepEqual(meaning('func f(c chan int) { select { case m := <-c: use(m) }; use(m) }', 'm'), ['0', '0', '-']);
  });

  it('leaves package-level names to the package', () => {
    assert.deepEqual(meaning('func f() { total++ }', 'total'), ['-']);
  });

  it('knows loops and functions around a node', () => {
    const { tree, scopes } = read('func f() { for i := a(); i < b(); c() { d() }; for range e() { func() { g() }() } }');
    const inLoop = (callee: string) => {
      for (let n = 0; n < tree.count; n++)
        if (tree.kind(n) === K.CallExpression && tree.textOf(n).startsWith(`${callee}(`)) return scopes.loopOf(n) >= 0;
      throw new Error(callee);
    };
    assert.deepEqual(['a', 'b', 'c', 'd', 'e', 'g'].map(inLoop), [false, true, true, true, false, false]);
  });
});
