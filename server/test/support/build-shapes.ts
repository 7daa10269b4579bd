/** Files that build, growing with a number in one way each. */
import type { Shape } from './go-shapes.js';

const times = (n: number, line: (i: number) => string) => Array.from({ length: n }, (_, i) => line(i)).join('');

function dockerfile(name: string, size: number, text: (n: number) => string): Shape {
  return { name, path: 'Dockerfile', size, text: n => `FROM golang:1.26\n${text(n)}\n` };
}

const DOCKERFILES: readonly Shape[] = [
  dockerfile('stages', 1000, n => times(n, i => `FROM ${i === 0 ? 'golang:1.26' : `s${i - 1}`} AS s${i}\nRUN go build -o /a .\n`)),
  dockerfile('stages that copy', 700, n => times(n, i => `FROM alpine:3.20 AS s${i}\nCOPY --from=s${i - 1} /a /a\nENTRYPOINT ["/a"]\n`)),
  dockerfile('stages that copy twice', 12, n =>
    times(n, i => `FROM alpine:3.20 AS s${i}\nCOPY --from=s${i - 1} /a /a\nCOPY --from=s${i - 1} /a /b\n`),
  ),
  dockerfile('builds', 1000, n => times(n, i => `RUN go build -o /a${i} .\n`)),
  dockerfile(
    'builds and copies',
    700,
    n => `${times(n, i => `RUN go build -o /a${i} .\n`)}FROM scratch\n${times(n, i => `COPY --from=0 /a${i} /a${i}\n`)}ENTRYPOINT ["/a1"]`,
  ),
  dockerfile('variables', 1500, n => `${times(n, i => `ENV V${i}=${i}\n`)}RUN go build -tags $V1 .`),
  dockerfile('variables and builds', 500, n => times(n, i => `ENV GOEXPERIMENT=jsonv2 V${i}=$V${i - 1}\nRUN go build -tags $V${i} .\n`)),
  dockerfile('variables in one line', 2000, n => `ENV ${times(n, i => `V${i}=${i} `)}\nRUN go build .`),
  dockerfile('variables that double', 14, n => `ENV A=x\n${times(n, () => 'ENV A=$A$A\n')}RUN go build -tags $A .`),
  dockerfile('variables that double in a shell', 14, n => `RUN A=x${times(n, () => '; A=$A$A')}; go build -tags $A .`),
  dockerfile('exports that double in a shell', 14, n => `RUN export A=x${times(n, () => ' && export A=$A$A')} && go build -tags $A .`),
  dockerfile('arguments', 1500, n => `${times(n, i => `ARG A${i}=\${A${i - 1}}x\n`)}RUN go build -tags $A1 .`),
  dockerfile('deep defaults', 500, n => `ENV GOFLAGS=${'${A:-'.repeat(n)}x${'}'.repeat(n)}\nRUN go build .`),
  dockerfile('deep defaults in a shell', 500, n => `RUN GOFLAGS=${'${A:-'.repeat(n)}x${'}'.repeat(n)} go build .`),
  dockerfile('broken defaults', 10_000, n => `ENV GOFLAGS=${'${A:-'.repeat(n)}\nRUN go build .`),
  dockerfile('broken default in FROM', 10_000, n => `FROM ${'${A:-'.repeat(n)}`),
  dockerfile('labels', 1500, n => `RUN go build .\n${times(n, i => `LABEL a${i}=b\n`)}`),
  dockerfile('continued lines', 3000, n => `RUN go build \\\n${times(n, i => ` -tags a${i} \\\n`)} .`),
  dockerfile('comments in continued lines', 5000, n => `RUN go build \\\n${times(n, () => '# a\n')} .`),
  dockerfile('blank lines in continued lines', 20_000, n => `RUN go build \\\n${'\n'.repeat(n)} .`),
  dockerfile('comments', 5000, n => `${times(n, () => '# preflight:ignore x\n')}RUN go build .`),
  dockerfile('blank lines', 20_000, n => `RUN go build .${'\r\n'.repeat(n)}USER app`),
  dockerfile('trailing blanks', 50_000, n => `RUN go build .${' '.repeat(n)}\nUSER app`),
  dockerfile('blanks', 50_000, n => `RUN go${' '.repeat(n)}build .`),
  dockerfile('tabs behind a name', 50_000, n => `FROM${'\t'.repeat(n)}scratch`),
  dockerfile('commands of one line', 1500, n => `RUN go build -o /a .${times(n, i => ` && go build -o /a${i} .`)}`),
  dockerfile('words of one command', 5000, n => `RUN go build${times(n, i => ` -a${i}`)} .`),
  dockerfile('tags', 5000, n => `RUN go build -tags=${times(n, i => `a${i},`)} .`),
  dockerfile('linker flags', 3000, n => `RUN go build -ldflags="${times(n, i => `-X main.a${i}=b `)}" .`),
  dockerfile('experiments', 2000, n => `ENV GOEXPERIMENT=${times(n, i => `jsonv${i},`)}\nRUN go build .`),
  dockerfile('experiments with blanks', 20_000, n => `ENV GOEXPERIMENT="a${' '.repeat(n)},b"\nRUN go build .`),
  dockerfile('platforms', 1000, n => times(n, i => `FROM --platform=linux/a${i} golang:1.26\nRUN GOARCH=arm64 go build .\n`)),
  dockerfile('here-documents', 700, n => times(n, () => 'RUN <<EOF\ngo build .\nEOF\n')),
  dockerfile('a long here-document', 3000, n => `RUN <<EOF\n${times(n, () => 'go build .\n')}EOF`),
  dockerfile('here-documents without an end', 2000, n => `RUN ${'<<EOF '.repeat(n)}\ngo build .`),
  dockerfile('opened here-documents', 2000, n => times(n, i => `RUN <<E${i}\n`)),
  dockerfile('escape directives', 3000, n => times(n, () => '# escape=`\n')),
  dockerfile('ONBUILD', 1000, n => times(n, () => 'ONBUILD RUN go build .\n')),
  dockerfile('ONBUILD of ONBUILD', 1000, n => `${'ONBUILD '.repeat(n)}RUN go build .`),
  dockerfile('sources of a copy', 3000, n => `RUN go build -o /a .\nFROM scratch\nCOPY --from=0 ${times(n, i => `/a${i} `)} /`),
  dockerfile(
    'stars of a copy',
    30,
    n => `RUN go build -o /${'a'.repeat(n)}b .\nFROM scratch\nCOPY --from=0 /${'a*'.repeat(n)}c /\nENTRYPOINT ["/a"]`,
  ),
  dockerfile('exec form', 3000, n => `RUN ["go", "build"${times(n, () => ', "-a"')}]`),
  dockerfile('brackets', 20_000, n => `RUN ${'['.repeat(n)}`),
  dockerfile('quotes', 20_000, n => `RUN go build ${'"\''.repeat(n)}`),
  dockerfile('backslashes', 20_000, n => `RUN go build ${'\\'.repeat(n)}`),
  dockerfile('dollars', 20_000, n => `ENV A=${'$'.repeat(n)}\nRUN go build $A`),
  dockerfile('a long tag', 50_000, n => `FROM golang:${'1.'.repeat(n)}`),
  dockerfile('a long reference', 30_000, n => `FROM ${'a/'.repeat(n)}golang:1@`),
  dockerfile('packages', 2000, n => `RUN apk add ${times(n, i => `a${i} `)}gcc\nRUN CGO_ENABLED=1 go build .`),
  dockerfile('installs', 1000, n => times(n, i => `RUN apk add --no-cache gcc${i}\nRUN go build .\n`)),
];

