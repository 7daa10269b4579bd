/** Files as the resolver sees them: a scan tells what a tree tells. */
import assert from 'node:assert/strict';
import { TooMuchWork } from '../../src/engine/base/faults.js';
import { type HeadedFile, parsedFile, sameOutline, scannedFile, scannedOrEmpty } from '../../src/engine/go/package/source-file.js';
import { unreadFile } from '../../src/engine/go/package/unread-file.js';
import { RULES } from '../../src/engine/rules/registry.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { scanHead } from '../../src/engine/syntax/go-head-scan.js';
import { MAX_TEXT } from '../../src/engine/syntax/go-parser.js';
import { scanGo } from '../../src/engine/syntax/go-scan.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { exampleSources } from '../support/go-examples.js';

const TRICKY = `//go:build a
package p // x

import "fmt"
import (
	. "strings"; _ "embed"
	long /* no */ "example.com/a-very-long-import-path"
)

type (
	A struct{ B; c func(int) struct{ d string } }
	G[K comparable, V interface{ ~int | ~string }] map[K]V
	Alias = []A
)

const (
	One, Two = iota + 1, "}{" // {
	Three, Four
	Five = '"'
)

var x, y = func() int { return 1 }(),
	2

var (
	_ fmt.Stringer = (*A)(nil)
	z struct {
		inner int
	}
)

func (a *A) Method() (func() interface{}, error) { return nil, nil }
func (G[K, V]) Generic() struct{ a int } { return struct{ a int }{1} }
func /* ( */ (a /* b */ A) Commented(s []struct{ x int }) interface{ M() } { _ = "}"; _ = \`}\`; return nil }
func assembly(p *byte, n int) int
func F[T any](in ...T) map[string]interface{} {
	// }
	return map[string]interface{}{"a": '{'}
}
func init() {}
func Ünïcode() {}
`;

