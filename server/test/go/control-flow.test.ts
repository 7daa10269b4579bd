/** Control flow, told by paths: every way from entry to the end, as the names of the calls it makes. */
import assert from 'node:assert/strict';
import { whole } from '../../src/engine/base/slices.js';
import type { ControlFlow } from '../../src/engine/go/body/blocks.js';
import { buildControlFlow, type ForwardFacts, settle } from '../../src/engine/go/body/control-flow.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { calleeOf, type FlatTree, K } from '../../src/engine/syntax/flat-tree.js';
import { loadEngine } from '../support/engine-for-tests.js';

let engine: Engine;

function flow(body: string): { tree: FlatTree; cfg: ControlFlow } {
  const tree = engine.go.parse(`package p\n\nfunc f() {\n${body}\n}\n`).declarations[1]!.tree;
  assert.equal(tree.hasError, false, body);
  const cfg = whole(buildControlFlow(tree, 0));
  assert.ok(cfg);
  return { tree, cfg };
}

/** Each path visits a block at most twice. A path ends in `.` (returns) or `!` (aborts); endless ones are left out. */
function paths(body: string): string[] {
  const { tree, cfg } = flow(body);
  const out = new Set<string>();
  const visit = (b: number, seen: readonly number[], calls: string) => {
    if (b === cfg.exit) out.add(`${calls}.`);
    if (b === cfg.abort) out.add(`${calls}!`);
    if (seen.filter(s => s === b).length >= 2) return;
    const own = cfg.blocks[b]!.nodes.filter(n => tree.kind(n) === K.CallExpression).map(n => tree.textOf(calleeOf(tree, n)));
    for (const next of cfg.blocks[b]!.next) visit(next, [...seen, b], calls + own.join(''));
  };
  visit(0, [], '');
  return [...out].sort();
}