function shell(name: string, size: number, text: (n: number) => string): Shape {
  return { name, path: 'build.sh', size, text: n => `#!/bin/sh\ngo build -o a .\n${text(n)}\n` };
}

const SCRIPTS: readonly Shape[] = [
  shell('commands', 1500, n => times(n, i => `go build -o a${i} .\n`)),
  shell('assignments', 2000, n => times(n, i => `A${i}=$A${i - 1}\nexport A${i}\n`)),
  shell('assignments that double', 14, n => `A=x\n${times(n, () => 'A=$A$A\n')}go build -tags $A .`),
  shell('assignments that double in a row', 14, n => `A0=x\n${times(n, i => `A${i + 1}=$A${i}$A${i}\n`)}go build -tags $A${n} .`),
  shell('functions', 1000, n => `${times(n, i => `f${i}() { go build -o a${i} .; }\n`)}f0`),
  shell('functions called twice', 12, n => `f0() { go build .; }\n${times(n, i => `f${i + 1}() { f${i}; f${i}; }\n`)}f${n}`),
  shell('a function of itself', 1000, n => `f() { go build .; ${'f; '.repeat(n)}}\nf`),
  shell('calls of a function', 1000, n => `f() { A=1; go build .; }\n${'f\n'.repeat(n)}`),
  shell('and', 1500, n => `true${' && go build .'.repeat(n)}`),
  shell('or', 1500, n => `true${' || go build .'.repeat(n)}`),
  shell('and, or', 1000, n => `true${' && go build . || exit 1'.repeat(n)}`),
  shell('deep subshells', 3000, n => `${'('.repeat(n)}go build .${')'.repeat(n)}`),
  shell('deep groups', 3000, n => `${'{ '.repeat(n)}go build .${'; }'.repeat(n)}`),
  shell('deep ifs', 1500, n => `${'if true; then '.repeat(n)}go build .${'; fi'.repeat(n)}`),
  shell('deep substitutions', 3000, n => `A=${'$('.repeat(n)}go build .${')'.repeat(n)}`),
  shell('deep negations', 3000, n => `${'! '.repeat(n)}go build .`),
  shell('ifs', 1000, n => times(n, () => 'if test -n "$A"; then go build .; else A=1; fi\n')),
  shell('elifs', 1000, n => `if a; then go build .; ${'elif b; then go build .; '.repeat(n)}fi`),
  shell('cases', 1000, n => `case $A in\n${times(n, i => `a${i}) go build . ;;\n`)}esac`),
  shell('loops', 1000, n => times(n, () => 'for a in b c; do GOOS=$a go build .; done\n')),
  shell('pipes', 2000, n => `go build .${' | cat'.repeat(n)}`),
  shell('comments', 3000, n => `${'# preflight:ignore x\n'.repeat(n)}go build .`),
  shell('words --', 5000, n => `go build${' --'.repeat(n)} .`),
  shell('exports', 3000, n => `export${times(n, i => ` A${i}`)}\ngo build .`),
  shell('a long export', 10_000, n => `declare${' -r'.repeat(n)} A\ngo build .`),
  shell('blank lines', 30_000, n => `${'\r\n'.repeat(n)}go build -o b .`),
  shell('blanks', 30_000, n => `go build${' '.repeat(n)}-o b .`),
  shell('here-documents', 60, n => times(n, () => 'cat <<EOF\ngo build\nEOF\n')),
  shell('quotes', 20_000, n => `go build ${'"'.repeat(n)}`),
  shell('backquotes', 20_000, n => `go build ${'`'.repeat(n)}`),
  shell('dollars', 20_000, n => `go build ${'$'.repeat(n)}`),
  shell('brackets', 20_000, n => `go build ${'[['.repeat(n)}`),
  shell('sanitizers', 3000, n => `go build${' -race -msan'.repeat(n)} .`),
  shell('go env', 1000, n => times(n, i => `go env -w GOFLAGS=-a${i}\ngo build .\n`)),
  shell('cd', 1000, n => times(n, i => `cd a${i}\ngo build .\n`)),
  shell('a long directory', 15_000, n => `cd ${'a/../'.repeat(n)}b\ngo build .`),
];

