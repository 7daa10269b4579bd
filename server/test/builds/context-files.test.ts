/** Version files and .gitignore: what they say. */
import assert from 'node:assert/strict';
import { mayIgnoreGoFile, readContextFile } from '../../src/engine/builds/context-files.js';

describe('files around a build', () => {
  it('name a release', () => {
    const version = (kind: 'go-version' | 'tool-versions', text: string) => readContextFile('x', kind, text).version;
    assert.deepEqual(version('go-version', '1.26.3\n'), { major: 1, minor: 26, patch: 3 });
    assert.deepEqual(version('go-version', '# ours\ngo1.25\n'), { major: 1, minor: 25 });
    assert.equal(version('go-version', 'stable\n'), undefined);
    assert.deepEqual(version('tool-versions', 'nodejs 22.1.0\ngolang 1.24.4 # ours\n'), { major: 1, minor: 24, patch: 4 });
    assert.equal(version('tool-versions', 'nodejs 22.1.0\n'), undefined);
  });

  it('tell which folders may hold Go files that are not in version control', () => {
    const patterns = readContextFile(
      '.gitignore',
      'gitignore',
      '/bin\n# *.go\nmockgen_tmp.go\n*_test.go\n*.pb.go\n!keep.go\ninternal/v/version.go\n',
    ).goPatterns;
    assert.deepEqual(patterns, ['*.pb.go', 'internal/v/version.go']);
    assert.equal(mayIgnoreGoFile('*.pb.go', 'a/b'), true);
    assert.equal(mayIgnoreGoFile('internal/v/version.go', 'internal/v'), true);
    assert.equal(mayIgnoreGoFile('internal/v/version.go', 'internal'), false);
    assert.equal(mayIgnoreGoFile('/version.go', ''), true);
    assert.equal(mayIgnoreGoFile('/version.go', 'cmd'), false);
    assert.equal(mayIgnoreGoFile('**/version.go', 'cmd'), true);
  });
});
