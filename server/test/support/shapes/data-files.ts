// biome-ignore-all lint/suspicious/noTemplateCurlyInString: texts of other languages are full of them.
/** YAML, JSON and lines that grow. */
import { type Shape, times } from './shape.js';

function workflow(name: string, size: number, text: (n: number) => string): Shape {
  return { name, path: '.github/workflows/ci.yml', size, text: n => `on: push\nenv: {GOFLAGS: -a}\njobs:\n${text(n)}\n` };
}

const job = (i: number, more = '') =>
  `  j${i}:\n    runs-on: ubuntu-latest\n${more}    steps:\n      - uses: actions/setup-go@v5\n        with: {go-version: '1.26'}\n      - run: go build ./...\n`;

const YAML: readonly Shape[] = [
  workflow('jobs', 300, n => times(n, i => job(i))),
  workflow('steps', 700, n => `${job(0)}${times(n, i => `      - run: go build -o a${i} .\n`)}`),
  workflow('lines of a step', 2000, n => `${job(0)}      - run: |\n${times(n, i => `          go build -o a${i} .\n`)}`),
  workflow('matrix axes', 6, n => job(0, `    strategy:\n      matrix:\n${times(n, i => `        a${i}: [1, 2, 3, 4]\n`)}`)),
  workflow('matrix values', 400, n =>
    job(0, `    strategy:\n      matrix:\n        go: [${times(n, i => `'1.${i}', `)}]\n        os: [a, b]\n`),
  ),
  workflow('matrix inclusions', 400, n =>
    job(
      0,
      `    strategy:\n      matrix:\n        go: ['1.26']\n        include:\n${times(n, i => `          - {go: '1.${i}', os: a${i}}\n`)}`,
    ),
  ),
  workflow('variables', 1500, n => `${job(0)}        env:\n${times(n, i => `          A${i}: \${{ env.A${i - 1} }}\n`)}`),
  workflow('expressions', 3000, n => `${job(0)}      - run: go build ${'${{ env.A }} '.repeat(n)}`),
  workflow('open expressions', 10_000, n => `${job(0)}      - run: go build ${'${{ '.repeat(n)}`),
  workflow('anchors', 400, n => `${job(0)}${times(n, i => `      - &a${i} {run: go build .}\n      - *a${i}\n`)}`),
  workflow('anchors of anchors', 8, n => `${job(0)}\nx:\n  a0: &a0 [go]\n${times(n, i => `  a${i + 1}: &a${i + 1} [*a${i}, *a${i}]\n`)}`),
  workflow('merges', 300, n => `${job(0)}\nx:\n  a0: &a0 {go: 1}\n${times(n, i => `  a${i + 1}: &a${i + 1} {<<: *a${i}, b${i}: 1}\n`)}`),
  workflow('deep flow', 1500, n => `  a: ${'['.repeat(n)}go build${']'.repeat(n)}`),
  workflow('open flow', 1500, n => `  a: ${'['.repeat(n)}`),
  workflow('open maps', 1500, n => `  a: ${'{a: '.repeat(n)}`),
  workflow('deep maps', 300, n => times(n, i => `${' '.repeat(i + 2)}a:\n`)),
  workflow('deep lists', 3000, n => `  a: \n    ${'- '.repeat(n)}go build`),
  workflow('keys', 4000, n => times(n, i => `  a${i}: go build\n`)),
  workflow('the same key', 4000, n => times(n, () => '  a: go build\n')),
  workflow('documents', 1500, n => `${job(0)}${times(n, () => '---\na: b\n')}`),
  workflow('comments', 5000, n => `${'# preflight:ignore x\n'.repeat(n)}${job(0)}`),
  workflow('blank lines', 20_000, n => `${job(0)}${'\r\n'.repeat(n)}`),
  workflow('blanks', 30_000, n => `  a: b${' '.repeat(n)}c`),
  workflow('question marks', 5000, n => `  ${'? '.repeat(n)}`),
  workflow('colons', 20_000, n => `  ${':'.repeat(n)}`),
  workflow('quotes', 20_000, n => `  a: "${'\\'.repeat(n)}`),
  workflow('tags', 5000, n => `  a: ${'!a '.repeat(n)}`),
  workflow('stars', 3000, n => `  a: [${'*a, '.repeat(n)}]`),
  {
    name: 'extends',
    path: '.gitlab-ci.yml',
    size: 400,
    text: n => times(n, i => `j${i}:\n  extends: [j${i - 1}, j${i - 2}]\n  image: golang:1.26\n  script: [go build .]\n`),
  },
  {
    name: 'extends all',
    path: '.gitlab-ci.yml',
    size: 60,
    text: n => times(n, i => `j${i}:\n  extends: [${times(i, j => `j${j}, `)}]\n  script: [go build .]\n`),
  },
  {
    name: 'extends in a circle',
    path: '.gitlab-ci.yml',
    size: 60,
    text: n => times(n, i => `j${i}:\n  extends: [${times(n, j => `j${j}, `)}]\n  script: [go build .]\n`),
  },
  {
    name: 'jobs',
    path: '.gitlab-ci.yml',
    size: 400,
    text: n => times(n, i => `j${i}:\n  image: golang:1.26\n  variables: {A: $B}\n  script: [go build .]\n`),
  },
  {
    name: 'references',
    path: '.gitlab-ci.yml',
    size: 300,
    text: n =>
      times(n, i => `j${i}:\n  script:\n    - !reference [j${i - 1}, script]\n    - !reference [j${i - 1}, script]\n    - go build .\n`),
  },
  {
    name: 'steps of one job',
    path: 'azure-pipelines.yml',
    size: 4000,
    text: n => `pool: {vmImage: ubuntu-latest}\nsteps:\n${times(n, () => '- script: go vet .\n')}`,
  },
  {
    name: 'services',
    path: 'compose.yml',
    size: 400,
    text: n =>
      `services:\n${times(n, i => `  s${i}:\n    build: {context: ., args: {GO_VERSION: '1.26', A: b}}\n    platform: linux/amd64\n    image: golang:1.26\n`)}`,
  },
  {
    name: 'arguments',
    path: 'compose.yml',
    size: 1500,
    text: n => `services:\n  s:\n    build:\n      context: .\n      args:\n${times(n, i => `        A${i}: golang\n`)}`,
  },
  {
    name: 'tasks',
    path: 'Taskfile.yml',
    size: 300,
    text: n =>
      `version: '3'\ntasks:\n${times(n, i => `  t${i}:\n    deps: [t${i - 1}, t${i - 2}]\n    cmds: [go build ., {task: t${i - 1}}]\n`)}`,
  },
  {
    name: 'variables of tasks',
    path: 'Taskfile.yml',
    size: 14,
    text: n =>
      `version: '3'\nvars:\n  A0: go\n${times(n, i => `  A${i + 1}: '{{.A${i}}}{{.A${i}}}'\n`)}tasks:\n  t:\n    cmds: ['go build {{.A${n}}}']\n`,
  },
  {
    name: 'builds',
    path: '.goreleaser.yaml',
    size: 300,
    text: n =>
      `builds:\n${times(n, i => `  - id: a${i}\n    goos: [linux, windows]\n    goarch: [amd64, arm64]\n    env: [CGO_ENABLED=0]\n    hooks: {pre: go generate ./...}\n`)}`,
  },
  {
    name: 'targets',
    path: '.goreleaser.yaml',
    size: 400,
    text: n => `builds:\n  - goos: [${times(n, i => `a${i}, `)}]\n    goarch: [${times(n, i => `a${i}, `)}]\n`,
  },
  {
    name: 'templates',
    path: '.goreleaser.yaml',
    size: 3000,
    text: n => `builds:\n  - ldflags: "${'{{ .Version }} '.repeat(n)}"\n    env: ["${'{{'.repeat(n)}"]\n`,
  },
  {
    name: 'builds',
    path: '.ko.yaml',
    size: 300,
    text: n => `defaultBaseImage: golang\nbuilds:\n${times(n, i => `  - id: a${i}\n    env: [CGO_ENABLED=0]\n    ldflags: [-s]\n`)}`,
  },
];

