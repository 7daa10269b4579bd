/** Every English text keeps to the guide, and what is known of a rule is in its file alone. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../../src/engine/rules/registry.js';
import { ENGLISH } from '../../tools/english.js';
import { ROOT } from '../../tools/generate.js';
import { ruleTextProblems, textProblems } from '../support/message-guide.js';
import { sources } from './imports.js';

describe('words', () => {
  const english = Object.entries(JSON.parse(readFileSync(join(ROOT, ENGLISH), 'utf8')) as Record<string, string>);

  it('keep to the guide, in every room', () => {
    assert.ok(english.length > 400, `${english.length}`);
    const problems = english.flatMap(([id, text]) => textProblems(text).map(problem => `${id}: ${problem}`));
    assert.deepEqual(problems, []);
  });

  for (const [text, problem] of [
    ['Each turn copies it.', '“turn”: say iteration'],
    ['This takes cgo away.', '“takes away”: say removes or disables'],
    ['It is no flag.', '“is no”: say is not'],
    ['Use `a.', 'backquotes do not balance'],
    ['It is copied. ', 'blanks at the begin or end of a line'],
    ['Stop!', 'no exclamation mark'],
  ] as const)
    it(`“${text}” breaks the guide`, () => assert.deepEqual(textProblems(text), [problem]));

  it('of a rule are sentences with a short first one, titles are phrases', () => {
    const long = 'This is a sentence that goes on and on and on until nobody who reads it in a hurry knows how it began.';
    assert.deepEqual(ruleTextProblems('copied', long), ['the first sentence has 23 words; at most 20']);
    assert.deepEqual(ruleTextProblems('copied', '`x` is copied.\nPass a pointer'), ['not a full sentence: Pass a pointer']);
    assert.deepEqual(ruleTextProblems('removeFix', 'Remove it.'), ['the title of a fix is one phrase without a full stop']);
    assert.deepEqual(ruleTextProblems('copied', '`p.Put(x)` copies “a very long error text of many, many words”.\nUse `&x`.'), []);
    assert.deepEqual(ruleTextProblems('help', '\nUse `&x`.'), []);
  });
});

describe('ids of rules', () => {
  it('are in the file of their rule, and in no list or constant elsewhere', () => {
    const ids = new Set(RULES.flatMap(rule => [rule.id, ...(rule.formerly ?? [])]));
    const files = ['server/src', 'server/tools', 'client/src'].flatMap(sources).filter(f => f !== 'server/tools/bench.mjs');
    assert.ok(files.length > 300, `${files.length}`);
    const found = files.flatMap(file => {
      const own = /^server\/src\/engine\/rules\/([\w-]+\/[\w-]+)/.exec(file)?.[1];
      return stringsIn(readFileSync(join(ROOT, file), 'utf8'))
        .filter(text => ids.has(text) && text !== own)
        .map(text => `${file}: ${text}`);
    });
    assert.deepEqual(found, []);
  });
});

/** String literals of a TypeScript file, without those in comments. */
function stringsIn(text: string): string[] {
  const tokens = text.matchAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g);
  return [...tokens].flatMap(m => m[1] ?? m[2] ?? m[3] ?? []);
}
