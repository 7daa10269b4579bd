/** What becomes of a script when a command fails: by the words that are marked, beside what sh does (POSIX.1-2024, `set`, lists). */
import assert from 'node:assert/strict';
import { whole } from '../../src/engine/base/slices.js';
import type { BashParser } from '../../src/engine/syntax/bash.js';
import { plainScript } from '../../src/engine/syntax/plain-script.js';
import type { OnFailure, ShellNode } from '../../src/engine/syntax/shell-node.js';
import { loadEngine } from '../support/engine-for-tests.js';

/** Each script with the commands that end it when they fail, and those behind which it goes on. */
const SCRIPTS: readonly (readonly [string, string, string])[] = [
  ['a', 'a', ''],
  ['a && b && c', 'a b c', ''],
  ['a; b', 'b', ''],
  ['a\nb && c\n', 'b c', ''],
  ['set -e; a; b', 'a b', ''],
  ['set -eux; a && b; c', 'b c', ''],
  ['set -e; set +e; a; b', 'set b', ''],
  ['set -o errexit; a; b', 'b', ''],
  ['set -e; if a; then b; fi', '', ''],
  ['if a; then b; fi', '', ''],
  ['a || b', '', ''],
  ['a || true', '', 'a'],
  ['a && b || :', '', 'a b'],
  ['a || echo failed; b', 'b', 'a'],
  ['a || exit 0', '', 'a'],
  ['a || exit 1', '', ''],
  ['a | b', '', ''],
  ['a | b && c', 'c', ''],
  ['(a; b) || true', '', 'a b'],
  ['a && (b; c) && d', 'a d', ''],
  ['a > f && b', 'a b', ''],
  ['a & b', 'b', ''],
  ['[ -f x ] && a', '[', ''],
  ['! a', '', ''],
  ['f() { a; }; f', 'f', ''],
  ['for x in 1 2; do a; done', '', ''],
  ['for x in $A; do a; done', '', ''],
];

describe('commands that fail', () => {
  let bash: BashParser;
  before(async () => {
    bash = (await loadEngine()).bash;
  });

  for (const [text, ends, goesOn] of SCRIPTS)
    it(JSON.stringify(text), () => {
      const grammar = whole(bash.byGrammar(text)).body;
      for (const body of [grammar, plainScript({ text, offsetAt: i => i }) ?? grammar])
        assert.deepEqual({ ends: names(body, 'ends'), goesOn: names(body, 'goes on') }, { ends, goesOn });
    });
});

/** Of the commands that are marked so, in order. */
function names(body: readonly ShellNode[], mark: OnFailure): string {
  return body
    .flatMap((node): string[] => {
      if (node.kind === 'assign') return [];
      if (node.kind !== 'command') return [names(node.body, mark)];
      const [part] = node.words[0]!.parts;
      return node.onFailure === mark ? [part?.kind === 'text' ? part.text : ''] : [];
    })
    .filter(name => name !== '')
    .join(' ');
}
