import assert from 'node:assert/strict';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { whole } from '../../src/engine/base/slices.js';
import { spanOf } from '../../src/lsp/documents/documents.js';
import { EditedText } from '../../src/lsp/documents/edited-text.js';
import { randomFrom } from '../support/random.js';

const PIECES = ['\r', '\n', '\r\n', '\n\r', 'a', 'bc', '', '日本', '🎉', '\r\r', 'x\ny\rz\r\n'];

describe('EditedText', () => {
  it('says of positions and offsets what the library says, through all edits', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const random = randomFrom(seed);
      const below = (n: number) => Math.floor(random() * n);
      const some = (n: number) => Array.from({ length: below(n) }, () => PIECES[below(PIECES.length)]).join('');
      const first = some(20);
      const ours = new EditedText('file:///a.go', 'go', 1, first);
      let text = first;
      for (let edit = 0; edit < 20; edit++) {
        const fresh = TextDocument.create('file:///a.go', 'go', 1, text);
        for (let asked = below(4); asked > 0; asked--) {
          const offset = below(text.length + 3) - 1;
          assert.deepEqual(ours.positionAt(offset), fresh.positionAt(offset), JSON.stringify({ seed, text, offset }));
          const position = { line: below(8) - 1, character: below(6) - 1 };
          assert.equal(ours.offsetAt(position), fresh.offsetAt(position), JSON.stringify({ seed, text, position }));
        }
        if (below(4) === 0) whole(ours.lookingAhead(below(text.length + 2)));
        if (below(4) === 0) assert.equal(ours.lineCount, fresh.lineCount, JSON.stringify({ seed, text }));
        const at = () => ({ line: below(8), character: below(6) });
        const range = { start: at(), end: at() };
        assert.equal(ours.getText(range), fresh.getText(range));
        const newText = some(4);
        ours.replace(spanOf(ours, range), newText);
        text = TextDocument.update(fresh, [{ range, text: newText }], 2).getText();
        assert.equal(ours.getText(), text);
      }
    }
  });

  it('looks for lines anew behind a large insertion', () => {
    const ours = new EditedText('file:///a.go', 'go', 1, 'a\nb\nc');
    assert.equal(ours.lineCount, 3);
    ours.replace({ start: 2, end: 3 }, 'x\n'.repeat(50_000));
    assert.equal(ours.lineCount, 50_003);
    assert.deepEqual(ours.positionAt(2 + 100_000), { line: 50_001, character: 0 });
  });
});
