/** What `leaking param` says at the parameter: with the words of recorded releases, and with the flows of the go command on this machine. */
import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { joinFile, type SourceFile } from '../src/engine/escape/join.js';
import { shiftFindings } from '../src/engine/escape/merge.js';
import type { CompilerFact, CompilerPackageResult } from '../src/engine/facts/compiler/facts.js';
import { CompilerOutputParser } from '../src/engine/facts/compiler/parser.js';
import { DeclarationCache, readGoFile } from '../src/engine/facts/go/read-file.js';
import { LineIndex } from '../src/engine/text/line-index.js';
import { GoPackage } from '../src/engine/workspace/go-package.js';
import { GoTool } from '../src/node/goTool/go-tool.js';
import { loadEngine } from './engine-for-tests.js';

const POINTER = 'a local variable whose address a caller passes is moved to the heap';
const INLINES = 'A call that the compiler inlines is judged by itself.';

/** Each function by itself on a line, with what is said of its parameters; nothing is said of those without an entry. */
const HEAD = `package a

type pair struct { p *int; n int }
type words struct { s string; c chan int }
type holder struct { n int; p *pair }

var g *pair
var gi any
var gs string
var gp *int
var gpair pair
var gf func()
var gm map[string]int
var gss []string
var gw words
var gc chan int
var sink interface{ Keep(any) }

`;
const FUNCTIONS: readonly (readonly [text: string, ...said: string[]])[] = [
  [
    'func stored(p *pair) { g = p }',
    `p: \`p\` leaks: ${POINTER}, because \`g = p\` stores it where it outlives the call. ${INLINES} [assigned in \`g = p\`]`,
  ],
  [
    'func (p *pair) method() { g = p }',
    `p: \`p\` leaks: a local variable on which a caller calls the method is moved to the heap, because \`g = p\` stores it where it outlives the call. ${INLINES} [assigned in \`g = p\`]`,
  ],
  [
    'func slice(s []string) { gss = s }',
    `s: \`s\` leaks: the array behind a slice that a caller makes and passes is allocated on the heap, because \`gss = s\` stores it where it outlives the call. ${INLINES} [assigned in \`gss = s\`]`,
  ],
  [
    'func many(s ...string) { gss = s }',
    `s: \`s\` leaks: the slice that a call makes for these arguments is allocated on the heap, because \`gss = s\` stores it where it outlives the call. ${INLINES} [assigned in \`gss = s\`]`,
  ],
  [
    'func fun(f func()) { gf = f }',
    `f: \`f\` leaks: a closure with captured variables that a caller passes is allocated on the heap, because \`gf = f\` stores it where it outlives the call. ${INLINES} [assigned in \`gf = f\`]`,
  ],
  [
    'func table(m map[string]int) { gm = m }',
    `m: \`m\` leaks: a map that a caller makes and passes is allocated on the heap, because \`gm = m\` stores it where it outlives the call. ${INLINES} [assigned in \`gm = m\`]`,
  ],
  [
    'func boxed(v any) { sink.Keep(v) }',
    `v: \`v\` leaks: ${POINTER}, and a value that is no pointer is as a rule copied there, because \`sink.Keep(v)\` passes it on. ${INLINES} [passed on by \`sink.Keep(v)\`]`,
  ],
  [
    'func value(q pair) { gpair = q }',
    `q: \`q\` leaks: a local variable of a caller to which a pointer in it leads is moved to the heap, because \`gpair = q\` stores it where it outlives the call. ${INLINES} [assigned in \`gpair = q\`]`,
  ],
  [
    'func content(q *pair) { gp = q.p }',
    `q: \`q\` leaks: what it points to may stay on the stack, but local variables of a caller to which pointers in there lead can be moved to the heap, because \`gp = q.p\` stores it where it outlives the call. ${INLINES} [reached through \`q.p\`; assigned in \`gp = q.p\`]`,
  ],
  [
    'func elements(vs ...any) { gi = vs[0] }',
    `vs: \`vs\` leaks: the values in it can be copied to the heap by the caller, and local variables whose address is among them moved there, because \`gi = vs[0]\` stores it where it outlives the call. ${INLINES} [reached through \`vs[0]\`; assigned in \`gi = vs[0]\`]`,
  ],
  [
    'func same(p *pair) *pair { return p }',
    'p: `p` is part of the result: what callers pass stays on their stack only if they keep the result there. [returned to the caller]',
  ],
  [
    'func both(p *pair) *pair { gp = p.p; return p }',
    `p: \`p\` leaks: what it points to may stay on the stack, but local variables of a caller to which pointers in there lead can be moved to the heap, because \`gp = p.p\` stores it where it outlives the call. ${INLINES} [reached through \`p.p\`; assigned in \`gp = p.p\`]`,
  ],
  [
    'func started(p *pair) { go func() { println(p.n) }() }',
    `p: \`p\` leaks: ${POINTER}, because a closure that outlives the call captures it. [\`p\` is captured by a closure]`,
  ],
  [
    'func 世界(é *pair, n int) { g = é }',
    `é: \`é\` leaks: ${POINTER}, because \`g = é\` stores it where it outlives the call. ${INLINES} [assigned in \`g = é\`]`,
  ],
  [
    'func held(p *pair) { gi = &holder{n: 1, p: p} }',
    `p: \`p\` leaks: ${POINTER}, because it is put into \`holder{n: 1, p: p}\`, which is on the heap. ${INLINES} [put into \`holder{...}\`]`,
  ],
  [
    'func appended(ps []*pair, p *pair) []*pair { return append(ps, p) }',
    `ps: \`ps\` leaks: local variables of a caller to which pointers in it lead can be moved to the heap, because \`append(ps, p)\` copies its elements. ${INLINES} [passed on by \`append(ps, p)\`; its elements are copied by \`append(ps, p)\`]`,
    `p: \`p\` leaks: ${POINTER}, because \`append(ps, p)\` stores it where it outlives the call. ${INLINES} [passed on by \`append(ps, p)\`]`,
  ],
  [
    'func asserted(vs []any) { for _, v := range vs { if c, ok := v.(interface{ C() }); ok { c.C() } } }',
    `vs: \`vs\` leaks: the values in it can be copied to the heap by the caller, and local variables whose address is among them moved there, because \`c.C()\` passes it on. ${INLINES} [ranged over by the loop; reached through \`v.(interface { C() })\`; assigned in \`c, ok := v.(interface{ C() })\`; passed on by \`c.C()\`]`,
  ],
  // Nothing that a caller could do anything about.
  ['func text(s string) { gs = s }'],
  ['func texts(s []string) { gs = s[0] }'],
  ['func onlyText(w words) { gw = w }'],
  ['func behindText(w *words) { gs = w.s }'],
  ['func channel(c chan int) { gc = c }'],
  ['func unused(p *pair) int { return p.n }'],
  ['func called(f func()) { f() }'],
  ['func generic[T any](p *T) { gi = p }'],
];

