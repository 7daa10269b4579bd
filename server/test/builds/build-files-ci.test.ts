/** What files of CI and of containers say: values, their places, and what stays unknown. */
import assert from 'node:assert/strict';
import { goSetting } from '../../src/engine/shell/go-command.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { cut, names, readBuild, seen } from './build-file-reading.js';

describe('build files of CI', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  const read = (path: string, text: string) => readBuild(engine, path, text);

  it('GitHub: setup-go, env at three levels, a matrix and run scripts', () => {
    const text = `name: ci
on: push
env:
  CGO_ENABLED: 0
jobs:
  test:
    strategy:
      matrix:
        go: ['1.25', "1.26"]
        os: [ubuntu-latest]
        include:
          - go: '1.26'
            exp: jsonv2
    env:
      GOEXPERIMENT: \${{ matrix.exp }}
    steps:
      - uses: actions/setup-go@v5
        with:
          go-version: \${{ matrix.go }}
      - name: Test
        env: {GOFLAGS: -mod=mod}
        run: |
          cd sub
          GOARCH=arm64 go build \\
            -tags netgo ./...
  lint:
    steps: [{run: echo no tools}]
`;
    const facts = read('.github/workflows/ci.yml', text);
    assert.deepEqual(names(facts), ['test (1.25)', 'test (1.26, jsonv2)']);
    assert.equal(facts.complete, true);
    const [older, newer] = facts.units;
    assert.deepEqual(older!.go!.version, { major: 1, minor: 25 });
    assert.equal(cut(text, older!.go!.span), '1.25');
    assert.equal(cut(text, newer!.go!.span), '1.26');
    assert.deepEqual(seen(facts, text, 'CGO_ENABLED'), ['0', 'CGO_ENABLED: 0']);
    assert.deepEqual(seen(facts, text, 'GOFLAGS'), ['-mod=mod', 'GOFLAGS: -mod=mod']);
    assert.deepEqual(seen(facts, text, 'GOARCH'), ['arm64', 'GOARCH=arm64']);
    const command = newer!.commands[0]!;
    assert.equal((goSetting(command, 'GOEXPERIMENT') as { text?: string }).text, 'jsonv2');
    assert.equal(cut(text, command.flags.written[0]!.span), '-tags netgo');
    assert.equal((goSetting(older!.commands[0]!, 'GOEXPERIMENT') as { text?: string }).text, undefined, 'no cell gives it');
  });

  it('GitHub: releases that a text does not name stay unknown', () => {
    const of = (version: string) =>
      read('.github/workflows/x.yml', `jobs:\n  a:\n    steps:\n      - uses: actions/setup-go@v5\n        with:\n          ${version}\n`)
        .units[0]!.go!;
    assert.equal(of('go-version: stable').version, undefined);
    assert.equal(of('go-version: 1.x').version, undefined);
    assert.equal(of("go-version: '>=1.22'").version, undefined);
    assert.deepEqual(of('go-version: 1.22.x').version, { major: 1, minor: 22 });
    assert.deepEqual(of('go-version: 1.20').version, { major: 1, minor: 2 });
    assert.equal(of('go-version: 1.20').written, '1.20');
    assert.equal(of('go-version-file: go.mod').file, 'go.mod');
    assert.equal(of(`go-version: \${{ inputs.go }}`).text, undefined);
  });

  it('GitHub: a variable written to GITHUB_ENV is unknown, others of Go are unset', () => {
    const text = `jobs:
  a:
    steps:
      - run: echo "GOEXPERIMENT=jsonv2" >> $GITHUB_ENV
      - run: go test ./...
`;
    const command = read('.github/workflows/x.yml', text).units[0]!.commands[0]!;
    assert.equal((goSetting(command, 'GOEXPERIMENT') as { text?: string }).text, undefined);
    assert.equal(goSetting(command, 'CGO_ENABLED'), undefined);
  });

  it('GitLab: image, variables, extended jobs', () => {
    const text = `variables:
  GO_VERSION: "1.25"
default:
  image: golang:$GO_VERSION
.base:
  variables: {CGO_ENABLED: "0"}
build:
  extends: .base
  script:
    - export GOOS=linux
    - go build -o app .
`;
    const facts = read('.gitlab-ci.yml', text);
    assert.deepEqual(names(facts), ['build']);
    assert.equal(facts.units[0]!.image?.text, 'golang:1.25');
    assert.deepEqual(seen(facts, text, 'CGO_ENABLED'), ['0', 'CGO_ENABLED: "0"']);
    assert.deepEqual(seen(facts, text, 'GOOS'), ['linux', 'GOOS=linux']);
  });

  it('an official golang image of a job names its release and keeps it', () => {
    const gitlab = read(
      '.gitlab-ci.yml',
      'image: golang:1.25-alpine\nbuild: {script: [go build .]}\nauto: {variables: {GOTOOLCHAIN: auto}, script: [go build .]}\n',
    );
    assert.deepEqual(
      gitlab.units.map(u => [u.name, u.go?.version, u.go?.fixed]),
      [
        ['build', { major: 1, minor: 25 }, true],
        ['auto', { major: 1, minor: 25 }, false],
      ],
    );
    const github = read(
      '.github/workflows/x.yml',
      'jobs:\n  a:\n    container: golang:1.24\n    steps: [{run: go env -w GOTOOLCHAIN=auto; go test ./...}]\n',
    );
    assert.deepEqual([github.units[0]!.go?.version, github.units[0]!.go?.fixed], [{ major: 1, minor: 24 }, true]);
    const proxied = read('.gitlab-ci.yml', 'image: $CI_DEPENDENCY_PROXY_GROUP_IMAGE_PREFIX/golang:1.25\nbuild: {script: [go build .]}\n');
    assert.deepEqual([proxied.units[0]!.go?.version, proxied.units[0]!.go?.fixed], [{ major: 1, minor: 25 }, true]);
    const own = read(
      '.gitlab-ci.yml',
      'variables: {CI_DEPENDENCY_PROXY_GROUP_IMAGE_PREFIX: example.com}\nimage: $CI_DEPENDENCY_PROXY_GROUP_IMAGE_PREFIX/golang:1.25\nbuild: {script: [go build .]}\n',
    );
    assert.equal(own.units[0]!.go, undefined);
    const other = read('.gitlab-ci.yml', 'image: example.com/golang:1.25\nbuild: {script: [go build .]}\n');
    assert.equal(other.units[0]!.go, undefined);
  });

  it('compose variables count where the image holds Go; tests of the editor have variables of their own', () => {
    const compose = read(
      'compose.yaml',
      'services:\n  dev: {image: "golang:1.26", environment: {GOEXPERIMENT: arenas}}\n  app: {image: app, environment: {GOEXPERIMENT: x}}\n',
    );
    assert.deepEqual(names(compose), ['dev']);
    assert.deepEqual(
      compose.units[0]!.experiments.map(e => e.text),
      ['arenas'],
    );
    const editor = read('.vscode/settings.json', '{"go.testEnvVars": {"GOEXPERIMENT": "synctest"}}');
    assert.deepEqual(
      editor.units[0]!.experiments.map(e => e.text),
      ['synctest'],
    );
  });

  it('GitHub: members of `include` without other keys of a matrix are jobs of their own', () => {
    const text = `on: push
jobs:
  images:
    strategy:
      matrix:
        include:
          - {context: a, platforms: "linux/amd64,linux/arm64"}
          - {context: b, platforms: linux/amd64}
    steps:
      - uses: docker/build-push-action@v6
        with:
          context: \${{ matrix.context }}
          platforms: \${{ matrix.platforms }}
`;
    const built = read('.github/workflows/images.yml', text).images.map(({ dockerfile, platforms }) => [dockerfile, platforms]);
    assert.deepEqual(built, [
      ['../../a/Dockerfile', ['linux/amd64', 'linux/arm64']],
      ['../../b/Dockerfile', ['linux/amd64']],
    ]);
  });

  it('Travis runs on Linux with amd64 unless a key says otherwise', () => {
    const machine = (line: string) => {
      const { system, arch } = read('.travis.yml', `language: go\n${line}script: go build .\n`).units[0]!;
      return [system, arch];
    };
    assert.deepEqual(machine(''), ['linux', 'amd64']);
    assert.deepEqual(machine('os: osx\n'), [undefined, undefined]);
    assert.deepEqual(machine('arch: arm64\n'), [undefined, undefined]);
  });

  it('GitLab: what an included file may set is unknown; templates of GitLab set nothing of Go', () => {
    const of = (include: string) => {
      const unit = read(
        '.gitlab-ci.yml',
        `${include}\nimage: golang:1.25\nbuild:\n  variables: {CGO_ENABLED: "0"}\n  script: [go build .]\n`,
      ).units[0]!;
      const seen = goSetting(unit.commands[0]!, 'GOEXPERIMENT');
      return [seen, (goSetting(unit.commands[0]!, 'CGO_ENABLED') as { text?: string }).text, unit.go?.fixed];
    };
    assert.deepEqual(of(''), [undefined, '0', true]);
    assert.deepEqual(of('include: [{local: ci/go.yml}]'), ['unknown', '0', true]);
    assert.deepEqual(of('include: ci/go.yml'), ['unknown', '0', true]);
    assert.deepEqual(of('include: {project: a/b, file: go.yml}'), ['unknown', '0', true]);
    assert.deepEqual(of('include: [{template: Jobs/SAST.gitlab-ci.yml}]'), [undefined, '0', true]);
  });

  it('GitHub: a reusable workflow knows none of its inputs, and the job that calls it runs nothing itself', () => {
    const caller = read('.github/workflows/a.yml', 'jobs:\n  a:\n    uses: ./.github/workflows/go.yml\n    with: {go: "1.25"}\n');
    assert.deepEqual(caller.units, []);
    const text = `on: {workflow_call: {inputs: {go: {type: string, default: '1.24'}, exp: {type: string}}}}
jobs:
  a:
    env: {GOEXPERIMENT: "\${{ inputs.exp }}"}
    steps:
      - uses: actions/setup-go@v5
        with: {go-version: "\${{ inputs.go }}"}
      - run: go test ./...
`;
    const [unit] = read('.github/workflows/go.yml', text).units;
    assert.deepEqual([unit!.go!.text, unit!.go!.version], [undefined, undefined]);
    assert.equal((goSetting(unit!.commands[0]!, 'GOEXPERIMENT') as { text?: string }).text, undefined);
  });
});