describe('source files', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });
  const tell = ({ source, key, ...head }: HeadedFile) => ({
    ...head,
    key: key(),
    imports: source.imports,
    declarations: source.declarations.map(({ kind, names, receiver, offset, tree }) => ({
      kind,
      names,
      receiver,
      offset,
      root: tree.kind(0),
    })),
  });
  const examples = exampleSources(RULES).flatMap(({ files }) => files.flatMap(f => (f.name.endsWith('.go') ? f.text : [])));
  const scanned = (text: string) => scannedFile('/w/a.go', text, engine.go);
  const unread = (text: string) => unreadFile('/w/a.go', text, engine.go);
  const parsed = (text: string) => parsedFile('/w/a.go', text, engine.go.parse(text));

  it('are the same by a scan and by a tree', () => {
    const texts = [TRICKY, TRICKY.replace(/\n/g, '\r\n'), ...examples];
    assert.ok(texts.length > 100);
    for (const text of texts) {
      if (engine.go.parse(text).hasError) continue;
      assert.ok(scanGo(text), text);
      assert.deepEqual(tell(scanned(text)), tell(parsed(text)), text);
      assert.deepEqual(tell(unread(text)), tell(parsed(text)), text);
    }
  });

  it('are the same with heads of functions as gofmt writes them, and with all others', () => {
    const receivers = ['', '(t T) ', '(*T) ', '(t *T) ', '(t *T[K, V]) ', '(t T[struct{}]) ', '( t T) ', '(_ *ünï) '];
    const signatures = ['()', '(a, b int)', '(f func(int) error)', '(a struct{ b int })', '(in ...any)', '(\n\ta int,\n)', '[K any](k K)'];
    const results = ['', ' error', ' (int, error)', ' (n int, err error)', ' func()', ' []*p.T', ' map[string]int', ' <-chan int'];
    const braced = [
      ' struct{}',
      ' struct {\n\ta int\n}',
      ' interface{}',
      ' interface {\n\tM()\n}',
      ' (struct{ a int })',
      ' []struct{}',
      ' mystruct',
    ];
    for (const receiver of receivers)
      for (const signature of signatures)
        for (const result of [...results, ...braced])
          for (const body of [' {\n\tg()\n}', ' { g() }', ' {}', '']) {
            const text = `package p\n\nfunc ${receiver}F${signature}${result}${body}\n\nfunc G() {}\n`;
            assert.deepEqual(tell(scanned(text)), tell(parsed(text)), text);
          }
  });

  it('are the same however bodies are laid out', () => {
    const bodies = [
      '{\n\tif x {\n}\n\tg()\n}',
      '{\nouter:\n\tfor {\n\t\tbreak outer\n\t}\n}',
      '{\n\tg(`\n}\n`)\n}',
      '{\n\tg() /*\n}\n*/\n}',
      '{\n\tg("/*", \'`\')\n}',
      '{\n\ta = []int{\n1, 2,\n}\n\tg()\n}',
      '{\n\ta = []int{\n1, 2,\n} \r\n\n  g()\n}',
      '{\n\tg(func() {\n\tx()\n})\n}',
      '{\n\tif x {\n} else {\n}\n}',
      '{\n\tg() }',
      '{ g()\n}',
      '{\n\n\t// }\n\n}',
      '{\n}',
      '{}',
    ];
    for (const one of bodies)
      for (const other of bodies)
        for (const indent of ['', '\t', ' ', '/* c */ ']) {
          const text = `package p\n\nfunc F(a int) ${one}\n${indent}func (t *T[K]) M() ${other}\ntype T[K any] int\n`;
          assert.deepEqual(tell(scanned(text)), tell(parsed(text)), text);
        }
  });

  it('are the same where another declaration begins behind a brace that gofmt would put elsewhere', () => {
    const bodies = ['{\n\tg() }\n\t', '{\n\tg()\n\t}\n\t', '{\n\tg()\n\t}; ', '{\n\tg()\n}; '];
    const others = ['type T struct {\n\ta int\n}', 'var x = T{\n\t1,\n}', 'const(\n\ta = 1\n)', 'func(t T) M() {\n}'];
    for (const body of bodies)
      for (const other of others) {
        const text = `package p\n\nfunc F() ${body}${other}\n\nfunc G() {\n\tvar y int\n}\n`;
        assert.equal(scanned(text).source.declarations.length, 3, text);
        assert.deepEqual(tell(scanned(text)), tell(parsed(text)), text);
      }
  });

  it('tell what is declared before a tree is read', () => {
    const { source } = scanned(TRICKY);
    assert.deepEqual(
      source.declarations.map(d => [d.kind, d.receiver ?? '', ...d.names].join(' ')),
      [
        'type  A G Alias',
        'const  One Two Three Four Five',
        'var  x y',
        'var  _ z',
        'method A Method',
        'method G Generic',
        'method A Commented',
        'func  assembly',
        'func  F',
        'func  init',
        'func  Ünïcode',
      ],
    );
  });

  it('leave bodies out when they are scanned', () => {
    const text = 'package p\n\nfunc F(a int) { g(); h() }\n';
    assert.equal(scanned(text).source.declarations[0]!.tree.text, 'func F(a int) {}');
    assert.equal(parsed(text).source.declarations[0]!.tree.text, 'func F(a int) { g(); h() }');
  });

  it('are parsed where no scan can tell', () => {
    for (const text of ['package p\n\nfunc F( {\n', 'package p\n}\nfunc F() {}\n', 'package p\nvar x = [\n', 'x := 1', '"']) {
      assert.equal(scanGo(text), undefined, text);
      assert.ok(scanned(text));
    }
  });

  it('have their heads read before what they declare', () => {
    const head = '// Package p\npackage p; import "fmt"\nimport (\n\t. "strings" // dots\n\n\t_ `embed`\n)\n\n';
    const { packageName, imports, end } = scanHead(`${head}func F() {}\n`)!;
    assert.deepEqual(
      [packageName, imports.map(i => [i.alias, i.path]), end],
      [
        'p',
        [
          [undefined, 'fmt'],
          ['.', 'strings'],
          ['_', 'embed'],
        ],
        head.length,
      ],
    );
    const broken = ['', 'x := 1\n', 'func F() {}\n', 'package p\nimport fmt\n', 'package p\nimport (\n\t"fmt"\n', 'package p x\n'];
    for (const text of [...broken, 'package p\nvar x int\nimport "fmt"\n']) assert.equal(scanHead(text), undefined, text);
  });

  it('are read when somebody asks what they declare, and once', () => {
    const { source, packageName, key } = unread(TRICKY);
    assert.deepEqual([packageName, source.imports.length], ['p', 4]);
    assert.equal(source.declarations, source.declarations);
    assert.deepEqual(key(), scanned(TRICKY).key());
  });

  it('are read at once where the head cannot be told', () => {
    const texts = [
      'package p\nvar x int\nimport "fmt"\n',
      'package p\nimport (\n',
      'package p\n\nfunc F( {\n',
      'package p\n}\nfunc F() {}\n',
      '',
    ];
    for (const text of texts) assert.deepEqual(tell(unread(text)), tell(scanned(text)), text);
  });

  it('have a tree that declares nothing where a declaration is too long to be parsed', () => {
    const { source } = scanned(`package p\n\nvar V = "${'x'.repeat(MAX_TEXT)}"\n`);
    assert.deepEqual(source.declarations[0]!.names, ['V']);
    assert.equal(source.declarations[0]!.tree.text, 'var _ int');
  });

  it('have an outline that bodies do not change', () => {
    const before = scanned(TRICKY);
    const same = (text: string) => [sameOutline(before, scanned(text)), sameOutline(before, parsed(text))];
    assert.deepEqual(same(TRICKY.replace('return 1', 'return 2')), [false, false], 'an initialiser');
    assert.deepEqual(same(TRICKY.replace('// }\n', 'panic(1)\n')), [true, true], 'a body');
    assert.deepEqual(same(TRICKY.replace('package p // x', '\n\npackage p // y')), [true, true], 'lines and comments between');
    assert.deepEqual(same(TRICKY.replace('in ...T', 'in []T')), [false, false], 'a signature');
    assert.deepEqual(same(TRICKY.replace('. "strings"', 's "strings"')), [false, false], 'an alias');
    assert.deepEqual(same(TRICKY.replace('//go:build a', '//go:build b')), [false, false], 'a constraint');
  });

  it('are not parsed at once where no scan understands them and they are long', () => {
    const broken = (n: number) => `package p\n\n${'func f() {}\n'.repeat(n)}}\n`;
    assert.equal(scannedFile('a.go', broken(100), engine.go).source.declarations.length, 100);
    assert.throws(() => scannedFile('a.go', broken(10_000), engine.go), TooMuchWork);
    assert.deepEqual(scannedOrEmpty('a.go', broken(10_000), engine.go).source.declarations, []);
    assert.deepEqual(unread(broken(10_000)).source.declarations, []);
    assert.equal(scannedFile('a.go', broken(10_000).slice(0, -2), engine.go).source.declarations.length, 10_000);
  });
});
