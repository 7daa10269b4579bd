/** Large YAML is composed in pieces: the tree is the one that the library makes of all of it. */
import assert from 'node:assert/strict';
import { Parser, parseDocument } from 'yaml';
import { whole } from '../../src/engine/base/slices.js';
import type { DataNode } from '../../src/engine/syntax/data-node.js';
import { readingYaml } from '../../src/engine/syntax/yaml.js';
import { MAX_ERRORS, newComposer } from '../../src/engine/syntax/yaml-composer.js';

const times = (n: number, text: (i: number) => string) => Array.from({ length: n }, (_, i) => text(i)).join('');

/** Larger than a piece in each place where a large part may stand. */
const LARGE: Readonly<Record<string, string>> = {
  'many members': times(900, i => `k${i}:\n  a: "x${i}"\n  b: [1, two]\n`),
  'a list below a key of the same column': `a:\n${times(900, i => `- x${i}: y # why\n`)}b: c\n`,
  'a large part last of a small one': `a:\n  b:\n    c:\n${times(900, i => `      k${i}: v\n`)}`,
  'a large part between small ones': `a: 1\nb:\n  c:\n${times(900, i => `    - v${i}\n`)}  d: 2\ne: 3\n`,
  'flow in flow': `a: {b: [${times(900, i => `{x: ${i}}, `)}y], c: [${times(900, i => `k${i}: v, `)}]}\n`,
  'the document itself': times(900, i => `- x${i}\n`),
  'large parts of large parts': times(10, i => `a${i}:\n${times(20, j => `  b${j}: [${times(40, k => `${k}, `)}]\n`)}`),
  'comments between': times(900, i => `# ${i}\nk${i}: |\n  line\n\n`),
};

function plain(node: DataNode | undefined): unknown {
  if (node?.kind === 'map') return Object.fromEntries(node.entries.map(e => [e.key, plain(e.value)]));
  if (node?.kind === 'list') return node.items.map(plain);
  return node?.kind === 'scalar' ? node.text : node?.kind;
}

const asText = (value: unknown): unknown => JSON.parse(JSON.stringify(value), (_, v) => (typeof v === 'object' && v ? v : String(v ?? '')));

describe('YAML in slices', () => {
  for (const [name, text] of Object.entries(LARGE))
    it(`reads as the library does: ${name}`, () => {
      const { root, complete } = whole(readingYaml(text));
      const document = parseDocument(text, { uniqueKeys: false });
      assert.ok(complete);
      assert.deepEqual(plain(root), asText(document.toJS()));
      assert.deepEqual(root?.span, { start: document.contents!.range![0], end: document.contents!.range![1] });
    });

  it('finds what a large part is named by an anchor', () => {
    const text = `a: &x\n${times(900, i => `  k${i}: v\n`)}b: *x\nc:\n  <<: *x\n  own: w\n`;
    const { root } = whole(readingYaml(text));
    assert.ok(root?.kind === 'map');
    const [a, b, c] = root.entries.map(e => plain(e.value) as Record<string, string>);
    assert.deepEqual(b, a);
    assert.deepEqual(c, { own: 'w', ...a });
  });

  it('says of a large part that something is wrong in it', () => {
    const text = `a:\n${times(900, i => `  k${i}: [1, 2]\n`)}  last: [1 2}\nb: c\n`;
    assert.equal(whole(readingYaml(text)).complete, false);
  });

  it('gives what stands before thousands of errors', () => {
    const { root, complete } = whole(readingYaml(`a: b\nc: ${'{d: e}'.repeat(2000)}\n`));
    assert.equal(complete, false);
    assert.ok(root?.kind === 'map' && root.entries[0]?.key === 'a');
  });

  it('makes few of the errors that the library finds', () => {
    const composer = newComposer();
    const tokens = [...new Parser().parse(`a: {${'b: {c} d '.repeat(100)}}\n`)];
    const [document] = [...composer.compose(tokens)];
    assert.equal(document?.errors.length, MAX_ERRORS);
  });

  it('rests while it composes', () => {
    const restsOf = (text: string) => {
      let rests = 0;
      const reading = readingYaml(text);
      while (!reading.next().done) rests++;
      return rests;
    };
    // 40 pieces of 150 members, counted in 20 slices, beside the 81 rests of the lexer and the reader.
    assert.ok(restsOf(`a: [${times(6000, i => `${i}, `)}]\n`) > 130, 'a list of 6,000');
  });
});
