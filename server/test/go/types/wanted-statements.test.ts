/** Types of a call, read with the statements that they follow from and no others, are those that the whole body tells. */
import assert from 'node:assert/strict';
import { dirname } from 'node:path/posix';
import { whole } from '../../../src/engine/base/slices.js';
import { TypeText } from '../../../src/engine/go/types/type-text.js';
import type { Engine } from '../../../src/engine/syntax/engine.js';
import { type FlatTree, K, type Node } from '../../../src/engine/syntax/flat-tree.js';
import { loadEngine } from '../../support/engine-for-tests.js';
import { filesOf, Program } from './marked-code.js';

const CODE = `
type T struct{ n int }
type list []T
func use(...any) int { return 0 }
func two() (T, error) { return T{}, nil }
var a, b = "package", 1.5

func f(p *T, xs []T, m map[string]list, c chan T, v any, g func(int) (T, bool)) (r T, err error) {
	use(a, b, p, xs[0], m["x"])
	if a, b := two(); b != nil {
		use(a, b)
		return a, b
	} else if x := a.n; x > 1 {
		use(x, a)
	}
	use(a)
	for i, x := range xs {
		a, ok := g(i)
		use(a, ok, x)
		for a := range m { use(a) }
		func(b T) {
			b2 := b
			defer use(b2, i, a)
		}(x)
	}
	switch x := v.(type) {
	case int, T:
		use(x)
	case *T:
		use(x, x.n)
		y := *x
		use(y)
	default:
		type T string
		const k, z = iota + 1, T("x")
		use(k, z, T(a))
	}
	select {
	case x, ok := <-c:
		use(x, ok)
	case c <- T{use(p)}:
	}
	switch q := len(xs); { case q > 2: w := q * 2; use(w, q) }
	var h, j = two()
	var l list
	l, d := append(l, h), 1 << use(j)
again:
	use(l, d, min(d, 2))
	h, n := two()
	if n != nil { goto again }
	for k := 0; k < 3; k++ { use(k, h) }
	return
}

func (l list) m(f func(list) list) list { q := f; return q(l[use(l):]).m(func(l list) list { z := l; return append(z, T{use(z)}) }) }
`;

describe('types of some nodes', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  const callsIn = (tree: FlatTree): Node[] => [...tree.kinds.keys()].filter(n => tree.kinds[n] === K.CallExpression);

  /** Types and values within the call; literals of functions stand by themselves. */
  function told(program: Program, file: string, tree: FlatTree, call: Node, all: boolean): string[] {
    const types = program.of(dirname(file));
    const found = all ? types.typesOf(file, tree) : whole(types.typingOf(file, tree, [call]));
    const text = new TypeText(({ span }) => span.start);
    const out: string[] = [];
    for (let n = call; n < tree.afters[call]!; n++) {
      if (tree.kinds[n] === K.FuncLiteral) n = tree.afters[n]! - 1;
      else {
        const type = found?.types[n];
        out.push(
          `${tree.textOf(n)}: ${type ? text.of(type) : '-'} ${found?.modes[n]} ${JSON.stringify(found?.conversions.find(c => c.node === n)?.part)}`,
        );
      }
    }
    return out;
  }

  it('are those of the whole', () => {
    // Each question is put to a program of its own, which knows nothing else yet.
    const program = () => new Program(engine, filesOf(CODE));
    let calls = 0;
    program()
      .declarations()
      .forEach(({ file, declaration }, i) => {
        for (const call of callsIn(declaration.tree)) {
          const [asked, other] = [program(), program()];
          const { tree } = asked.declarations()[i]!.declaration;
          const wholeTree = other.declarations()[i]!.declaration.tree;
          assert.deepEqual(told(asked, file, tree, call, false), told(other, file, wholeTree, call, true), declaration.tree.textOf(call));
          calls++;
        }
      });
    assert.ok(calls > 30, `${calls} calls`);
  });

  it('leave out statements that nothing follows from', () => {
    const program = new Program(engine, filesOf('func f(x int) { y := x + 1; z := x * 2; g(y); g(z) }\nfunc g(int) {}'));
    const { file, declaration } = program.declarations()[0]!;
    const { tree } = declaration;
    const [first] = callsIn(tree);
    const types = whole(program.of(dirname(file)).typingOf(file, tree, [first!]))!;
    const known = (text: string) => [...tree.kinds.keys()].some(n => tree.textOf(n) === text && types.typeOf(n) !== undefined);
    assert.ok(known('x + 1'));
    assert.ok(!known('x * 2'));
  });
});
