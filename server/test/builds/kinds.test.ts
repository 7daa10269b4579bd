/** The table of file kinds against itself: what it takes by name, an editor finds by its globs. */
import assert from 'node:assert/strict';
import { buildFileKind, contextFileKind, globsOf, hasSlashComments, kindOf, languageOf } from '../../src/engine/builds/kinds.js';

const SAMPLES: Readonly<Record<string, readonly string[]>> = {
  go: ['main.go', 'a_test.go'],
  'go.mod': ['go.mod'],
  dockerfile: ['Dockerfile', 'Dockerfile.dev', 'Containerfile', 'Dockerfile-arm', 'dockerfile', 'api.Dockerfile', 'api.dockerfile'],
  'go.work': ['go.work'],
  makefile: ['GNUmakefile', 'Makefile', 'makefile', 'rules.mk', 'Makefile.common'],
  taskfile: ['Taskfile.yml', 'taskfile.dist.yaml'],
  shell: ['x.sh', 'x.bash', 'build', 'hack/build', 'scripts/release-all'],
  goreleaser: ['.goreleaser.yaml', 'goreleaser-pro.yml'],
  ko: ['.ko.yaml'],
  'gitlab-ci': ['.gitlab-ci.yml', 'my.gitlab-ci.yml'],
  circleci: ['.circleci/config.yml'],
  drone: ['.drone.yml'],
  woodpecker: ['.woodpecker.yaml', '.woodpecker/test.yml'],
  'azure-pipelines': ['azure-pipelines.yml', 'azure-pipelines-pr.yaml', 'azure-pipeline.yml'],
  buildkite: ['.buildkite/pipeline.yml'],
  travis: ['.travis.yml'],
  'bitbucket-pipelines': ['bitbucket-pipelines.yml'],
  cloudbuild: ['cloudbuild.yaml', 'cloudbuild-pr.yml'],
  compose: ['docker-compose.dev.yml', 'compose.yaml'],
  helm: ['values.yaml', 'chart/values.yaml', 'deploy/values-prod.yml', 'chart/templates/web.yaml', 'chart/templates/web/pod.yml'],
  kubernetes: ['kustomization.yaml', 'deploy/pod.yaml', 'config/manager/manager.yaml', 'k8s/base/web.yml', 'manifests/x.yaml'],
  devcontainer: ['.devcontainer.json', 'devcontainer.json'],
  vscode: ['.vscode/settings.json'],
  'github-actions': ['.github/workflows/ci.yaml'],
  'github-composite': ['.github/actions/build/action.yml'],
  'go-version': ['.go-version'],
  'tool-versions': ['.tool-versions'],
  gitignore: ['.gitignore'],
};

const OTHERS = ['settings.json', 'value.yaml', 'values.yaml.tmpl', 'go.sum', 'Dockerfiles', 'compose', 'README.md', 'main.go.tmpl'];

const escaped = (glob: string) => glob.replace(/[.+]/g, '\\$&').replaceAll('*', '[^/]*');
const isFound = (path: string, globs: readonly string[]) => globs.some(glob => new RegExp(`(^|/)${escaped(glob)}$`).test(path));

describe('kinds of files', () => {
  for (const [id, names] of Object.entries(SAMPLES)) {
    it(`know ${id} by its name, and editors find it`, () => {
      for (const name of names) {
        const kind = kindOf(`a/${name}`);
        assert.equal(kind?.id, id, name);
        assert.ok(isFound(`a/${name}`, globsOf(kind!.language)), `a glob for ${name}`);
      }
    });
  }

  it('know no Makefiles of automake', () => {
    for (const name of ['Makefile.am', 'Makefile.in']) assert.equal(languageOf(name), undefined, name);
  });

  it('leave other files alone', () => {
    for (const name of OTHERS) assert.equal(languageOf(`a/${name}`), undefined, name);
    for (const name of OTHERS) assert.equal(isFound(`a/${name}`, globsOf('go.mod', 'build', 'context')), false, name);
  });

  it('tell build files and files around a build apart', () => {
    assert.equal(buildFileKind('a/Makefile'), 'makefile');
    assert.equal(buildFileKind('a/Dockerfile'), undefined);
    assert.equal(contextFileKind('.go-version'), 'go-version');
    assert.equal(contextFileKind('a/go.mod'), undefined);
  });

  it('know how comments begin', () => {
    for (const name of ['a.go', 'go.mod', 'go.work', '.vscode/settings.json', 'devcontainer.json']) assert.ok(hasSlashComments(name), name);
    for (const name of ['Dockerfile', 'Makefile', 'ci.sh', 'compose.yaml', 'unknown']) assert.ok(!hasSlashComments(name), name);
  });

  it('are found by every glob', () => {
    for (const glob of globsOf('go', 'go.mod', 'dockerfile', 'build', 'context')) {
      const names = ['', 'x', '-x'].map(text => glob.replaceAll('*', text));
      assert.ok(
        names.some(name => kindOf(`a/${name}`) !== undefined),
        glob,
      );
    }
  });
});
