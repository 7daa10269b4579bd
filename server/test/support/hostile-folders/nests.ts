// biome-ignore-all lint/suspicious/noTemplateCurlyInString: texts of other languages are full of them.
/** Folders of files in which one construct stands in itself, grows by itself, or is one line. */
import { times } from '../shapes/shape.js';
import { files, type HostileFolder } from './folder.js';

const code = (name: string, text: () => string): HostileFolder => files(name, () => ({ 'a.go': `package main\n\n${text()}` }));
const around = (n: number, open: string, middle: string, close: string) => open.repeat(n) + middle + close.repeat(n);
const LONG = 240_000;

export const NESTS: readonly HostileFolder[] = [
  code(
    'each construct in itself',
    () => `import "sync"

var p sync.Pool
type t1 ${around(4000, 'struct { f ', 'int', ' }')}
type t2 ${'map[string]'.repeat(20_000)}int
type t3 ${'[]*'.repeat(20_000)}int
type t4 ${around(2000, 'func(', 'int', ')')}
type t5 ${around(2000, 'interface { m() ', 'int', ' }')}
var e1 = ${'1 + '.repeat(30_000)}1
var e2 = x${'.f'.repeat(30_000)}
var e3 = x${'.f()'.repeat(30_000)}
var e4 = x${'[0]'.repeat(30_000)}
var e5 = ${around(3000, '[]any{', '1', '}')}
var e6 = ${around(3000, 'f(func() any { return ', 'p.Get()', ' })')}

func s1() { ${around(3000, 'if x := p.Get(); x != nil { p.Put(x); ', '', ' }')} }
func s2() { ${'if a { p.Put(x) } else '.repeat(4000)}{ } }
func s3() { ${around(2500, 'for { ', 'p.Put(p.Get())', ' }')} }
func s4() { ${around(1500, 'switch { case a: select { case <-c: ', 'p.Put(x)', ' } }')} }
func s5() { ${around(2500, 'defer func() { ', 'p.Put(x)', ' }()')} }
func s6() { ${times(3000, i => `l${i}: `)}p.Put(x) }
`,
  ),
  code(
    'closures that share everything',
    () =>
      `func f() {\n${times(1500, i => `\tv${i} := new(int)\n`)}${times(1500, i => `\tg${i} = func() any { v${i} = v${(i * 7) % 1500}; return []any{${times(20, j => `v${(i + j * 71) % 1500}, `)}} }\n`)}}\n`,
  ),
  code(
    'pools through everything',
    () =>
      `import "sync"\n\nvar p sync.Pool\n\nfunc f(c bool) {\n${times(400, i => `\tv${i} := p.Get()\n`)}\tfor c {\n${times(400, i => `\t\tif c { v${i} = v${(i * 7 + 1) % 400} } else { defer p.Put(v${i}) }\n`)}${times(400, i => `\t\tgo func() { p.Put(v${i}) }()\n`)}\t}\n${times(400, i => `\tp.Put(v${i})\n`)}}\n`,
  ),
  files('functions that call all others', () =>
    Object.fromEntries(
      Array.from({ length: 20 }, (_, k) => [
        `f${k}.go`,
        `package main\n\nimport "sync"\n\nvar p${k} sync.Pool\n\n${times(40, i => `func f${k * 40 + i}(x *T) *T {\n${times(100, j => `\tx = f${(k * 40 + i + j * 13 + 1) % 800}(x)\n`)}\tp${k}.Put(x)\n\treturn x\n}\n`)}`,
      ]),
    ),
  ),
  code(
    'helpers that hand on to all others',
    () =>
      `import "sync"\n\ntype T struct{ data []byte }\n\nvar p sync.Pool\n\nfunc (x *T) Bytes() []byte { return x.data }\n\n${times(100, i => `func f${i}(x *T) *T {\n${times(99, j => `\tf${(i + j + 1) % 100}(x)\n`)}${times(40, j => `\tif c {\n\t\treturn f${(i + j + 1) % 100}(x)\n\t}\n`)}\t_ = q.Get(c)\n\treturn nil\n}\n`)}\nfunc g() []byte {\n\tx := p.Get().(*T)\n\tf0(x)\n\tb := x.Bytes()\n\tp.Put(x)\n\treturn b\n}\n`,
  ),
  files('one line each', () => ({
    'a.go': `package main; func f() { ${'g = new(int); '.repeat(80_000)} }`,
    Dockerfile: `FROM golang\nRUN ${'go build; '.repeat(3000)}\n`,
    'b/Dockerfile': `FROM golang\nRUN ["go", "build"${', "-a"'.repeat(5000)}]\nENV ${times(3000, i => `A${i}=$A${i + 1} `)}\n`,
    Makefile: `all: ; ${'go build; '.repeat(LONG / 10)}\n`,
    'build.sh': `${'go build; '.repeat(6000)}\n`,
    '.gitlab-ci.yml': `{j: {script: [${'"go build", '.repeat(LONG / 12)}]}}\n`,
    '.vscode/settings.json': `{"go.toolsEnvVars": {${times(9000, i => `"GO${i}": "x", `)}"a": 1}}`,
    'sub/go.mod': `module x; require ${'a v1 '.repeat(LONG)}\n`,
    'sub/a.go': 'package sub\n',
  })),
  files('YAML that multiplies', () => ({
    '.github/workflows/keys.yml': `on: push\njobs:\n  j:\n    env: {${times(18_000, i => `A${i}: go, `)}}\n    steps: [{run: go build}]\n`,
    '.github/workflows/complex.yml': `on: push\n${'? '.repeat(30_000)}go build\n`,
    '.github/workflows/block.yml': `on: push\njobs:\n  j:\n    steps:\n      - run: |\n${'          go build ./...\n'.repeat(9000)}`,
    '.github/workflows/merge.yml': `a0: &a0 {go: build}\n${times(200, i => `a${i + 1}: &a${i + 1}\n  <<: [${`*a${i}, `.repeat(20)}]\n  k${i}: go\n`)}jobs: {j: {env: *a200, steps: [{run: go build, env: *a200}]}}\n`,
    '.github/workflows/docs.yml': `${'---\njobs: {j: {steps: [{run: go build}]}}\n'.repeat(5000)}`,
    'compose.yml': `x: &x [${'go, '.repeat(500)}]\nservices:\n${times(400, i => `  s${i}: {build: {context: ., args: *x}, command: *x}\n`)}`,
    'Taskfile.yml': `version: '3'\ntasks:\n  t:\n    cmds:\n${times(6000, () => `      - cmd: go build {{.A}}{{if .B}}{{end}}\n`)}`,
  })),
  files('a shell that multiplies', () => ({
    'a.sh': `go build ${'{a,b}'.repeat(10_000)}\n`,
    'b.sh': `A=go\n${times(60, () => 'A=$A$A\n')}$A build\n`,
    'c.sh': `f() { f "$@" "$@"; g; }\ng() { f; go build; }\nf ${'x '.repeat(20_000)}\n`,
    'd.sh': `${'case $x in a) '.repeat(1500)}go build;; esac\n`,
    'e.sh': `${'for x in 1 2; do while :; do '.repeat(1000)}go build\n${'done; done; '.repeat(1000)}\n`,
    'f.sh': `go build \${x//${'a'.repeat(20_000)}/\${y:-${'${z:-'.repeat(3000)}}}\n`,
    'g.sh': `go build $((${'('.repeat(9000)}1${')'.repeat(9000)}))\n`,
    'h.sh': `${'! '.repeat(30_000)}go build\n`,
    'i.sh': `go build ${'\\\n'.repeat(30_000)}-o x\n`,
    'j.sh': `${'a=1 '.repeat(15_000)}go build\n`,
    'k.sh': `${'go build | '.repeat(5000)}go vet\n`,
    'l.sh': `${'go build && '.repeat(2500)}go vet || ${'{ '.repeat(5000)}\n`,
  })),
  files('a make that multiplies', () => ({
    Makefile: `A = go\n${times(2000, i => `A += $(A)$(eval B${i} = $(A))\n`)}\ndefine R\n$(1): $(2)\n\t$(A) build $$@\n$$(eval $$(call R,$(1)x,$(1)))\nendef\n$(foreach x,${'a b c '.repeat(2000)},$(eval $(call R,$(x),$(x))))\nall: $(shell ${'$(shell '.repeat(3000)}\n\t${'$(foreach x,$(A),'.repeat(3000)}go build\n`,
    'a.mk': `${times(2000, i => `include a${i}.mk\n-include $(wildcard *.mk)\n`)}all:\n\tgo build\n`,
    'sub/Makefile': `${times(4000, i => `t%${i}: %u${i} | $(T)\n\t@$(MAKE) -C .. $*; go build -ldflags "$(LD)" $<\nt${i}: GOFLAGS += -a$(GOFLAGS)\n`)}`,
    'deep/Makefile': `${times(3000, i => `ifdef A${i}\nexport B${i} ?= $(B${i + 1})\nelse\n`)}all:\n\tgo build\n`,
  })),
  files('stages that name each other', () => ({
    Dockerfile: `ARG A99=golang\n${times(99, i => `ARG A${98 - i}=\${A${99 - i}}\${A${99 - i}:+:1.26}\n`)}${times(90, i => `FROM \${A${i}} AS s${i}\nARG A${i}\nONBUILD RUN go build -o /a\${A${i}} .\n`)}`,
    'b/Dockerfile': `FROM golang AS s0\n${times(90, i => `FROM s${i} AS s${i + 1}\n${times(9, j => `COPY --from=s${i} /a${j} /a${j + 1}\nRUN --mount=from=s${i},target=/x go build -o /a${j} .\n`)}`)}ENTRYPOINT ["/a9"]\n`,
    'c/Dockerfile': `FROM golang\n${times(60, i => `ENV A${i}=\${A${i - 1}:-\${A${i - 1}:+\${A${i - 1}}}} B${i}=$B${i - 1}$B${i - 1}go\n`)}RUN $B59 build $A59\n`,
    'd/Dockerfile': `FROM golang\n${times(6000, i => `COPY a${i} /\nWORKDIR ../x\n`)}RUN go build\n`,
    'e/Dockerfile': `FROM golang\nRUN <<X\n${'go build ./...\n'.repeat(10_000)}X\nRUN cat \\\n${'# comment\n'.repeat(4000)}  && go build\n`,
  })),
];
