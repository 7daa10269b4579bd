import assert from 'node:assert/strict';
import { bundleProblems } from '../../src/engine/base/bundle-check.js';

const ENGLISH = new Map([
  ['a/plain', 'Nothing here.'],
  ['a/named', '`{name}` is in {file}.\nMove `{name}`.'],
]);

describe('bundleProblems', () => {
  it('finds nothing in a translation with the same arguments, or with fewer texts', () => {
    assert.deepEqual(bundleProblems({ 'a/named': 'In {file} steht `{name}`.\nVerschiebe es.' }, ENGLISH), []);
    assert.deepEqual(bundleProblems({}, ENGLISH), []);
  });

  it('finds arguments that are missing, and placeholders that nothing fills', () => {
    assert.deepEqual(bundleProblems({ 'a/named': '`{nome}` est là.\nDéplacez.', 'a/plain': '{0}' }, ENGLISH), [
      { id: 'a/named', kind: 'missing argument', name: 'name' },
      { id: 'a/named', kind: 'missing argument', name: 'file' },
      { id: 'a/named', kind: 'unknown argument', name: 'nome' },
      { id: 'a/plain', kind: 'unknown argument', name: '0' },
    ]);
  });

  it('finds ids that are not English, and help that is lost', () => {
    assert.deepEqual(bundleProblems({ 'b/gone': 'x', 'a/named': '{name} {file}' }, ENGLISH), [
      { id: 'b/gone', kind: 'unknown id' },
      { id: 'a/named', kind: 'help' },
    ]);
  });
});
