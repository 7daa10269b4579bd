/** Which language a file has, by its name. */
import assert from 'node:assert/strict';
import { languageOf } from '../../src/engine/builds/kinds.js';

describe('kinds of files', () => {
  it('names languages by file name', () => {
    const of = (p: string) => languageOf(p);
    assert.deepEqual(
      ['a/b.go', 'go.mod', 'x/Dockerfile', 'Dockerfile.prod', 'api.Dockerfile', 'Containerfile', 'dockerfile.md', 'a.god'].map(of),
      ['go', 'go.mod', 'dockerfile', 'dockerfile', 'dockerfile', 'dockerfile', undefined, undefined],
    );
  });
});
