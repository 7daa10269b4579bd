/** Trees read by the cursor whose state stays in wasm are those that web-tree-sitter's own cursor tells, whoever else asks meanwhile. */
import assert from 'node:assert/strict';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { K } from '../../src/engine/syntax/go-kinds.js';
import type { GoSyntax } from '../../src/engine/syntax/go-parser.js';
import { loadEngine } from '../support/engine-for-tests.js';

describe('the cursor whose state stays in wasm', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  /** Long enough that a reading rests in the middle of a declaration. */
  const long = (name: string, depth: number) =>
    `package p\n\nfunc ${name}() {\n${`\tif ${name}(1, "x") {\n\t\t${name}(${'('.repeat(depth)}y${')'.repeat(depth)})\n\t}\n`.repeat(600)}}\n`;

  const plain = ({ declarations }: GoSyntax) =>
    declarations.map(({ offset, tree: { kinds, starts, ends, parents, fields, tokens } }) => ({
      ...{ offset, kinds, starts, ends, parents, fields, tokens },
    }));

  it('reads the same when other texts are parsed and read whenever it rests', () => {
    const texts = [long('a', 1), long('bcd', 7), 'package p\n\nfunc (l *List) Map[T any](f func(T)) {}\n'];
    const alone = texts.map(text => plain(engine.go.parse(text)));
    const readings = texts.map(text => engine.go.parsing(text));
    const found: (GoSyntax | undefined)[] = texts.map(() => undefined);
    let rests = 0;
    while (found.includes(undefined)) {
      readings.forEach((reading, i) => {
        const step = reading.next();
        if (step.done) found[i] ??= step.value;
        else rests++;
        engine.go.parse(`package q\n\nvar x${rests} = ${'-'.repeat(rests % 50)}1\n`);
      });
    }
    assert.ok(rests > 10, `${rests} rests`);
    assert.deepEqual(
      found.map(syntax => plain(syntax!)),
      alone,
    );
  });

  it('has moved the cursor to where a reading is given up', () => {
    for (let steps = 1; steps < 12; steps++) {
      const reading = engine.go.parsing(long('f', 3));
      for (let i = 0; i < steps; i++) reading.next();
      reading.return(undefined as never);
      assert.equal(engine.go.parse('package p\n\nvar a, b int\n').declarations.length, 2);
    }
  });

  it('tells what web-tree-sitter’s own cursor tells', () => {
    const text = long('g', 40);
    const work = engine.go.parsingTree(text);
    let step = work.next();
    while (!step.done) step = work.next();
    const tree = step.value!;
    const cursor = tree.walk();
    const { kindOf, isNamed } = engine.go.tables;
    const told: number[][] = [];
    const walk = () => {
      const named = isNamed[cursor.nodeTypeId] === 1;
      if (named) told.push([kindOf[cursor.nodeTypeId]!, cursor.startIndex, cursor.endIndex]);
      if (cursor.gotoFirstChild()) {
        do walk();
        while (cursor.gotoNextSibling());
        cursor.gotoParent();
      }
    };
    walk();
    cursor.delete();
    tree.delete();
    const read = engine.go
      .parse(text)
      .declarations.flatMap(({ offset, tree: { kinds, starts, ends } }) =>
        [...kinds].map((kind, n) => [kind, offset + starts[n]!, offset + ends[n]!]),
      );
    const asked = ([kind]: readonly number[]) => kind === K.Identifier || kind === K.CallExpression || kind === K.Block;
    assert.equal(read.filter(asked).length, 2 + 6 * 600, 'a name, a body, and six in each of the statements');
    assert.deepEqual(read.filter(asked), told.filter(asked));
  });
});
