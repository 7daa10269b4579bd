/** Trees into columns, from a cursor that counts how often it is moved. */
import assert from 'node:assert/strict';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { NONE } from '../../src/engine/syntax/flat-tree.js';
import { K } from '../../src/engine/syntax/go-kinds.js';
import { TreeReader } from '../../src/engine/syntax/tree-reader.js';
import { loadEngine } from '../support/engine-for-tests.js';

/** Nodes in each other, so many deep. */
class DeepCursor {
  private at = 0;
  moves = 0;
  readonly startIndex = 0;
  readonly endIndex = 1;
  readonly currentFieldId = 0;

  constructor(
    private readonly depth: number,
    readonly nodeTypeId: number,
  ) {}

  enter(): void {}

  leave(): void {}

  gotoFirstChild(): boolean {
    this.moves++;
    if (this.at === this.depth) return false;
    this.at++;
    return true;
  }

  gotoNextSibling(): boolean {
    this.moves++;
    return false;
  }

  gotoParent(): boolean {
    this.moves++;
    this.at--;
    return true;
  }
}

describe('reading a tree', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  it('rests on the way down and on the way up', () => {
    const { tables } = engine.go;
    const cursor = new DeepCursor(100_000, tables.kindOf.indexOf(K.SliceType));
    const reader = new TreeReader(tables, cursor);
    const work = reader.read('x', 0, true);
    for (let before = cursor.moves; ; before = cursor.moves) {
      const step = work.next();
      assert.ok(cursor.moves - before <= 20_000, `${cursor.moves - before} moves in one piece`);
      if (!step.done) continue;
      assert.equal(step.value.count, 100_001);
      break;
    }
    reader.dispose();
  });

  it('gives a tree in which no node of another tree has a way up', () => {
    const { tree } = engine.go.parse('import "C"').declarations[0]!;
    assert.equal(tree.parent(0), NONE);
    assert.equal(tree.parent(tree.count), NONE);
    assert.equal(tree.ancestor(tree.count + 6, K.CallExpression), NONE);
  });
});
