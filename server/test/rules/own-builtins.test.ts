/** A package's own `len`, `cap` and `append` do what they like: rules take none of them for the predeclared one. */
import assert from 'node:assert/strict';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { findingsWithTypes } from '../support/findings-with-types.js';

interface Case {
  readonly what: string;
  readonly rule: string;
  /** What the package declares. */
  readonly own: string;
  readonly code: string;
  /** Findings of the rule with the predeclared function, and with the own one. */
  readonly found: readonly [predeclared: number, own: number];
}

const POOL = 'var pool = sync.Pool{New: func() any { return make([]byte, 64) }}\n';

const CASES: readonly Case[] = [
  {
    what: 'reads the object after its Put',
    rule: 'pool/use-after-put',
    own: 'func len(b []byte) int { return int(b[0]) }',
    code: `${POOL}
func use() int {
	b := pool.Get().([]byte)
	pool.Put(b)
	return len(b)
}`,
    found: [0, 1],
  },
  {
    what: 'decides whether a helper puts',
    rule: 'pool/use-after-put',
    own: 'func cap(b []byte) int { return 1 << 30 }',
    code: `${POOL}
func give(b []byte) {
	if cap(b) < 1000 {
		pool.Put(b)
	}
}

func use() {
	b := pool.Get().([]byte)
	give(b)
	b[0] = 1
}`,
    found: [1, 0],
  },
  {
    what: 'decides whether an object is dropped',
    rule: 'pool/missing-put',
    own: 'func cap(b []byte) int { return 1 }',
    code: `var pool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func store(p []byte, write func([]byte) error) error {
	b := pool.Get().(*bytes.Buffer)
	b.Reset()
	b.Write(p)
	if cap(p) > 1024 {
		return errors.New("too large")
	}
	err := write(b.Bytes())
	pool.Put(b)
	return err
}`,
    found: [0, 1],
  },
  {
    what: 'measures a slice that grows',
    rule: 'pool/resliced-put',
    own: 'func len(b []byte) int { return 1 }',
    code: `var pool = sync.Pool{New: func() any { return new([]byte) }}

func use(in <-chan byte) {
	bp := pool.Get().(*[]byte)
	b := (*bp)[:0]
	for c := range in {
		b = append(b, c)
		if len(b) > 10 {
			break
		}
	}
	pool.Put(bp)
}`,
    found: [0, 1],
  },
];

describe('functions that are named like predeclared ones', () => {
  for (const { what, rule, own, code, found } of CASES)
    it(`${rule}: ${what}`, async () => {
      const engine = await loadEngine();
      const count = (declared: string) => {
        const workspace = new Workspace(engine);
        workspace.set('/p/go.mod', 'module example.com/p\n\ngo 1.26\n');
        workspace.set(
          '/p/p.go',
          `package p\n\nimport (\n\t"bytes"\n\t"errors"\n\t"sync"\n)\n\nvar _ bytes.Buffer\nvar _ = errors.New\n\n${declared}\n\n${code}\n`,
        );
        return findingsWithTypes(workspace, '/p/p.go').filter(f => f.rule === rule).length;
      };
      assert.deepEqual([count(''), count(own)], found);
    });
});
