/** That the parser is spared the bodies that nobody reads, and that all else is read as if it had seen them. */
import assert from 'node:assert/strict';
import { whole } from '../../src/engine/base/slices.js';
import type { GoParser, GoSyntax } from '../../src/engine/syntax/go-parser.js';
import { hideBodies } from '../../src/engine/syntax/unread-bodies.js';
import { loadEngine } from '../support/engine-for-tests.js';

const wanted = (declaration: string) => declaration.includes('Pool');

const CODE = `package p

import "testing"

// TestA has braces that are none.
func TestA(t *testing.T) {
	s := "}" + \`}
}\` + string('}') /* } */ // }
	f := func() struct{ x int } { return struct{ x int }{1} }
	_ = map[string][]int{s: {f().x}}
}

func (t T) Pool() { x := []int{1}; _ = x }; func next() { one() }

func (t *T[K]) Generic[V any](v V) error {
	if v == nil { return new(1) }
	return nil
}

var table = []struct{ name string }{{"a"}, {"}"}}

func result() interface{ M() } { return nil }

func withoutBody(x int)

func last() {}
`;

describe('bodies that nobody reads', () => {
  let go: GoParser;
  before(async () => {
    go = (await loadEngine()).go;
  });

  /** The text as an editor has it open: nothing is hidden from the parser. */
  const inFull = (text: string): GoSyntax => {
    const document = go.open(text, wanted);
    try {
      return document.syntax;
    } finally {
      document.dispose();
    }
  };
  const rows = ({ declarations, comments }: GoSyntax) => [
    comments,
    ...declarations.map(({ offset, tree }) => [
      offset,
      tree.text,
      tree.comments,
      tree.hasError,
      ...tree.kinds,
      ...tree.starts,
      ...tree.ends,
    ]),
  ];

  it('are not seen by the parser', () => {
    const seen = hideBodies(CODE, wanted);
    assert.equal(seen.length, CODE.length);
    assert.deepEqual(seen.match(/\bone\(\)|\bf := func|\bnew\(1\)|x := \[\]int\{1\}/g), ['x := []int{1}']);
  });

  it('change nothing of what is read', () => {
    assert.deepEqual(rows(whole(go.parsing(CODE, wanted))), rows(inFull(CODE)));
  });

  it('change nothing in code that is cut off, wherever', () => {
    for (let end = 0; end < CODE.length; end += 3) {
      const text = CODE.slice(0, end);
      assert.deepEqual(rows(whole(go.parsing(text, wanted))), rows(inFull(text)), text);
    }
  });
});
