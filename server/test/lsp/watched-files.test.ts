/** The files that the editor watches are those that the engine reads. */
import assert from 'node:assert/strict';
import { buildFileKind } from '../../src/engine/builds/kinds.js';
import { BUILD_FILES } from '../../src/lsp/core/messages.js';

describe('names of build files', () => {
  const escaped = (glob: string) => glob.replace(/[.+]/g, '\\$&').replaceAll('*', '[^/]*');
  const watched = (path: string) => BUILD_FILES.some(glob => new RegExp(`(^|/)${escaped(glob)}$`).test(path));

  it('that the editor watches are those that the engine reads', () => {
    const names =
      'go.work GNUmakefile makefile Makefile a.mk Taskfile.yml taskfile.dist.yaml x.sh x.bash .goreleaser.yaml goreleaser-pro.yml';
    const more = '.ko.yaml .gitlab-ci.yml my.gitlab-ci.yml docker-compose.dev.yml compose.yaml .devcontainer.json devcontainer.json';
    for (const name of [...names.split(' '), ...more.split(' '), '.vscode/settings.json', '.github/workflows/ci.yaml']) {
      assert.ok(buildFileKind(`a/${name}`), `the engine reads ${name}`);
      assert.ok(watched(`a/${name}`), `the editor watches ${name}`);
    }
    for (const glob of BUILD_FILES)
      assert.ok(buildFileKind(`a/${glob.replace('*', '')}`) ?? buildFileKind(`a/${glob.replace('*', 'x')}`), glob);
    assert.equal(watched('a/settings.json') || watched('a/values.yaml'), false);
  });
});
