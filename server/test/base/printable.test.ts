import assert from 'node:assert/strict';
import { followedBy, messages } from '../../src/engine/base/message.js';
import {
  forTerminal,
  jsonText,
  markdownCell,
  markdownCode,
  visible,
  visibleLines,
  withoutCommands,
} from '../../src/engine/base/printable.js';
import { backquoted, markdown, notice, plain, plainLines } from '../../src/engine/base/wording.js';
import { assertMarkdown, assertTerminal, HOSTILE } from '../support/hostile.js';

const say = messages('test-printable', {
  both: '{text}: `a {text}` is *ours*.\nUse `{text}`.',
  help: 'It.\n{text}',
});

describe('text of strangers', () => {
  it('shows control characters by name', () => {
    assert.equal(visible('a\u001b]52;\u0007\u009b\u007f\u202e\u2028\r\n\tb'), 'a\\x1b]52;\\x07\\x9b\\x7f\\u202e\\u2028\\r\\n\tb');
    assert.equal(visibleLines('a\r\nb\n\rc\u001b'), 'a\r\nb\n\\rc\\x1b');
  });

  it('changes nothing else', () => {
    const text = 'é😀👩‍👩‍👧 世 a_b/c-d.go:1 "x" `y` \\n $(z) ## [x] a::b';
    for (const same of [visible, visibleLines, withoutCommands, (t: string) => forTerminal(t, true)]) assert.equal(same(text), text);
    assert.equal(markdownCell('linux/amd64 CGO_ENABLED=0 -X main.v=$(git) a-b #1'), 'linux/amd64 CGO_ENABLED=0 -X main.v=$(git) a-b #1');
  });

  it('leaves colours to a terminal that has some, and nothing besides', () => {
    assert.equal(forTerminal('\u001b[31mred\u001b[39m\u001b[2J', true), '\u001b[31mred\u001b[39m\\x1b[2J');
    assert.equal(forTerminal('\u001b[31mred', false), '\\x1b[31mred');
  });

  it('is no command of a runner', () => {
    assert.equal(
      withoutCommands('a\n  ::error::x\n::b\na::b ##[group] ##vso[x]'),
      'a\n  \\x3a:error::x\n\\x3a:b\na::b #\\x23[group] #\\x23vso[x]',
    );
  });

  it('is exact in JSON', () => {
    const value = { [HOSTILE.c1!]: Object.values(HOSTILE) };
    assert.deepEqual(JSON.parse(jsonText(value)), value);
    assertTerminal(jsonText(value));
    assert.equal(jsonText({ a: ['é\t'] }), `${JSON.stringify({ a: ['é\t'] }, null, 2)}\n`);
  });

  it('stays an argument, whatever it holds', () => {
    const text = 'x` **b** `y';
    assert.equal(plain(say.both({ text })), "x` **b** `y: 'a x` **b** `y' is *ours*. Help: Use 'x` **b** `y'.");
    assert.equal(backquoted(say.both({ text: 'x' })), 'x: `a x` is *ours*. Help: Use `x`.');
    assert.equal(markdown(say.both({ text })), 'x\\` \\*\\*b\\*\\* \\`y: `` a x` **b** `y `` is \\*ours\\*. Help: Use `` x` **b** `y ``.');
    assert.equal(plainLines(say.help({ text: 'a\nb {text}' })), 'It.\nHelp: a\\nb {text}');
    assert.equal(notice(say.help({ text: '[a](command:b) x[i](y)' })), 'It. Help: [a]\\x28command:b) x[i](y)');
  });

  it('is code between enough backquotes', () => {
    assert.equal(markdownCode('a'), '`a`');
    assert.equal(markdownCode('`'), '`` ` ``');
    assert.equal(markdownCode('a``b`'), '``` a``b` ```');
  });

  for (const [name, text] of Object.entries(HOSTILE)) {
    it(`renders as text: ${name}`, () => {
      assertMarkdown(markdown(followedBy(say.both({ text }), say.help({ text }))));
      assertMarkdown(markdownCell(text));
      assert.throws(() => {
        assertTerminal(text);
        assertMarkdown(text);
        assert.doesNotMatch(text, /`|\$\(/);
      }, 'the text itself is not harmless');
    });
  }
});
