/** Flat trees: right fields, right spans, and an edited document equal to a fresh parse of its text. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TooMuchWork } from '../../src/engine/base/faults.js';
import { argumentsOf, F, K } from '../../src/engine/syntax/flat-tree.js';
import { type GoParser, type GoSyntax, MAX_TEXT } from '../../src/engine/syntax/go-parser.js';
import { loadEngine } from '../support/engine-for-tests.js';

const SAMPLE = readFileSync(join(__dirname, '../../../test-workspace/internal/route/route.go'), 'utf8');

const shape = (s: GoSyntax) => ({
  declarations: s.declarations.map(d => ({
    offset: d.offset,
    text: d.tree.text,
    kinds: [...d.tree.kinds],
    fields: [...d.tree.fields],
    starts: [...d.tree.starts],
    ends: [...d.tree.ends],
    ops: Array.from({ length: d.tree.count }, (_, n) => d.tree.op(n)),
  })),
  comments: s.comments,
  hasError: s.hasError,
});

describe('Go syntax', () => {
  let go: GoParser;
  before(async () => {
    go = (await loadEngine()).go;
  });

  it('keeps kinds, fields, operators and comments', () => {
    const { declarations } = go.parse('package p\n\nfunc f(a int) (b string) { x := &T{a} /* why */; return g(x, a+1) }\n');
    const tree = declarations[1]!.tree;
    assert.equal(tree.textOf(tree.field(0, F.Name)), 'f');
    assert.equal(tree.textOf(tree.field(0, F.Parameters)), '(a int)');
    assert.equal(tree.textOf(tree.field(0, F.Result)), '(b string)');
    const nodes = Array.from({ length: tree.count }, (_, n) => n);
    const unary = nodes.find(n => tree.kind(n) === K.UnaryExpression)!;
    assert.equal(tree.op(unary), '&');
    assert.equal(tree.textOf(unary), '&T{a}');
    const call = nodes.find(n => tree.kind(n) === K.CallExpression)!;
    assert.deepEqual(
      argumentsOf(tree, call).map(n => tree.textOf(n)),
      ['x', 'a+1'],
    );
    assert.equal(tree.op(argumentsOf(tree, call)[1]!), '+');
    assert.deepEqual(
      tree.comments.map(c => tree.text.slice(c.start, c.end)),
      ['/* why */'],
    );
    assert.equal(tree.textOf(tree.nodeAt(tree.text.indexOf('+1'))), 'a+1');
  });

  it('knows every named node type of the grammar that Go code can contain', () => {
    const { declarations } = go.parse(SAMPLE);
    for (const { tree } of declarations) for (let n = 0; n < tree.count; n++) assert.notEqual(tree.kind(n), K.Other, tree.textOf(n));
  });

  it('parses broken text into declarations all the same', () => {
    const { declarations, hasError } = go.parse('package p\n\nfunc a() { return }\n\nfunc b() { x := f( }\n\nfunc c() {}\n');
    assert.ok(hasError);
    assert.ok(declarations.some(d => d.tree.text.startsWith('func a') && !d.tree.hasError));
  });

  it('takes over the trees of unchanged declarations', () => {
    const doc = go.open(SAMPLE);
    const before = doc.syntax.declarations.map(d => d.tree);
    const at = SAMPLE.indexOf('way += stop');
    doc.edit([{ span: { start: at, end: at }, newText: '\n\t\t' }]);
    const after = doc.syntax.declarations.map(d => d.tree);
    assert.equal(after.filter(t => !before.includes(t)).length, 1);
    doc.dispose();
  });

  it('is after any edits what a fresh parse of the same text is', () => {
    const doc = go.open(SAMPLE);
    let seed = 7;
    const random = (n: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % n;
    };
    const pieces = ['x', '(', '}', '\n', '"', '`', 'func ', '/*', '//', ' := ', '😀', '{ return &v }\n', ''];
    for (let i = 0; i < 100; i++) {
      const start = random(doc.text.length + 1);
      const end = Math.min(doc.text.length, start + random(8));
      doc.edit([{ span: { start, end }, newText: pieces[random(pieces.length)]! }]);
      if (doc.text.length < 500) doc.edit([{ span: { start: 0, end: doc.text.length }, newText: SAMPLE }]);
      // Where the text is broken, tree-sitter may recover differently from an old tree: only whole texts must agree.
      const fresh = go.parse(doc.text);
      if (!fresh.hasError && !doc.syntax.hasError) assert.deepEqual(shape(doc.syntax), shape(fresh), `after edit ${i}`);
    }
    doc.edit([{ span: { start: 0, end: doc.text.length }, newText: SAMPLE }]);
    assert.deepEqual(shape(doc.syntax), shape(go.parse(SAMPLE)));
    doc.dispose();
  });

  const VALUES = [
    '"x"',
    "'x'",
    '`x`',
    '1',
    '-a',
    '!ok',
    '&T{}',
    '<-c',
    'f()',
    'p.F(a)',
    'int64(5)',
    'a + "x"',
    's.n*2',
    'T{1}',
    'p.T{}',
    '[]int{1}',
    '[]p.T{}',
    'map[string]int{}',
  ];
  const TYPES = [
    'T',
    '*T',
    'p.T',
    '[]int',
    '[4]byte',
    'map[string]int',
    'chan int',
    'chan (int)',
    '<-chan int',
    'func() error',
    'struct{}',
    'struct{ a int }',
    '[]struct{ a int }',
    'interface{ M() }',
    'map[string]interface{}',
    'T[int]',
  ];

  it('reads new of a value, as Go 1.26 takes it, and new of a type', () => {
    for (const argument of [...VALUES, ...TYPES, 'x', 'x.y']) {
      const { hasError, declarations } = go.parse(`package p\n\nfunc f() { g(new(${argument})) }\n`);
      assert.equal(hasError, false, argument);
      const tree = declarations[1]!.tree;
      const call = Array.from({ length: tree.count }, (_, n) => n).findLast(n => tree.textOf(n) === `new(${argument})`)!;
      assert.equal(tree.kind(call), K.CallExpression, argument);
      assert.deepEqual(
        argumentsOf(tree, call).map(n => tree.textOf(n)),
        [argument],
      );
    }
  });

  it('turns a type in new into a value and back as it is typed', () => {
    const text = 'package p\n\nfunc f() { g(new(T), 1) }\n';
    const document = go.open(text);
    const at = text.indexOf('T)') + 1;
    for (const [span, newText] of [
      [{ start: at, end: at }, '{'],
      [{ start: at + 1, end: at + 1 }, '}'],
      [{ start: at, end: at + 2 }, ''],
      [{ start: at, end: at }, '.x + new("y")'],
      [{ start: at, end: at + 4 }, ''],
    ] as const) {
      document.edit([{ span, newText }]);
      assert.deepEqual(shape(document.syntax), shape(go.parse(document.text)), document.text);
    }
    document.dispose();
  });

  it('leaves texts over the limit alone', () => {
    const syntax = go.parse(`package p\n//${'x'.repeat(MAX_TEXT)}\n`);
    assert.deepEqual(syntax.declarations, []);
    assert.ok(syntax.hasError);
  });

  it('takes no step of the parser in a text with a NUL, which is no Go, until that is gone', () => {
    const text = `package p\n\nvar x = 1\n${'\0'.repeat(1_000_000)}`;
    let rests = 0;
    for (const work = go.parsing(text); !work.next().done; ) rests++;
    // While it hides what the grammar does not know, and behind that; the parser would rest more often.
    assert.equal(rests, 2);
    const document = go.open('package p\n\nvar x = \0 1\n');
    assert.deepEqual(document.syntax, { declarations: [], comments: [], hasError: true });
    document.edit([{ span: { start: 19, end: 20 }, newText: '' }]);
    assert.equal(document.syntax.declarations.length, 2);
    document.dispose();
  });

  it('reads a text with many brackets and blanks side by side', () => {
    const syntax = go.parse(`package p\n${' '.repeat(12_000)}\nfunc f() {${' g(a[0]);'.repeat(4000)} }\n`);
    assert.deepEqual([syntax.declarations.length, syntax.hasError], [2, false]);
  });

  it('leaves texts alone that nest deeper than anybody writes, or declare more', () => {
    for (const open of ['x[', 'x(', 'new(', 'func() {', '&', '- -', '<-\n']) {
      const syntax = go.parse(`package p\n\nfunc f() {\n${open.repeat(6000)}`);
      assert.deepEqual(syntax.declarations, [], open);
      assert.ok(syntax.hasError);
    }
    const closed = go.parse(`package p\n\nvar x = ${'[]int{}, '.repeat(6000)}1\n`);
    assert.equal(closed.declarations.length, 2);
    const lines = go.parse(`package p\n\n// ${'-'.repeat(4000)}\n// ${'-'.repeat(4000)}\nvar x = ${'-1 - '.repeat(6000)}1\n`);
    assert.equal(lines.declarations.length, 2);
    assert.throws(() => go.parse(`package p\n${'var x int\n'.repeat(20_001)}`), TooMuchWork);
  });

  it('call a declaration too long when one list of it is', () => {
    const isTooLong = (code: string) => go.parse(`package p\n\n${code}\n`).declarations.at(-1)!.tree.isTooLong;
    const times = (n: number, each: string) => Array.from({ length: n }, (_, i) => `${each}${i}`).join(', ');
    const lists = (n: number) => [
      `func f(${times(n, 'int, a')} int) {}`,
      `func f(${times(n, 'a')} int) {}`,
      `func f() (${times(n, '*T')}) { return }`,
      `func f() { g(${times(n, 'a')}) }`,
      `func f() { return ${times(n, 'a')} }`,
    ];
    for (const code of lists(3100)) assert.ok(isTooLong(code), code.slice(0, 20));
    for (const code of lists(1400)) assert.ok(!isTooLong(code), code.slice(0, 20));
    // What tools write by the thousand.
    assert.ok(!isTooLong(`var x = []int{${times(10_000, '')}}`));
    assert.ok(!isTooLong(`type S struct {\n${'a int\n'.repeat(10_000)}}`));
    assert.ok(!isTooLong(`func f() {\n${'g(1)\n'.repeat(10_000)}}`));
  });
});
