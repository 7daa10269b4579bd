import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { LineIndex } from '../../src/engine/base/line-index.js';
import type { SourceFile } from '../../src/engine/compiler/source-file.js';
import { calledInTimedLoops } from '../../src/engine/compiler/timed-loop.js';
import { GoPackage } from '../../src/engine/go/package/go-package.js';
import { DeclarationCache, readGoFile } from '../../src/engine/go/package/read-file.js';
import { readAllocationSites } from '../../src/engine/sites/allocation-sites.js';
import { loadEngine } from '../support/engine-for-tests.js';

async function sourceOf(path: string, text: string): Promise<SourceFile> {
  const syntax = (await loadEngine()).go.parse(text);
  return { path, lines: new LineIndex(text), syntax, facts: readGoFile(path, text, syntax, new DeclarationCache(readAllocationSites)) };
}

describe('what benchmarks time', () => {
  const CODE = `package p

type T struct{}
type U struct{}

func plain() {}
func generic[E any](e E) {}
func (T) twice() {}
func (*U) twice() {}
func cold() {}
func make1() *U { return nil }
`;

  async function timed(body: string, name = 'p', importPath = 'example.com/p'): Promise<string[]> {
    const own = await sourceOf('/w/p.go', CODE);
    const test = await sourceOf(
      '/w/p_test.go',
      `package ${name}\n\nimport (\n\t"testing"\n\t"example.com/p"\n)\n\nfunc BenchmarkX(b *testing.B) {\n${body}\n}\n`,
    );
    return [...calledInTimedLoops(test, new GoPackage([own.facts]), importPath)].sort();
  }

  it('are calls in the loop itself, by function and by type', async () => {
    assert.deepEqual(await timed('cold()\nfor i := 0; i < b.N; i++ { plain() }\ncold()'), ['plain']);
    assert.deepEqual(await timed('for b.Loop() { generic[int](1); plain() }'), ['generic', 'plain']);
    assert.deepEqual(await timed('for range b.N { T{}.twice() }'), ['T.twice']);
    assert.deepEqual(await timed('u := make1()\nfor range b.N { u.twice() }'), ['U.twice']);
    assert.deepEqual(await timed('b.Run("x", func(b *testing.B) { for b.Loop() { plain() } })'), ['plain']);
    assert.deepEqual(await timed('b.RunParallel(func(pb *testing.PB) { for pb.Next() { plain() } })'), ['plain']);
  });

  it('are no other loops, no variables, and nothing whose type is not known', async () => {
    assert.deepEqual(await timed('for i := 0; i < 10; i++ { plain() }'), []);
    assert.deepEqual(await timed('var s struct{ N int }\nfor i := 0; i < s.N; i++ { plain() }'), []);
    assert.deepEqual(await timed('plain := func() {}\nfor b.Loop() { plain() }'), []);
    assert.deepEqual(await timed('for b.Loop() { other().twice(); len("x") }'), []);
  });

  it('are the functions of the package, in its external tests', async () => {
    assert.deepEqual(await timed('for b.Loop() { p.plain(); p.T{}.twice() }', 'p_test'), ['T.twice', 'plain']);
    assert.deepEqual(await timed('for b.Loop() { p.plain() }', 'p_test', 'example.com/other/p'), []);
  });
});
