import assert from 'node:assert/strict';
import { EXPERIMENTAL_PACKAGES, experimentFor, mayImportExperimental } from '../../src/engine/tables/experimental-packages.js';

describe('packages that exist only with an experiment', () => {
  for (const path of EXPERIMENTAL_PACKAGES) {
    it(`a file that imports ${path} may need it, one that names a longer path does not`, () => {
      assert.ok(mayImportExperimental(`package p\n\nimport x "${path}"\n`));
      assert.ok(!mayImportExperimental(`package p\n\nimport "example.com/${path}"\nimport "${path}x"\n// ${path}\n`));
    });
  }

  it('each needs an experiment in some release, other packages in none', () => {
    const minors = Array.from({ length: 30 }, (_, minor) => minor);
    for (const path of EXPERIMENTAL_PACKAGES) {
      assert.ok(
        minors.some(minor => experimentFor(path, { major: 1, minor })),
        path,
      );
    }
    assert.equal(experimentFor('encoding/json', { major: 1, minor: 26 }), undefined);
  });
});
