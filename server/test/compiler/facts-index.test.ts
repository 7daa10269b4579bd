/** What is found of a package's facts by place. */
import assert from 'node:assert/strict';
import type { CompilerFact } from '../../src/engine/compiler/facts.js';
import { isDevirtualizedAt } from '../../src/engine/compiler/facts-index.js';

const other = (expression: string): CompilerFact => ({ kind: 'other', expression, file: 'a.go', raw: 'a.go', line: 3, column: 9 });
const isDirect = (fact: CompilerFact) => isDevirtualizedAt([fact], fact);

describe('a call through an interface', () => {
  it('is one of a method where the compiler knows the type', () => {
    assert.equal(isDirect(other('devirtualizing h.Sum to *sha256.Digest')), true);
  });

  it('stays one, as another branch, where a profile tells which method runs most often', () => {
    assert.equal(isDirect(other('PGO devirtualizing interface call w.Write to (*Good).Write')), false);
  });
});
