/** Long tokens are hidden from the parser but for their ends: trees are those of short ones, and texts are whole. */
import assert from 'node:assert/strict';
import { whole } from '../../src/engine/base/slices.js';
import type { GoParser, GoSyntax } from '../../src/engine/syntax/go-parser.js';
import { partsToRead } from '../../src/engine/syntax/long-tokens.js';
import { loadEngine } from '../support/engine-for-tests.js';

const LONG = 30_000;
const around = (token: string) => `package p\n\nvar a = 1\n\nvar b = ${token}\n\nfunc f() int { return a } // end\n`;

/** The same token, short and long. */
const TOKENS: Readonly<Record<string, (length: number) => string>> = {
  'a comment': n => `/* ${'x"\n'.repeat(n / 3)}*/ 1`,
  'a comment to the end of the line': n => `1 // ${'x '.repeat(n / 2)}`,
  'a string': n => `"${'a`'.repeat(n / 2)}"`,
  'a string that ends with a backslash': n => `"${'\\\\'.repeat(n / 2)}"`,
  'a string that ends with a quote': n => `"${'\\"'.repeat(n / 2)}"`,
  'a raw string': n => `\`${'"\n'.repeat(n / 2)}\``,
  'a number': n => '9'.repeat(n),
  'a number of another base': n => `0x${'f'.repeat(n)}`,
  'a name': n => 'ä'.repeat(n),
  blanks: n => `${' '.repeat(n)}1`,
  newlines: n => `(${'\n'.repeat(n)}1)`,
  'one behind the other': n => `"${'a'.repeat(n)}" + ${'b'.repeat(n)} /*${'c'.repeat(n)}*/ + ${'9'.repeat(n)}`,
};
const BROKEN = [`"${'a'.repeat(LONG)}\n`, `"${'a'.repeat(LONG)}\\"\n`, `'${'a'.repeat(LONG)}'`, `/* ${'a'.repeat(LONG)}`];

const kindsOf = ({ declarations, comments, hasError }: GoSyntax) => ({
  declarations: declarations.map(({ tree }) => [[...tree.kinds], [...tree.fields], tree.hasError]),
  comments: comments.length,
  hasError,
});

describe('long tokens', () => {
  let go: GoParser;
  before(async () => {
    go = (await loadEngine()).go;
  });

  for (const [name, token] of Object.entries(TOKENS))
    it(`are read as short ones: ${name}`, () => {
      const text = around(token(LONG));
      assert.ok(whole(partsToRead(text)), 'nothing is hidden');
      const long = go.parse(text);
      assert.deepEqual(kindsOf(long), kindsOf(go.parse(around(token(60)))));
      const last = long.declarations.at(-1)!;
      assert.equal(last.tree.text, 'func f() int { return a }');
      assert.equal(text.slice(last.offset, last.offset + 25), last.tree.text);
    });

  it('are errors where they are none of Go', () => {
    for (const token of BROKEN) assert.ok(go.parse(around(token)).hasError, token.slice(-9));
  });

  it('have their whole text', () => {
    const number = '7'.repeat(LONG);
    const tree = go.parse(around(number)).declarations[2]!.tree;
    assert.ok(Array.from({ length: tree.count }, (_, n) => tree.textOf(n)).includes(number));
  });

  it('are read as before when they grow, shrink, and are edited in the middle', () => {
    const document = go.open(around('"x"'));
    for (const [start, end, newText] of [
      [around('').indexOf('var b = ') + 9, 0, 'y'.repeat(LONG)],
      [1000, 0, '\\n'],
      [900, 5000, 'z'],
      [0, 0, '\n'],
      [100, 25_000, ''],
    ] as const) {
      document.edit([{ span: { start, end: Math.max(start, end) }, newText }]);
      const fresh = go.parse(document.text);
      assert.deepEqual(kindsOf(document.syntax), kindsOf(fresh));
      assert.equal(fresh.hasError, false);
    }
    document.dispose();
  });

  it('are none in what people write', () => {
    assert.equal(whole(partsToRead(`package p\n${'\n// a comment\nvar x, y = "a", `b`\n'.repeat(2000)}`)), undefined);
  });
});
