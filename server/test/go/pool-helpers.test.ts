/** Functions that put what they are given, by their bodies. */
import assert from 'node:assert/strict';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { flowOf, HEADER } from './pool-flow-of.js';

describe('pool helpers', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  /** `put` of the declaration, called with `b`. */
  const helpers: [name: string, declaration: string, call: string, how: string][] = [
    ['a function', 'func put(b *bytes.Buffer) {\nb.Reset()\np.Put(b)\n}', 'put(b)', 'always'],
    ['of another name', 'func thanks(b *bytes.Buffer) {\np.Put(b)\n}', 'thanks(b)', 'always'],
    ['the second parameter', 'func put(n int, b *bytes.Buffer) {\np.Put(b)\n}', 'put(1, b)', 'always'],
    ['after a blank parameter', 'func put(_ int, b *bytes.Buffer) {\np.Put(b)\n}', 'put(1, b)', 'always'],
    [
      'a method’s receiver',
      'type T struct{ *bytes.Buffer }\nfunc (t *T) free() {\n*t = T{}\np.Put(t)\n}',
      't := new(T); t.free()',
      'always',
    ],
    [
      'a method of what is embedded',
      'type T struct{ p *sync.Pool }\ntype U struct{ T }\nfunc (t T) put(b *bytes.Buffer) {\nt.p.Put(b)\n}',
      'U{}.put(b)',
      'always',
    ],
    ['a part of itself', 'func put(b []byte) {\nb = b[:0]\np.Put(&b)\n}', 'x := b.Bytes(); put(x)', 'always'],
    ['another helper', 'func put(b *bytes.Buffer) {\ngive(b, 1)\n}\nfunc give(b *bytes.Buffer, n int) {\np.Put(b)\n}', 'put(b)', 'always'],
    ['a deferred Put', 'func put(b *bytes.Buffer) {\ndefer p.Put(b)\nb.Reset()\n}', 'put(b)', 'always'],
    ['a generic function', 'func put[T any](b T) {\np.Put(b)\n}', 'put(b)', 'always'],
    [
      'a method of a generic type',
      'type pool[T any] struct{ sync.Pool }\nfunc (q *pool[T]) put(b T) {\nq.Put(b)\n}',
      'new(pool[*bytes.Buffer]).put(b)',
      'always',
    ],
    ['a size guard', 'func put(b *bytes.Buffer) {\nif b.Cap() > 99 {\nreturn\n}\np.Put(b)\n}', 'put(b)', 'guarded'],
    ['a nil guard', 'func put(b *bytes.Buffer) {\nif b != nil {\np.Put(b)\n}\n}', 'put(b)', 'guarded'],
    [
      'a size guard that may be off',
      'var max int\nfunc put(b *bytes.Buffer) {\nif max == 0 || b.Cap() <= max {\np.Put(b)\n}\n}',
      'put(b)',
      'guarded',
    ],
    [
      'another number is none',
      'var users int\nfunc put(b *bytes.Buffer) {\nif users == 0 || b.Cap() <= 99 {\np.Put(b)\n}\n}',
      'put(b)',
      '',
    ],
    [
      'a reference count is none',
      'type T struct{ n int }\nfunc (t *T) free() {\nif t.n--; t.n == 0 {\np.Put(t)\n}\n}',
      't := new(T); t.free()',
      '',
    ],
    ['an error check is none', 'func put(b *bytes.Buffer, err error) {\nif err != nil {\nreturn\n}\np.Put(b)\n}', 'put(b, nil)', ''],
    ['a reassigned parameter is none', 'func put(b *bytes.Buffer) {\nb = other\np.Put(b)\n}\nvar other *bytes.Buffer', 'put(b)', ''],
    ['a Put in a literal is none', 'func put(b *bytes.Buffer) func() {\nreturn func() { p.Put(b) }\n}', 'put(b)', ''],
    [
      'a Put of something else is none',
      'type store struct{}\nfunc (store) Put(b *bytes.Buffer) {}\nfunc put(b *bytes.Buffer) {\nstore{}.Put(b)\n}',
      'put(b)',
      '',
    ],
    [
      'what it embeds is not the value',
      'type T struct{}\ntype U struct{ *T }\nfunc (t *T) free() {\np.Put(t)\n}',
      'u := &U{}; u.free()',
      '',
    ],
  ];
  for (const [name, declaration, call, how] of helpers)
    it(`helper: ${name}`, () => {
      const { flow } = flowOf(engine, `${HEADER}${declaration}\n\nfunc f(b *bytes.Buffer) {\n${call}\n}`);
      assert.deepEqual(
        flow.puts.map(put => put.how),
        how === '' ? [] : [how],
      );
    });
});
