import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { calledInTimedLoops } from '../../src/engine/compiler/timed-loop.js';
import { GoPackage } from '../../src/engine/go/package/go-package.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { typedSources } from '../support/typed-sources.js';

describe('what benchmarks time', () => {
  const CODE = `package p

type T struct{}
type U struct{}

func plain() {}
func Plain() {}
func generic[E any](e E) {}
func (T) twice() {}
func (T) Twice() {}
func (*U) twice() {}
func cold() {}
func make1() *U { return nil }
`;

  async function timed(body: string, name = 'p', imported = 'example.com/typed'): Promise<string[]> {
    const test = `package ${name}\n\nimport (\n\t"testing"\n\tp "${imported}"\n)\n\nfunc BenchmarkX(b *testing.B) {\n${body}\n}\n`;
    const texts = new Map([
      ['/w/p.go', CODE],
      ['/w/p_test.go', test],
    ]);
    const [own, benchmarks] = typedSources(await loadEngine(), texts);
    return [...calledInTimedLoops(benchmarks!, new GoPackage([own!.facts]))].sort();
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
    assert.deepEqual(await timed('for b.Loop() { p.Plain(); p.T{}.Twice() }', 'p_test'), ['Plain', 'T.Twice']);
    assert.deepEqual(await timed('for b.Loop() { p.Plain() }', 'p_test', 'example.com/other/p'), []);
  });
});
