// biome-ignore-all lint/suspicious/noTemplateCurlyInString: texts of other languages are full of them.
/** Files that build and are traps. */
import { times } from '../shapes/shape.js';
import { files, type HostileFolder } from './folder.js';

const docker = (name: string, text: () => string): HostileFolder => files(name, () => ({ Dockerfile: text() }));
const workflow = (name: string, text: () => string): HostileFolder => files(name, () => ({ '.github/workflows/ci.yml': text() }));
const make = (name: string, text: () => string): HostileFolder => files(name, () => ({ Makefile: text() }));

export const BUILD_TRAPS: readonly HostileFolder[] = [
  docker('100,000 stages', () => times(100_000, i => `FROM golang:1.26 AS s${i}\nRUN go build .\n`)),
  docker(
    'stages that follow stages',
    () =>
      `FROM golang AS s0\n${times(5000, i => `FROM s${i} AS s${i + 1}\nCOPY --from=s${i} /a /a\nRUN go build -o /a .\nENV A${i}=$A${i}\n`)}`,
  ),
  docker(
    'variables in terms of two',
    () =>
      `FROM golang\nENV a0=go\n${times(60, i => `ENV a${i + 1}=\${a${i}}\${a${i}}\nARG b${i + 1}=\${b${i}}\${b${i}}\n`)}RUN $a60 build \${b60}\n`,
  ),
  docker(
    'variables in circles',
    () => `ARG A=\${B}\nARG B=\${A}\nFROM \${A}:\${B}\nENV X=\${Y:-\${X}} Y=\${X:-\${Y}}\nRUN \${X} \${Y} go build\n`,
  ),
  docker('20,000 variables', () => `FROM golang:1.26\n${times(20_000, i => `ENV V${i}=$V${i - 1}x\nARG W${i}=x\n`)}RUN go build .\n`),
  docker(
    '20,000 commands',
    () => `FROM golang:1.26\n${times(20_000, i => `RUN CGO_ENABLED=0 go build -o /a${i} . && GOEXPERIMENT=x${i} go test ./...\n`)}`,
  ),
  docker(
    '20,000 experiments',
    () =>
      `FROM golang:1.26\nENV GOEXPERIMENT=${times(20_000, i => `x${i},`)}y\nRUN go build .\n${times(5000, i => `ENV GOEXPERIMENT=x${i}\nRUN go build .\n`)}`,
  ),
  docker('one command of 5 MB', () => `FROM golang:1.26\nRUN ${'go build -o /a . && \\\n'.repeat(200_000)} true\n`),
  docker(
    'copies',
    () =>
      `FROM golang AS b\n${times(5000, i => `RUN go build -o /out/a${i} .\n`)}FROM scratch\n${times(5000, i => `COPY --from=b /out/* /${i}/\nCOPY --from=b /out/a${i} /x\n`)}ENTRYPOINT ["/x"]\n`,
  ),
  docker('here documents', () => `FROM golang\n${times(3000, i => `RUN <<E${i}\ngo build .\nE${i}\n`)}RUN ${'<<A '.repeat(3000)}\n`),
  docker(
    'substitutions',
    () =>
      `FROM golang\nRUN ${'$('.repeat(5000)}go build${')'.repeat(5000)}\nRUN ${'`'.repeat(20_000)}\nRUN ${'${a:-'.repeat(10_000)}\nENV x=${'${a:-'.repeat(10_000)}${'}'.repeat(10_000)}\n`,
  ),
  docker(
    'exec forms',
    () => `FROM golang\n${times(3000, () => `CMD [${'"go", '.repeat(100)}"build"]\n`)}ENTRYPOINT ${'['.repeat(100_000)}\n`,
  ),
  docker('escapes and lines', () => `# escape=\`\nFROM golang\nRUN ${'`\n'.repeat(100_000)}go build\nRUN ${'\\\n'.repeat(100_000)}\n`),
  docker(
    'platforms and sums',
    () =>
      `FROM --platform=${'$TARGETPLATFORM'.repeat(20_000)} golang@sha256:${'0'.repeat(500_000)}\nFROM ${'a/'.repeat(200_000)}golang:${'1.'.repeat(200_000)}\nRUN go build\n`,
  ),
  files('200 Dockerfiles built in 200 ways', () => ({
    'compose.yml': `services:\n${times(2000, i => `  s${i}:\n    build: {context: d${i % 200}, args: {A${i}: b, GO: '1.${i % 30}'}}\n`)}`,
    ...Object.fromEntries(
      Array.from({ length: 200 }, (_, i) => [`d${i}/Dockerfile`, `ARG GO=1.26\nFROM golang:$GO\n${'RUN go build .\n'.repeat(50)}`]),
    ),
  })),
  workflow(
    'a billion laughs',
    () =>
      `on: push\na: &a0 [go, go]\n${times(40, i => `a${i}: &a${i + 1} [${`*a${i}, `.repeat(9)}]\n`)}jobs:\n  j:\n    steps: *a40\n    strategy: {matrix: {go: *a40}}\n    env: *a40\n`,
  ),
  workflow(
    'anchors in circles',
    () => `on: push\nx: &x\n  <<: *x\n  y: *x\njobs: &j\n  j:\n    <<: *j\n    steps: &s\n      - run: go build\n      - *s\n`,
  ),
  workflow(
    'a matrix of 20 axes',
    () =>
      `on: push\njobs:\n  j:\n    strategy:\n      matrix:\n${times(20, i => `        a${i}: [${times(100, j => `${j}, `)}]\n`)}    runs-on: \${{ matrix.a0 }}\n    steps:\n      - uses: actions/setup-go@v5\n        with: {go-version: '\${{ matrix.a1 }}'}\n      - run: go build -tags \${{ matrix.a2 }}\n`,
  ),
  workflow(
    '256 cells of 3,000 steps',
    () =>
      `on: push\njobs:\n  j:\n    strategy:\n      matrix:\n        a: [${times(16, i => `${i}, `)}]\n        b: [${times(16, i => `${i}, `)}]\n        include: [${times(2000, i => `{a: ${i % 16}, c${i}: x}, `)}]\n        exclude: [${times(1000, i => `{a: ${i}, z: x}, `)}]\n    steps:\n${times(3000, () => '      - run: go build -o a${{ matrix.a }} ./${{matrix.b}}\n')}`,
  ),
  workflow(
    '5,000 jobs',
    () =>
      `on: push\njobs:\n${times(5000, i => `  j${i}:\n    needs: [j${i - 1}]\n    env: {GOFLAGS: -tags=a${i}, GOEXPERIMENT: x${i}}\n    steps:\n      - uses: actions/setup-go@v5\n        with: {go-version: 1.${i}}\n      - run: go build ./...\n`)}`,
  ),
  workflow('deep flow', () => `on: push\njobs: ${'{a: ['.repeat(50_000)}`),
  workflow('deep blocks', () => times(3000, i => `${' '.repeat(i)}a:\n`)),
  workflow('deep lists', () => `a:\n  ${'- '.repeat(100_000)}go build\n`),
  workflow(
    'expressions',
    () =>
      `on: push\njobs:\n  j:\n    steps:\n      - run: go build \${{ ${'('.repeat(50_000)}\n      - run: ${'${{ env.x }}'.repeat(50_000)}\n`,
  ),
  files('jobs that extend jobs', () => ({
    '.gitlab-ci.yml': `${times(2000, i => `j${i}:\n  extends: [j${i + 1}, j${i + 2}]\n  variables: {GOFLAGS: "$GOFLAGS -a"}\n  script: [!reference [j${i + 1}, script], go build .]\n`)}include: [/etc/passwd, ../../../../etc/passwd]\n`,
  })),
  files('deep JSON', () => ({
    '.vscode/settings.json': `{"go.toolsEnvVars": ${'{"a":['.repeat(200_000)}`,
    '.devcontainer/devcontainer.json': '['.repeat(1_000_000),
    '.devcontainer.json': `{"image": "golang:1.26", "containerEnv": {${times(30_000, i => `"GO${i}": "x", `)}"a": 1}}`,
  })),
  make('rules', () => times(30_000, i => `t${i}: t${i + 1} t${i + 2}\n\tgo build -o $@ ./$<\n`)),
  make('a chain of variables', () => times(3000, i => `t${i}: t${i + 1}\n\tgo build -o a$(V${i}) .\nV${i} = $(V${i + 1})$(V${i + 1})\n`)),
  make('variables in terms of two', () => `A0 = go\n${times(60, i => `A${i + 1} = $(A${i})$(A${i})\n`)}all:\n\t$(A60) build\n`),
  make(
    'variables in circles',
    () =>
      `A = $(B)\nB = $(A)\nexport GOFLAGS = $(GOFLAGS) -a\nGO := $(GO)\nall:\n\t$(A) $(B) $(GO) build\ninclude Makefile\n-include /etc/passwd ../../../etc/passwd\n`,
  ),
  make('calls', () => `all:\n\t${'$(call '.repeat(20_000)}go build\n\t${'$('.repeat(50_000)}\n${'define x\n'.repeat(20_000)}`),
  make('calls of make', () => `${times(5000, i => `t${i}:\n\t$(MAKE) t${i + 1} GOFLAGS=-a\n\tmake -C . t${i + 2}\n`)}`),
  make('conditions', () => `${'ifeq ($(GOOS),linux)\n'.repeat(30_000)}export CGO_ENABLED=0\n`),
  files('shell', () => ({
    'a.sh': `#!/bin/sh\n${'if true; then '.repeat(20_000)}go build\n`,
    'b.sh': `#!/bin/sh\n${times(50_000, i => `export V${i}=$V${i - 1}; go build -o a${i} . || exit 1\n`)}`,
    'c.sh': `#!/bin/sh\n${'f() { f; f; go build; }\n'.repeat(3000)}${'f;'.repeat(20_000)}\n`,
    'd.sh': `#!/bin/sh\n${times(200, i => `f${i}() { f${i + 1}; f${i + 1}; }\n`)}f200() { go build; }\nf0\n`,
    'e.sh': `#!/bin/sh\ngo build ${'"$(echo '.repeat(5000)}`,
    'f.sh': `#!/bin/sh\n${'<<A '.repeat(20_000)}\ngo build\n`,
    'g.sh': `#!/bin/sh\n. ./g.sh\nsource g.sh\nsh g.sh\n./g.sh\ngo build\n`,
    'h.sh': `#!/bin/sh\ngo build ${'a{b,c}'.repeat(5000)} ${'*?[a-z]'.repeat(20_000)}\n`,
  })),
  files('tasks', () => ({
    'Taskfile.yml': `version: '3'\nvars: {A0: go}\nincludes: {a: ., b: ./Taskfile.yml, c: /etc}\ntasks:\n${times(3000, i => `  t${i}: {deps: [t${i + 1}, t${i + 2}], vars: {A: '{{.A}}{{.A}}'}, cmds: [go build, {task: t${i + 1}}]}\n`)}`,
    '.goreleaser.yml': `builds:\n  - goos: [${times(2000, i => `a${i}, `)}]\n    goarch: [${times(2000, i => `a${i}, `)}]\n    env: [${times(5000, i => `GO${i}=x, `)}]\n    ldflags: '${'{{'.repeat(50_000)}'\n`,
    '.ko.yaml': `builds:\n${times(3000, i => `  - {id: a${i}, main: ., env: [CGO_ENABLED=${i}]}\n`)}`,
  })),
  files('ignored patterns', () => ({
    '.gitignore': `${'**/'.repeat(3000)}*.go\n${times(20_000, i => `**/a*b*c*d*${i}*/**/*.go\n`)}${'*a'.repeat(30_000)}.go\n`,
    '.dockerignore': `${'**/'.repeat(3000)}x\n${'*?'.repeat(20_000)}\n`,
    [`${'aaaaaaaa/'.repeat(30)}a.go`]: 'package a\n',
    Dockerfile: 'FROM golang\nCOPY . .\nRUN go build\n',
  })),
  files('releases', () => ({
    '.go-version': '9'.repeat(1_000_000),
    '.tool-versions': `golang ${'1.'.repeat(300_000)}\n${'golang 1.26\n'.repeat(50_000)}`,
    'mise.toml': `[tools]\n${'go = "1.26"\n'.repeat(50_000)}`,
    'flake.nix': `${'{'.repeat(100_000)}go_1_26`,
  })),
];
