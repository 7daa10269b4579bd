import assert from 'node:assert/strict';
import { LineIndex } from '../../src/engine/base/line-index.js';

describe('LineIndex', () => {
  it('maps offsets to positions and back', () => {
    const lines = new LineIndex('a\nbc\r\n\nd');
    assert.equal(lines.lineCount, 4);
    assert.deepEqual(lines.position(0), { line: 0, character: 0 });
    assert.deepEqual(lines.position(3), { line: 1, character: 1 });
    assert.deepEqual(lines.position(99), { line: 3, character: 1 });
    assert.equal(lines.offset({ line: 1, character: 99 }), 4, 'a column past the line is its end, before the line break');
    assert.equal(lines.offset({ line: 99, character: 0 }), 8);
    for (let offset = 0; offset <= 8; offset++) {
      if (offset === 5) continue; // between \r and \n: no LSP position
      assert.equal(lines.offset(lines.position(offset)), offset);
    }
  });

  it("turns the compiler's byte columns into UTF-16", () => {
    const lines = new LineIndex('func 中文(名 int)\nx := "é😀" + y');
    assert.equal(lines.offsetOfByteColumn(1, 13), 'func 中文('.length, 'go-facts §3.2: column 13 for 名');
    assert.equal(lines.offsetOfByteColumn(2, 15), lines.text.indexOf('+'));
    assert.equal(lines.offsetOfByteColumn(1, 999), lines.lineEnd(0));
    assert.equal(lines.offsetOfByteColumn(1, undefined), undefined);
    assert.equal(lines.offsetOfByteColumn(3, 1), undefined);
    const marked = new LineIndex('package é; var x\nvar y', 3);
    assert.equal(marked.offsetOfByteColumn(1, 20), marked.text.indexOf('x'), 'the compiler counts the byte order mark');
    assert.equal(marked.offsetOfByteColumn(2, 5), marked.text.indexOf('y'));
  });
});
