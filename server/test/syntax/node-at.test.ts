import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type FlatTree, NONE, type Node } from '../../src/engine/syntax/flat-tree.js';
import type { GoParser } from '../../src/engine/syntax/go-parser.js';
import { loadEngine } from '../support/engine-for-tests.js';

const GENERIC = 'package a\n\nfunc (x *T) M[A any, B int](a A) (b, c, d B) { if x := f(a...); x { return } ; return 1, /* c */ 2, }\n';
const BROKEN = 'package a\n\nfunc f() { x := ; y.( }\n\ntype T struct { a ; b }}\n\nvar a = []int{1, , 2\n';

describe('nodeAt', () => {
  let go: GoParser;
  before(async () => {
    go = (await loadEngine()).go;
  });

  it('is the innermost of the nodes that hold an offset, in broken code and generic methods too', () => {
    const own = readFileSync(`${__dirname}/../../../test-workspace/internal/route/route.go`, 'utf8');
    for (const text of [own, GENERIC, BROKEN]) {
      for (const { tree } of go.parse(text).declarations) {
        for (let offset = 0; offset <= tree.text.length; offset++) {
          assert.equal(tree.nodeAt(offset), innermost(tree, offset), `${JSON.stringify(tree.text.slice(0, 60))} ${offset}`);
        }
      }
    }
  });
});

/** From the root down. */
function innermost(tree: FlatTree, offset: number): Node {
  for (let n: Node = 0; ; ) {
    const inner = [...tree.children(n)].findLast(c => tree.starts[c]! <= offset && offset < tree.ends[c]!) ?? NONE;
    if (inner === NONE) return n;
    n = inner;
  }
}
