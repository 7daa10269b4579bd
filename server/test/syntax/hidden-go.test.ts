/** What Go reads and the grammar does not: methods with type parameters, and stars in front of conversions. */
import assert from 'node:assert/strict';
import { F, type FlatTree, K } from '../../src/engine/syntax/flat-tree.js';
import type { GoParser } from '../../src/engine/syntax/go-parser.js';
import { loadEngine } from '../support/engine-for-tests.js';

describe('Go that the grammar does not know', () => {
  let go: GoParser;
  before(async () => {
    go = (await loadEngine()).go;
  });

  const treeOf = (code: string): FlatTree => {
    const { declarations, hasError } = go.parse(`package p\n\n${code}\n`);
    assert.equal(hasError, false, code);
    assert.equal(declarations.length, 2, code);
    return declarations[1]!.tree;
  };
  const rows = (tree: FlatTree) =>
    Array.from({ length: tree.count }, (_, n) => `${tree.parent(n)} ${K[tree.kind(n)]} ${tree.fields[n]} ${tree.op(n)} ${tree.textOf(n)}`);

  const METHODS = [
    'func (b *T) M[X any](x X) {}',
    'func (b T[K, V]) M[X, Y any, Z ~[]X](x X) (y Y) { return z }',
    'func (*T) M[\n\tX any,\n](x X) {}',
    'func (T) M [X interface{ ~int | string }]() int { return func() int { return 1 }() }',
    'func (b *T) Ñ_1[X *T,](x X)',
    '  func (b T) M[X any]() {}',
  ];

  for (const code of METHODS) {
    it(`reads ${JSON.stringify(code)} as a method with type parameters`, () => {
      const tree = treeOf(code);
      assert.equal(tree.kind(0), K.MethodDeclaration);
      const part = (field: F) => tree.kind(tree.field(0, field));
      assert.deepEqual([part(F.Receiver), part(F.Name), part(F.TypeParameters)], [K.ParameterList, K.FieldIdentifier, K.TypeParameterList]);
      // The same but for the type parameters.
      const plain = treeOf(code.replace(/^( *func \([^)]*\) ?[^ []+ ?)\[.*?\](?=\()/s, '$1'));
      const own = rows(tree).filter((_, n) => !tree.within(n, tree.field(0, F.TypeParameters)));
      assert.deepEqual(
        own.map(r => r.replace(/^\S+/, '')).slice(1),
        rows(plain)
          .map(r => r.replace(/^\S+/, ''))
          .slice(1),
      );
      for (let n = 1; n < tree.count; n++) assert.ok(tree.within(n, tree.parent(n)) && tree.afters[n]! <= tree.afters[tree.parent(n)]!);
    });
  }

  it('takes no function literal for one', () => {
    for (const result of ['T[int]', 'T[K, V]', 'T[chan int]', '[]int', 'map[K]V'])
      assert.equal(treeOf(`var f =\nfunc (x int) ${result} { return y }`).kind(0), K.VarDeclaration, result);
  });

  it('reads a method as it gets its type parameters and loses them', () => {
    const text = 'package p\n\nfunc (b *T) M(x int) { g(b) }\n\nfunc h() {}\n';
    const document = go.open(text);
    const at = text.indexOf('(x');
    for (const [span, newText] of [
      [{ start: at, end: at }, '[X any]'],
      [{ start: at + 2, end: at + 6 }, ''],
      [{ start: at + 2, end: at + 2 }, ' any, Y any'],
      [{ start: at, end: at + 14 }, ''],
    ] as const) {
      document.edit([{ span, newText }]);
      const shape = (all: readonly { readonly offset: number; readonly tree: FlatTree }[]) => all.map(d => [d.offset, rows(d.tree)]);
      assert.deepEqual(shape(document.syntax.declarations), shape(go.parse(document.text).declarations), document.text);
    }
    document.dispose();
  });

  it('keeps the tree of one that nobody edits', () => {
    const document = go.open('package p\n\nfunc (b *T) M[X any]() {}\n\nfunc h() {}\n');
    const before = document.syntax.declarations[1]!.tree;
    document.edit([{ span: { start: document.text.length - 2, end: document.text.length - 2 }, newText: 'x()' }]);
    assert.equal(document.syntax.declarations[1]!.tree, before);
    document.dispose();
  });

  it('reads the star in front of a conversion last', () => {
    for (const [code, conversion] of [
      ['*(*[]byte)(p)', '(*[]byte)(p)'],
      ['**(**[4]byte)(f(p))', '(**[4]byte)(f(p))'],
      ['*(*func())(p)', '(*func())(p)'],
      ['*(*f[map[K]V])(p)', '(*f[map[K]V])(p)'],
    ] as const) {
      const tree = treeOf(`func f() { x(${code}) }`);
      const find = (text: string) => Array.from({ length: tree.count }, (_, n) => n).find(n => tree.textOf(n) === text)!;
      const [star, inner] = [find(code), find(conversion)];
      assert.deepEqual([tree.kind(star), tree.op(star)], [K.UnaryExpression, '*']);
      assert.equal(tree.kind(inner), K.TypeConversionExpression);
      assert.equal(tree.kind(tree.field(inner, F.Type)), K.ParenthesizedType);
      assert.equal(tree.parent(tree.last(inner)), inner);
      assert.ok(tree.within(inner, star));
    }
  });

  it('reads the star in front of an instance last', () => {
    const tree = treeOf('var x = (*L[[]byte, map[K]V]).Get');
    const find = (text: string) => Array.from({ length: tree.count }, (_, n) => n).find(n => tree.textOf(n) === text)!;
    const [star, inner] = [find('*L[[]byte, map[K]V]'), find('L[[]byte, map[K]V]')];
    assert.deepEqual([tree.kind(star), tree.op(star), tree.parent(inner)], [K.UnaryExpression, '*', star]);
    assert.deepEqual(
      [...tree.children(inner)].map(n => tree.textOf(n)),
      ['L', '[]byte', 'map[K]V'],
    );
  });
});
