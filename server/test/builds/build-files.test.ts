/** What each kind of build file says: values, their places, and what stays unknown. */
import assert from 'node:assert/strict';
import { buildFileKind, languageOf } from '../../src/engine/builds/kinds.js';
import { goFlag, goSetting } from '../../src/engine/shell/go-command.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { cut, names, readBuild, seen } from './build-file-reading.js';

describe('build files', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  const read = (path: string, text: string) => readBuild(engine, path, text);

  it('are told apart by name and folder', () => {
    const kinds = {
      'a/.github/workflows/ci.yml': 'github-actions',
      'a/.github/dependabot.yml': undefined,
      '.gitlab-ci.yml': 'gitlab-ci',
      'compose.override.yaml': 'compose',
      'docker-compose.yml': 'compose',
      'sub/Makefile': 'makefile',
      'build.mk': 'makefile',
      'Taskfile.dist.yml': 'taskfile',
      'x/build.sh': 'shell',
      '.goreleaser.nightly.yaml': 'goreleaser',
      '.ko.yaml': 'ko',
      '.devcontainer/devcontainer.json': 'devcontainer',
      '.vscode/settings.json': 'vscode',
      'settings.json': undefined,
      'go.work': 'go.work',
    };
    for (const [path, kind] of Object.entries(kinds)) {
      assert.equal(buildFileKind(path), kind, path);
      assert.equal(languageOf(path), kind && 'build', path);
    }
  });

  it('Makefile: exports, own variables of targets, continued recipes', () => {
    const text = `GO ?= go
LDFLAGS = -s -w
export CGO_ENABLED := 0
TAGS := $(shell git describe)

.PHONY: build
build: export GOEXPERIMENT = jsonv2
build: deps
\t@echo building
\t@GOOS=linux $(GO) build -ldflags="$(LDFLAGS)" \\
\t\t-tags $(TAGS) -o bin/app .

ifeq ($(CI),1)
GOARCH = arm64
endif
`;
    const facts = read('Makefile', text);
    assert.deepEqual(names(facts), ['build']);
    assert.deepEqual(seen(facts, text, 'CGO_ENABLED'), ['0', 'CGO_ENABLED := 0']);
    assert.deepEqual(seen(facts, text, 'GOEXPERIMENT'), ['jsonv2', 'GOEXPERIMENT = jsonv2']);
    assert.deepEqual(seen(facts, text, 'GOOS'), ['linux', 'GOOS=linux']);
    const command = facts.units[0]!.commands[0]!;
    const flags = goFlag(command, 'ldflags');
    assert.ok(flags && flags !== 'unknown');
    assert.equal(flags.text, '-s -w');
    assert.equal(goSetting(command, 'GOARCH'), 'unknown', 'a caller may set it');
  });

  it('Makefile: rules that a template makes, targets named by variables', () => {
    const text = `NAMES := api worker
OUT := bin/tool
define rules
build-$(1):
\tGOOS=linux go build -o bin/$(1) ./cmd/$(1)
endef
$(foreach n,$(NAMES),$(eval $(call rules,$(n))))
$(OUT):
\tgo build -o $(OUT) ./tool
$(EMPTY):
\tgo vet ./...
`;
    const facts = read('Makefile', text);
    assert.deepEqual(names(facts), ['build-api', 'build-worker', 'bin/tool', '$(EMPTY)']);
    assert.deepEqual(
      facts.units.slice(0, 3).map(u => u.commands[0]!.packages),
      [['./cmd/api'], ['./cmd/worker'], ['./tool']],
    );
    assert.ok(facts.make, 'everything is known of it');
    assert.equal(read('Makefile', text.replace('$(NAMES)', '$(shell ls cmd)')).make, undefined, 'of which names nobody knows');
  });

  it('Taskfile, script, go.work', () => {
    const task = `version: '3'
vars: {OUT: bin/app}
env: {CGO_ENABLED: '0'}
tasks:
  build:
    cmds:
      - go build -o {{.OUT}} .
      - cmd: go vet ./...
`;
    const facts = read('Taskfile.yml', task);
    assert.deepEqual(seen(facts, task, 'CGO_ENABLED', 1)[0], '0');
    assert.equal((goFlag(facts.units[0]!.commands[0]!, 'o') as { text?: string }).text, 'bin/app');
    const script = '#!/bin/sh\nset -e\nexport GOEXPERIMENT=jsonv2\nif [ -n "$X" ]; then CGO_ENABLED=0 go build; fi\n';
    const shell = read('build.sh', script);
    assert.deepEqual(seen(shell, script, 'GOEXPERIMENT'), ['jsonv2', 'GOEXPERIMENT=jsonv2']);
    assert.deepEqual(read('go.work', 'go 1.25\ntoolchain go1.26.1\nuse ./a\n').units[0]!.go!.version, { major: 1, minor: 26, patch: 1 });
  });

  it('goreleaser and ko: entries as go builds', () => {
    const text = `version: 2
before:
  hooks: [go mod tidy]
builds:
  - id: app
    env:
      - CGO_ENABLED=0
    goos: [linux, darwin]
    goarch: [amd64]
    flags: [-trimpath]
    ldflags:
      - -s -w
      - -X main.version={{ .Version }}
    tags: [netgo, osusergo]
    hooks:
      before: make
`;
    const facts = read('.goreleaser.yaml', text);
    assert.deepEqual(names(facts), ['app']);
    assert.deepEqual(seen(facts, text, 'CGO_ENABLED'), ['0', 'CGO_ENABLED=0']);
    assert.deepEqual(seen(facts, text, 'GOARCH')[0], 'amd64');
    const command = facts.units[0]!.commands[0]!;
    assert.equal((goFlag(command, 'tags') as { text?: string }).text, 'netgo,osusergo');
    assert.equal((goFlag(command, 'ldflags') as { text?: string }).text, undefined, 'a template is unknown');
    assert.equal((goSetting(command, 'GOOS') as { text?: string }).text, undefined, 'two systems');
    assert.equal(cut(text, facts.misplaced[0]!.span), 'before');
    const ko = read('.ko.yaml', 'builds:\n- id: x\n  flags: [-v]\n');
    assert.deepEqual(seen(ko, '', 'CGO_ENABLED')[0], '0');
  });

  it('devcontainer, VS Code settings, compose', () => {
    const dev =
      '{ // comment\n"image": "mcr.microsoft.com/devcontainers/go:1-1.25-bookworm",\n"containerEnv": {"GOEXPERIMENT": "jsonv2",},\n}';
    const facts = read('.devcontainer/devcontainer.json', dev);
    assert.deepEqual(facts.units[0]!.go!.version, { major: 1, minor: 25 });
    assert.equal(facts.units[0]!.experiments[0]!.text, 'jsonv2');
    assert.equal(cut(dev, facts.units[0]!.experiments[0]!.word!.span), 'jsonv2');
    const code = '{"go.toolsEnvVars": {"GOOS": "linux"}, "go.buildTags": "integration"}';
    const vscode = read('.vscode/settings.json', code);
    assert.deepEqual(seen(vscode, code, 'GOOS')[0], 'linux');
    assert.equal((goFlag(vscode.units[0]!.commands[0]!, 'tags') as { text?: string }).text, 'integration');
    const compose =
      'services:\n  api:\n    build:\n      context: .\n      args:\n        - GOEXPERIMENT=jsonv2\n  db: {image: postgres}\n';
    assert.deepEqual(names(read('compose.yaml', compose)), ['api']);
  });
});
