/** JSON in slices: the same tree as the library's own parser makes, of whole and of damaged texts. */
import assert from 'node:assert/strict';
import { type Node, type ParseError, parseTree } from 'jsonc-parser';
import { whole } from '../../src/engine/base/slices.js';
import { type DataNode, NODES_PER_SLICE } from '../../src/engine/syntax/data-node.js';
import { readingJsonc } from '../../src/engine/syntax/json-reader.js';
import { Dice } from '../support/random.js';

const SAMPLE = `{
  // of a container
  "image": "golang:1.26", "on": true, "none": null, "n": 1.20,
  "env": { "GOFLAGS": "-a \\"b\\" \\u0041", "deep": [[1, {"x": []}, ], "y"] }, /* behind */
}
`;

type Shape = readonly [string, number, number, unknown?];

function shapeOf(node: DataNode | undefined): Shape | undefined {
  if (!node) return undefined;
  if (node.kind === 'map') {
    const entries = node.entries.map(e => [e.key, e.keySpan.start, e.keySpan.end, shapeOf(e.value)]);
    return ['map', node.span.start, node.span.end, entries];
  }
  if (node.kind === 'list') return ['list', node.span.start, node.span.end, node.items.map(shapeOf)];
  return node.kind === 'scalar' ? ['scalar', node.outer.start, node.outer.end, node.text] : ['unknown', node.span.start, node.span.end];
}

function shapeByLibrary(node: Node | undefined): Shape | undefined {
  if (!node) return undefined;
  const { type, offset, length, children = [], value } = node;
  if (type === 'object') {
    const entries = children.flatMap(({ children: [key, inner] = [] }) =>
      key && inner ? [[key.value, key.offset + 1, key.offset + key.length - 1, shapeByLibrary(inner)]] : [],
    );
    return ['map', offset, offset + length, entries];
  }
  if (type === 'array') return ['list', offset, offset + length, children.map(shapeByLibrary)];
  return ['scalar', offset, offset + length, String(value ?? '')];
}

function assertSame(text: string): void {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  const read = whole(readingJsonc(text));
  assert.deepEqual(shapeOf(read.root), shapeByLibrary(root), text);
  assert.equal(read.complete, errors.length === 0, text);
}

describe('JSON in slices', () => {
  it('is what the library reads', () => {
    for (const text of [SAMPLE, '', '  // only this\n', '[1] 2', 'tru', '{"a": }', '{"a" "b", "c": 1}', '[1 2,, 3]', '/* open'])
      assertSame(text);
  });

  it('is what the library reads of damaged texts', () => {
    const dice = new Dice(20261127);
    for (let i = 0; i < 3000; i++) {
      let text = SAMPLE;
      for (let n = dice.below(4); n >= 0; n--) {
        const at = dice.below(text.length);
        text =
          text.slice(0, at) +
          dice.pick(['', '', '{', '}', '[', ']', ',', ':', '"', '\\', '/', '1', 'null']) +
          text.slice(at + dice.below(9));
      }
      assertSame(text);
    }
  });

  it('rests on the way, also in what is nested too deep', () => {
    for (const text of [`[${'1,'.repeat(20_000)}1]`, `[0, ${'['.repeat(60_000)}${']'.repeat(60_000)}]`]) {
      let rests = 0;
      const reading = readingJsonc(text);
      while (!reading.next().done) rests++;
      assert.ok(rests >= 20_000 / NODES_PER_SLICE - 1, `${rests}`);
    }
  });

  it('passes over what is nested too deep', () => {
    const { root } = whole(readingJsonc(`{"a": ${'['.repeat(10_000)}${']'.repeat(10_000)}, "b": "c"}`));
    assert.ok(root?.kind === 'map');
    assert.deepEqual(
      root.entries.map(e => e.key),
      ['a', 'b'],
    );
  });
});
