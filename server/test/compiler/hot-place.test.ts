import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { LineIndex } from '../../src/engine/base/line-index.js';
import type { CompilerFact } from '../../src/engine/compiler/facts.js';
import { reachedByBenchmarks } from '../../src/engine/compiler/hot-place.js';
import { joinFile } from '../../src/engine/compiler/join.js';
import type { SourceFile } from '../../src/engine/compiler/source-file.js';
import { GoPackage } from '../../src/engine/go/package/go-package.js';
import { DeclarationCache, readGoFile } from '../../src/engine/go/package/read-file.js';
import { readAllocationSites } from '../../src/engine/sites/allocation-sites.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { judged } from '../support/judged.js';

const IMPORTS =
  'package p\n\nimport (\n\t"bytes"\n\t"context"\n\t"fmt"\n\t"net/http"\n\t"strings"\n)\n\ntype T struct{ n int }\n\nvar keep *T\n\n';

/** The fact that `text` at the § escapes. */
function fact(source: string, at: number, expression: string, column = true): CompilerFact {
  const { line, character } = new LineIndex(source).position(at);
  return { file: 'p.go', raw: './p.go', line: line + 1, ...(column && { column: character + 1 }), kind: 'escapes', expression };
}

async function severities(body: string, reached: readonly string[] = []): Promise<string[]> {
  const engine = await loadEngine();
  const marked = `${IMPORTS}${body}\n`;
  const source = marked.replace('§', '');
  const syntax = engine.go.parse(source);
  const file: SourceFile = {
    path: '/w/p.go',
    lines: new LineIndex(source),
    syntax,
    facts: readGoFile('/w/p.go', source, syntax, new DeclarationCache(readAllocationSites)),
  };
  const facts = [fact(source, marked.indexOf('§'), '&T{...}')];
  const result = { importPath: 'p', dir: '/w', files: ['p.go'], facts, goVersion: { major: 1, minor: 26 }, truncated: false };
  const joined = joinFile('p.go', file, result, new GoPackage([file.facts]), () => undefined, new Set(reached));
  return judged(joined).map(f => f.severity);
}

describe('severity by place', () => {
  it('is information in an HTTP handler, also in one that is a closure', async () => {
    assert.deepEqual(await severities('func h(w http.ResponseWriter, r *http.Request) { keep = §&T{1} }'), ['information']);
    assert.deepEqual(
      await severities('func h() http.HandlerFunc { return func(w http.ResponseWriter, r *http.Request) { keep = §&T{1} } }'),
      ['information'],
    );
    assert.deepEqual(await severities('func h(r *http.Request) { keep = §&T{1} }'), ['hint']);
  });

  it('is information in a method of a gRPC server', async () => {
    const method = 'func (s *server) Get(ctx context.Context, t *T) (*T, error) { keep = §&T{1}; return nil, nil }';
    assert.deepEqual(await severities(`type server struct{ pb.UnimplementedGreeterServer }\n${method}`), ['information']);
    assert.deepEqual(await severities(`type server struct{ name string }\n${method}`), ['hint']);
  });

  it('is a hint for the writes to a strings.Builder in a loop, which doubles its room', async () => {
    const loop = (buffer: string) => `func f(xs []string, b ${buffer}) { for _, x := range xs { b.WriteString§(x) } }`;
    for (const buffer of ['*strings.Builder', 'bytes.Buffer']) assert.deepEqual(await severities(loop(buffer)), ['hint'], buffer);
    assert.deepEqual(await severities(loop('*T')), ['information']);
  });

  it('is a hint for stores into a map in a loop, which doubles its room too; not for elements that are read', async () => {
    const loop = (body: string) => `func f(xs []string, m map[string]int, n []T) { for i, x := range xs { ${body}; _, _ = i, x } }`;
    const kinds = async (body: string) => (await severities(loop(body))).sort();
    assert.deepEqual(await kinds('m[x] = 1; keep = §&T{1}'), ['hint', 'information']);
    assert.deepEqual(await kinds('m[x]++; keep = §&T{1}'), ['hint', 'information']);
    assert.deepEqual(await kinds('fmt.Println(n§[i])'), ['information']);
  });

  it('is a hint on the way out with an error', async () => {
    const handler = (body: string) => `func h(w http.ResponseWriter, r *http.Request) error { err := r.ParseForm(); ${body}; return nil }`;
    assert.deepEqual(await severities(handler('if err != nil { keep = §&T{1}; return err }')), ['hint']);
    assert.deepEqual(await severities(handler('if err == nil { keep = §&T{1} }')), ['information']);
    assert.deepEqual(await severities(handler('if r == nil { return fmt.Errorf("%v", §&T{1}) }')), ['hint']);
    assert.deepEqual(await severities(handler('errs = append(errs, fmt.Errorf("%v", §&T{1}))')), ['hint']);
    assert.deepEqual(await severities(handler('all = append(all, fmt.Sprint(§&T{1}))')), ['information']);
    assert.deepEqual(await severities(handler('defer func() { if p := recover(); p != nil { keep = §&T{1} } }()')), ['hint']);
  });

  it('is information in what a benchmark reaches', async () => {
    assert.deepEqual(await severities('func hot() { keep = §&T{1} }', ['hot']), ['information']);
    assert.deepEqual(await severities('func hot() { keep = §&T{1} }', ['other']), ['hint']);
    // The map doubles its room: few of many calls pay.
    assert.deepEqual(await severities('func hot(m map[string]int, x string) { m[x] = len(x); keep = §&T{1} }', ['hot']), [
      'hint',
      'information',
    ]);
  });
});