describe('leaking parameters', function () {
  this.timeout(120_000);

  async function read(text: string): Promise<SourceFile> {
    const engine = await loadEngine();
    const syntax = engine.go.parse(text);
    return { path: 'a.go', lines: new LineIndex(text), syntax, facts: readGoFile('a.go', text, syntax, new DeclarationCache()) };
  }
  const resultOf = (facts: readonly CompilerFact[]): CompilerPackageResult => ({
    ...{ importPath: 'a', dir: '/a', files: ['a.go'], facts, goVersion: { major: 1, minor: 26 }, truncated: false },
  });
  async function said(text: string, output: readonly string[]): Promise<string[]> {
    const parser = new CompilerOutputParser();
    for (const line of ['# a', ...output]) parser.pushLine(line);
    const source = await read(text);
    const { leaks } = joinFile('a.go', source, resultOf(parser.finish()[0]!.facts), new GoPackage([source.facts]), () => undefined);
    return leaks!.map(l => l.message);
  }

  it('are explained by the flow, each shape of a type in its own words, and silent where nothing can be done', async function () {
    const tool = GoTool.find(process.env.GO_FOR_TESTS ?? '');
    if (!tool) {
      console.log('      SKIPPED: no go command on PATH, so no flow was read');
      this.skip();
    }
    const dir = realpathSync(mkdtempSync(join(tmpdir(), 'go-preflight-leaks-')));
    try {
      const text = `${HEAD}${FUNCTIONS.map(([line]) => `${line}\n`).join('')}`;
      writeFileSync(join(dir, 'go.mod'), 'module a\n\ngo 1.20\n');
      writeFileSync(join(dir, 'a.go'), text);
      const run = await tool.analyzePackages({ dir, patterns: ['.'], overlay: new Map(), flows: true, env: {}, tags: '' });
      const result = run.packages[0]!;
      assert.equal(result.error, undefined);
      const source = await read(text);
      const { leaks, findings } = joinFile('a.go', source, result, new GoPackage([source.facts]), () => undefined);
      const byLine = new Map<number, string[]>();
      for (const { span, message, steps } of leaks!) {
        const { line } = source.lines.position(span.start);
        const shown = `${text.slice(span.start, span.end)}: ${message} [${steps.map(s => s.message).join('; ')}]`;
        byLine.set(line, [...(byLine.get(line) ?? []), shown]);
        assert.ok(steps.every(s => source.lines.position(s.span.start).line === line));
      }
      const first = HEAD.split('\n').length - 1;
      assert.deepEqual(
        FUNCTIONS.map(([line], i) => [line, ...(byLine.get(first + i) ?? [])]),
        FUNCTIONS,
      );
      assert.ok(
        findings.every(f => !/leaks/.test(f.message)),
        'they are no findings',
      );
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });

  it('give a reason without flows only where the source is sure', async () => {
    const text = (body: string) =>
      `package a\n\ntype t struct{ p *int }\n\nvar g *int\n\nfunc f(p *int, to *t, ch chan *int) {\n\t${body}\n}\n`;
    const cases: readonly (readonly [string, string | undefined])[] = [
      ['g = p; print(*p)', 'it is stored in `g`'],
      ['to.p = p; print(*p)', 'it is stored in `to.p`'],
      ['ch <- p; print(*p)', 'it is sent on `ch`'],
      ['go func() { print(*p) }(); print(*p)', 'a new goroutine uses it'],
      ['keep(p)', 'it is passed to `keep`'],
      ['keep(p); look(p)', undefined],
      ['var own t; own.p = p; look(p)', undefined],
    ];
    for (const [body, reason] of cases) {
      const because = reason === undefined ? '' : `, because ${reason}`;
      assert.deepEqual(await said(text(body), ['./a.go:7:8: leaking param: p']), [`\`p\` leaks: ${POINTER}${because}.`], body);
    }
  });

  it('are read from both formats of the flow, which names the way to the heap and not the one to the result', async () => {
    const text = 'package a\n\nvar g *int\n\nfunc f(p **int) **int { g = *p; return p }\n';
    for (const [arrow, inF] of [
      ['=', ''],
      ['←', ' for f'],
    ]) {
      const parser = new CompilerOutputParser();
      const lines = [
        `./a.go:5:8: parameter p leaks to ~r0${inF} with derefs=0:`,
        `./a.go:5:8:   flow: ~r0 ${arrow} p:`,
        './a.go:5:8:     from return p (return) at ./a.go:5:33',
        `./a.go:5:8: parameter p leaks to {heap}${inF} with derefs=1:`,
        `./a.go:5:8:   flow: {heap} ${arrow} *p:`,
        './a.go:5:8:     from g = *p (assign) at ./a.go:5:27',
        './a.go:5:8: leaking param content: p',
        './a.go:5:8: leaking param: p to result ~r0 level=0',
      ];
      for (const line of ['# a', ...lines]) parser.pushLine(line);
      const [content, result] = parser.finish()[0]!.facts;
      assert.deepEqual([content?.flow?.[0]?.destination, result?.flow?.[0]?.destination], ['{heap}', '~r0']);
      const [message] = await said(text, lines);
      assert.match(message!, /can be moved to the heap, because `g = \*p` stores it where it outlives the call\.$/);
    }
  });

  it('move with edits above, and go with their line', async () => {
    const text = 'package a\n\nvar g *int\n\nfunc f(p *int) { g = p }\n';
    const source = await read(text);
    const facts: CompilerFact[] = [{ kind: 'leaking', expression: 'p', raw: './a.go', file: 'a.go', line: 5, column: 8 }];
    const file = joinFile('a.go', source, resultOf(facts), new GoPackage([source.facts]), () => undefined);
    const moved = shiftFindings(file, 'a.go', text, [{ span: { start: 10, end: 10 }, newText: '// é😀\n' }]);
    assert.deepEqual(
      moved.leaks!.map(l => l.span.start - file.leaks![0]!.span.start),
      ['// é😀\n'.length],
    );
    const end = text.length - 2;
    assert.deepEqual(shiftFindings(file, 'a.go', text, [{ span: { start: end, end }, newText: ' ' }]).leaks, []);
  });
});