describe('control flow', () => {
  before(async () => {
    engine = await loadEngine();
  });

  const cases: [name: string, body: string, expected: string[]][] = [
    ['sequence, operands first', 'a(b(), c())', ['bca.']],
    ['if without else', 'if a() { b() }\nc()', ['abc.', 'ac.']],
    ['if, else if, else', 'if a() { b() } else if c() { d() } else { e() }\ng()', ['abg.', 'acdg.', 'aceg.']],
    ['if with a statement before the condition', 'if x := a(); x { b() }', ['a.', 'ab.']],
    ['return ends', 'if a() { return }\nb()', ['a.', 'ab.']],
    ['code after return is dead', 'return\na()', ['.']],
    ['&& in a condition', 'if a() && b() { c() }', ['a.', 'ab.', 'abc.']],
    ['|| and ! in a condition', 'if !(a() || b()) { c() }', ['a.', 'ab.', 'abc.']],
    ['&& as a value', 'x := a() && b()\nc(x)', ['abc.', 'ac.']],
    ['three-clause for', 'for i := a(); b(i); c() { d() }', ['ab.', 'abdcb.']],
    ['endless for left by break', 'for { if a() { break }; b() }\nc()', ['abac.', 'ac.']],
    ['endless for never ends', 'for { a() }\nb()', []],
    ['range runs any number of times', 'for range a() { b() }\nc()', ['abc.', 'ac.']],
    ['continue runs the update', 'for ; a(); b() { if c() { continue }; d() }', ['a.', 'acba.', 'acdba.']],
    [
      'labelled break and continue',
      'L:\nfor a() { for b() { if c() { break L }; continue L } }\nd()',
      ['abcad.', 'abcabcd.', 'ababcd.', 'abcd.', 'abad.', 'ad.'],
    ],
    ['switch without default', 'switch a() {\ncase b(): c()\ncase d(): e()\n}\ng()', ['abcg.', 'abdeg.', 'abdg.']],
    ['default goes last wherever it stands', 'switch {\ndefault: a()\ncase b(): c()\n}', ['ba.', 'bc.']],
    ['fallthrough', 'switch a() {\ncase 1: b(); fallthrough\ncase 2: c()\ndefault: d()\n}', ['abc.', 'ac.', 'ad.']],
    ['break leaves the switch only', 'for a() { switch { case b(): break; default: c() }; d() }', ['a.', 'abda.', 'abcda.']],
    ['type switch', 'switch x := a().(type) {\ncase int: b(x)\n}\nc()', ['abc.', 'ac.']],
    ['select without default waits', 'select {\ncase <-a(): b()\ncase c() <- d(): e()\n}\ng()', ['abg.', 'cdeg.']],
    ['select with default', 'select {\ncase <-a(): b()\ndefault: c()\n}', ['ab.', 'c.']],
    ['empty select waits for ever', 'select {}\na()', []],
    ['goto backward', 'L:\na()\nif b() { goto L }\nc()', ['abc.', 'ababc.']],
    ['goto forward', 'if a() { goto done }\nb()\ndone:\nc()', ['abc.', 'ac.']],
    ['panic aborts', 'if a() { panic(b()) }\nc()', ['abpanic!', 'ac.']],
    [
      'os.Exit, log.Fatalf and t.Fatal abort',
      'switch a() { case 1: os.Exit(1); case 2: log.Fatalf("x"); case 3: t.Fatal() }',
      ['a.', 'alog.Fatalf!', 'aos.Exit!', 'at.Fatal!'],
    ],
    ['deferred and started calls are not made in place', 'defer a(b())\ngo c(d())\ne()', ['bde.']],
    ['bodies of literals are other functions', 'x := func() { a() }\nx()', ['x.']],
    ['operands of an assigned place', '*a(), b()[c()], d().x = e()', ['abcde.']],
    ['composite literals', 'x := T{A: a(), {b(): c()}: d()}', ['abcd.']],
  ];
  for (const [name, body, expected] of cases) it(name, () => assert.deepEqual(paths(body), expected.sort()));

  it('lists written names only where they are read', () => {
    const { tree, cfg } = flow('x = y\nz += w');
    const read = cfg.blocks[0]!.nodes.filter(n => tree.kind(n) === K.Identifier).map(n => tree.textOf(n));
    assert.deepEqual(read, ['y', 'z', 'w']);
  });

  it('records defers in source order', () => {
    const { tree, cfg } = flow('defer a()\nif x { defer b() }');
    assert.deepEqual(
      cfg.defers.map(n => tree.textOf(n)),
      ['defer a()', 'defer b()'],
    );
  });

  it('settles facts over loops, and leaves dead code out', () => {
    const { tree, cfg } = flow('a()\nfor b() { c() }\nreturn\nd()');
    const facts: ForwardFacts<Set<string>> = {
      copy: s => new Set(s),
      join: (s, other) => {
        const before = s.size;
        for (const name of other) s.add(name);
        return s.size > before;
      },
      *visit(b, s) {
        for (const n of cfg.blocks[b]!.nodes) {
          if (tree.kind(n) === K.CallExpression) s.add(tree.textOf(calleeOf(tree, n)));
          yield;
        }
      },
    };
    const entries = whole(settle(cfg, new Set<string>(), facts));
    assert.deepEqual([...entries[cfg.exit]!].sort(), ['a', 'b', 'c']);
    assert.deepEqual([...entries[0]!], []);
    assert.ok(entries.includes(undefined));
  });

  it('gives up on nesting nobody writes and on functions without a body', () => {
    const deep = engine.go.parse(`package p\nfunc f() { x = ${'('.repeat(3000)}1${')'.repeat(3000)} }\n`).declarations[1]!.tree;
    assert.equal(whole(buildControlFlow(deep, 0)), undefined);
    const bodyless = engine.go.parse('package p\nfunc f()\n').declarations[1]!.tree;
    assert.equal(whole(buildControlFlow(bodyless, 0)), undefined);
  });
});
