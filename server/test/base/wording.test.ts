import assert from 'node:assert/strict';
import { followedBy, messages } from '../../src/engine/base/message.js';
import { backquotedParts, markdown, plain, plainLines, useBundle } from '../../src/engine/base/wording.js';

const say = messages('test-wording', {
  copied: '`{name}` is copied here.\nPass a pointer.',
  why: 'The copy has a lock of its own.',
  quoted: 'It fails with `{error}`.',
  backquote: "`{program}` fails with “version \\`{version}' not found”.\nUse `{image}`.",
});

describe('wording', () => {
  afterEach(() => useBundle({}));

  it('parts what is wrong from the help, sentence by sentence', () => {
    const message = followedBy(say.copied({ name: 'p' }), followedBy(say.why, say.quoted({ error: 'x' })));
    assert.deepEqual(backquotedParts(message), {
      text: '`p` is copied here. The copy has a lock of its own. It fails with `x`.',
      help: 'Pass a pointer.',
    });
  });

  it('has a form for each place: Markdown, one plain line, plain lines', () => {
    const message = say.copied({ name: 'p' });
    assert.equal(markdown(message), '`p` is copied here. Help: Pass a pointer.');
    assert.equal(plain(message), "'p' is copied here. Help: Pass a pointer.");
    assert.equal(plainLines(message), "'p' is copied here.\nHelp: Pass a pointer.");
    assert.equal(plainLines(say.why), 'The copy has a lock of its own.');
  });

  it('takes a backquote behind a backslash for a letter', () => {
    assert.equal(
      plain(say.backquote({ program: 'app', version: 'GLIBC_2.34', image: 'debian' })),
      "'app' fails with “version `GLIBC_2.34' not found”. Help: Use 'debian'.",
    );
  });

  it('does not take a line break in an argument for the help', () => {
    assert.deepEqual(backquotedParts(say.quoted({ error: 'one\ntwo' })), { text: 'It fails with `one\\ntwo`.', help: '' });
  });

  it('is in the language of the bundle, English where that lacks a text', () => {
    useBundle({ 'test-wording/copied': 'Kopie von `{name}`.\nNimm einen Zeiger.', 'words/help': 'Hilfe: {help}' });
    assert.equal(
      plain(followedBy(say.copied({ name: 'p' }), say.why)),
      "Kopie von 'p'. The copy has a lock of its own. Hilfe: Nimm einen Zeiger.",
    );
  });
});