describe('what benchmarks reach', () => {
  const code = `package p

func outer(n int) { inner[int](n); v.only(); v.twice() }
func inner[E any](e E) {}
func (v T) only() { last() }
func (v T) twice() {}
func (v U) twice() {}
func last() {}
func cold() {}
`;

  it('are functions by name, and methods whose name is declared once', () => {
    const reached = reachedByBenchmarks([code, 'package p\n\nfunc BenchmarkAll(b *testing.B) { for b.Loop() { outer(1) } }\n']);
    assert.deepEqual([...reached].sort(), ['inner', 'last', 'only', 'outer']);
  });

  it('does not count what is made before the loop, but closures that are run in it', () => {
    const reached = (...functions: string[]) =>
      [...reachedByBenchmarks([code, `package p\n\n${functions.map(f => `func ${f}\n`).join('\n')}`])].sort();
    assert.deepEqual(reached('BenchmarkA(b *testing.B) {\n\tcold()\n\tfor i := 0; i < b.N; i++ {\n\t\tlast()\n\t}\n}'), ['last']);
    assert.deepEqual(reached('BenchmarkA(b *testing.B) {\n\tcold()\n\tb.ResetTimer()\n\tlast()\n}'), ['last']);
    assert.deepEqual(reached('BenchmarkA(b *testing.B) {\n\tcold()\n\trun := func() { last() }\n\tfor b.Loop() {\n\t\trun()\n\t}\n}'), [
      'last',
    ]);
    const helper = 'run(b *testing.B, n int) {\n\tcold()\n\tfor range b.N {\n\t\tlast()\n\t}\n}';
    assert.deepEqual(reached('BenchmarkA(b *testing.B) {\n\touter(1)\n\trun(b, 2)\n}', helper), ['last', 'run']);
    const inner =
      'BenchmarkA(b *testing.B) {\n\tcold()\n\tb.Run("x", func(b *testing.B) {\n\t\tfor b.Loop() {\n\t\t\tlast()\n\t\t}\n\t})\n}';
    assert.deepEqual(reached(inner), ['last']);
  });

  it('is nothing without a benchmark', () => {
    assert.deepEqual([...reachedByBenchmarks([code, 'package p\n\nfunc TestAll(t *testing.T) { outer(1) }\n'])], []);
    assert.deepEqual([...reachedByBenchmarks([code, 'package p\n\nfunc Benchmarks() { outer(1) }\n'])], []);
  });
});

describe('columns that the compiler does not print', () => {
  const said = async (statements: string): Promise<string[]> => {
    const engine = await loadEngine();
    const source = `${IMPORTS}func f() { ${`/*${'x'.repeat(260)}*/`} ${statements} }\n`;
    const syntax = engine.go.parse(source);
    const lines = new LineIndex(source);
    const file: SourceFile = {
      path: '/w/p.go',
      lines,
      syntax,
      facts: readGoFile('/w/p.go', source, syntax, new DeclarationCache(readAllocationSites)),
    };
    const facts = [fact(source, source.indexOf('func f'), '&T{...}', false)];
    const result = { importPath: 'p', dir: '/w', files: ['p.go'], facts, goVersion: { major: 1, minor: 26 }, truncated: false };
    const { sites } = joinFile('p.go', file, result, new GoPackage([file.facts]), () => undefined);
    return sites.map(f => source.slice(f.span.start, f.span.end));
  };

  it('are guessed only when one expression fits', async () => {
    assert.deepEqual(await said('keep = &T{1}'), ['&T{1}']);
    assert.deepEqual(await said('keep = &T{1}; t := &T{2}; t.n = 3'), []);
  });
});