const OTHERS: readonly Shape[] = [
  {
    name: 'requirements',
    path: 'go.mod',
    size: 2000,
    text: n => `module ex.com/w\n\ngo 1.26\n\nrequire (\n${times(n, i => `\tex.com/a${i} v1.0.0 // indirect\n`)})\n`,
  },
  {
    name: 'replacements',
    path: 'go.mod',
    size: 2000,
    text: n => `module ex.com/w\n\ngo 1.26\n${times(n, i => `replace ex.com/a${i} => ./a${i}\n`)}`,
  },
  { name: 'blanks', path: 'go.mod', size: 50_000, text: n => `module ex.com/w\n\ngo${' '.repeat(n)}1.26${' '.repeat(n)}x\n` },
  { name: 'blank lines', path: 'go.mod', size: 30_000, text: n => `module ex.com/w\n${'\r\n'.repeat(n)}go 1.26\n` },
  { name: 'open blocks', path: 'go.mod', size: 5000, text: n => 'require (\n'.repeat(n) },
  { name: 'godebugs', path: 'go.mod', size: 2000, text: n => `module ex.com/w\n\ngo 1.26\n${times(n, i => `godebug a${i}=1\n`)}` },
  { name: 'uses', path: 'go.work', size: 3000, text: n => `go 1.26\nuse (\n${times(n, i => `\t./a${i}\n`)})\n` },
  { name: 'patterns', path: '.gitignore', size: 3000, text: n => times(n, i => `**/a${i}/*.go\n`) },
  { name: 'stars', path: '.gitignore', size: 20_000, text: n => `${'*'.repeat(n)}.go${'*'.repeat(n)}x\n` },
  { name: 'blanks', path: '.gitignore', size: 30_000, text: n => `a${' '.repeat(n)}b\n` },
  { name: 'tools', path: '.tool-versions', size: 3000, text: n => `${times(n, i => `a${i} 1\n`)}golang 1.26\n` },
  { name: 'a long release', path: '.go-version', size: 30_000, text: n => `1.${'2'.repeat(n)}x\n` },
  { name: 'deep lists', path: '.vscode/settings.json', size: 5000, text: n => `{"go.toolsEnvVars": ${'['.repeat(n)}` },
  { name: 'deep maps', path: '.vscode/settings.json', size: 5000, text: n => `{"go.toolsEnvVars": ${'{"a":'.repeat(n)}1${'}'.repeat(n)}}` },
  {
    name: 'variables',
    path: '.vscode/settings.json',
    size: 2000,
    text: n => `{"go.toolsEnvVars": {${times(n, i => `"A${i}": "go", `)}"GOFLAGS": "-a"}}`,
  },
  { name: 'comments', path: '.vscode/settings.json', size: 5000, text: n => `{${'/* go */ // x\n'.repeat(n)}"go.toolsEnvVars": {}}` },
  {
    name: 'variables',
    path: '.devcontainer.json',
    size: 2000,
    text: n => `{"image": "golang:1.26", "containerEnv": {${times(n, i => `"A${i}": "go", `)}"GOFLAGS": "-a"}}`,
  },
];

export const DATA_FILES: readonly Shape[] = [...YAML, ...OTHERS];