function makefile(name: string, size: number, text: (n: number) => string): Shape {
  return { name, path: 'Makefile', size, text: n => `all:\n\tgo build .\n\n${text(n)}\n` };
}

const MAKEFILES: readonly Shape[] = [
  makefile('rules', 1500, n => times(n, i => `t${i}: t${i - 1}\n\tgo build .\n`)),
  makefile('rules that need two', 14, n => times(n, i => `t${i}: t${i - 1} t${i - 2}\n\tgo build .\n`)),
  makefile('rules that need all', 120, n => times(n, i => `t${i}: ${times(i, j => `t${j} `)}\n\tgo build .\n`)),
  makefile('lines of a recipe', 2000, n => `b:\n${'\tgo build .\n'.repeat(n)}`),
  makefile('targets of a rule', 3000, n => `${times(n, i => `t${i} `)}:\n\tgo build .`),
  makefile('prerequisites', 3000, n => `b: ${times(n, i => `t${i} `)}\n\tgo build .`),
  makefile('variables', 2000, n => `${times(n, i => `A${i} = $(A${i - 1})\n`)}b:\n\tgo build $(A${n - 1})`),
  makefile('variables of two', 14, n => `A0 = x\n${times(n, i => `A${i + 1} = $(A${i})$(A${i})\n`)}b:\n\tgo build $(A${n})`),
  makefile(
    'exported variables of two',
    14,
    n => `export A0 = x\n${times(n, i => `export A${i + 1} = $(A${i})$(A${i})\n`)}b:\n\tgo build $(A${n})`,
  ),
  makefile('a variable of many', 2000, n => `A = ${times(n, () => '$(B)')}\nB = 1\nb:\n\tgo build $(A)`),
  makefile('holes', 2000, n => `b:\n\tgo build ${'$(A) '.repeat(n)}`),
  makefile('open holes', 20_000, n => `b:\n\tgo build ${'$('.repeat(n)}`),
  makefile('own variables', 1000, n => times(n, i => `b${i}: export A = ${i}\nb${i}:\n\tgo build .\n`)),
  makefile('own variables of one', 1000, n => `${times(n, i => `b: export A${i} = ${i}\n`)}b:\n\tgo build .\n`),
  makefile('exports', 3000, n => `export ${times(n, i => `A${i} `)}`),
  makefile('prefixes', 5000, n => `${'export '.repeat(n)}A B C`),
  makefile('ifdefs', 2000, n => times(n, () => 'ifdef A\nB = 1\nendif\n')),
  makefile('continued lines', 3000, n => `b:\n\tgo build \\\n${times(n, () => ' -a \\\n')} .`),
  makefile('backslashes', 20_000, n => `A = ${'\\'.repeat(n)}b`),
  makefile('blanks in a value', 50_000, n => `A = b${' '.repeat(n)}c`),
  makefile('blanks before a colon', 50_000, n => `a${' '.repeat(n)}b`),
  makefile('blanks in an export', 50_000, n => `export a${' '.repeat(n)}=`),
  makefile('blank lines', 20_000, n => `${'\r\n'.repeat(n)}b:\n\tgo build .`),
  makefile('blanks in a recipe', 50_000, n => `b:\n\t${' '.repeat(n)}go build .`),
  makefile('signs in a recipe', 20_000, n => `b:\n\t${'-@+'.repeat(n)}go build .`),
  makefile('comments', 5000, n => `${'# preflight:ignore x\n'.repeat(n)}b:\n\tgo build .`),
  makefile('hashes', 20_000, n => `A = ${'\\#'.repeat(n)}`),
  makefile('calls of make', 1000, n => `b:\n${times(n, i => `\t$(MAKE) t${i}\n`)}`),
];

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

export const BUILD_SHAPES: readonly Shape[] = [...DOCKERFILES, ...SCRIPTS, ...MAKEFILES, ...YAML, ...OTHERS];
