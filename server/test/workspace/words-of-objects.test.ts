/** Words that every object of JavaScript knows, in every kind of file: a table that text indexes must not take one for an entry. */
import assert from 'node:assert/strict';
import { globsOf, kindOf } from '../../src/engine/builds/kinds.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { EVERY_FORM, EVERY_KIND } from '../support/every-kind.js';

const WORDS = [...Object.getOwnPropertyNames(Object.prototype), 'prototype'];

/** A word of the same shape that no object knows. */
const strange = (word: string) => word.replace(/[a-z]/gi, letter => (letter === letter.toLowerCase() ? 'q' : 'Q'));

describe('words of objects', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  const findings = (path: string, text: string): string[] => {
    const wrong: string[] = [];
    const workspace = new Workspace(engine, {
      onRuleError: (rule, _, error) => wrong.push(`${rule}: ${error}`),
      onFault: (_, { part, error }) => wrong.push(`${part}: ${error}`),
    });
    workspace.set('w/go.mod', 'module ex.com/w\n\ngo 1.26\n');
    workspace.set(`w/${path}`, text);
    const found = workspace.findings(`w/${path}`).map(f => `${f.rule} ${f.span.start}-${f.span.end}`);
    workspace.buildContexts(`w/${path}`);
    assert.deepEqual(wrong, [], text);
    return found;
  };

  it('are tried in a file of every kind', () => {
    const globs = globsOf('go', 'go.mod', 'dockerfile', 'build', 'context');
    const kinds = new Set(globs.flatMap(glob => ['', 'x'].flatMap(star => kindOf(`a/${glob.replace('*', star)}`)?.id ?? [])));
    assert.deepEqual(Object.keys(EVERY_KIND).sort(), [...kinds].sort());
  });

  for (const [kind, path, text] of EVERY_FORM) {
    it(`mean no more than any other word: ${kind}, ${path}`, () => {
      assert.equal(kindOf(`w/${path}`)?.id, kind);
      for (const word of WORDS) {
        assert.deepEqual(findings(path, text.replaceAll('WORD', word)), findings(path, text.replaceAll('WORD', strange(word))), word);
      }
      // One line at a time as well, so that an early end of a reader hides nothing.
      const lines = text.split('\n');
      for (const [i, line] of lines.entries()) {
        if (!line.includes('WORD')) continue;
        const whole = (word: string) => lines.map((l, k) => l.replaceAll('WORD', k === i ? word : strange('other'))).join('\n');
        assert.deepEqual(findings(path, whole('constructor')), findings(path, whole(strange('constructor'))), line);
      }
    });
  }
});
