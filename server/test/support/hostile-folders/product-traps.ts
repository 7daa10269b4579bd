// biome-ignore-all lint/suspicious/noTemplateCurlyInString: texts of other languages are full of them.
/** Build files whose parts multiply with each other: variables with builds, images with programs, targets with what they inherit from. */
import { times } from '../shapes/shape.js';
import { files, type HostileFolder } from './folder.js';

export const PRODUCT_TRAPS: readonly HostileFolder[] = [
  files('variables times builds', () => ({
    '.goreleaser.yml': `env: [${times(5000, i => `A${i}=x, `)}]\nbuilds:\n${times(4000, i => `  - {id: b${i}, env: [CGO_ENABLED=${i}]}\n`)}`,
    '.ko.yaml': `defaultEnv: [${times(5000, i => `A${i}=x, `)}]\nbuilds:\n${times(4000, i => `  - {id: b${i}, main: .}\n`)}`,
    'Taskfile.yml': `version: '3'\nvars: {${times(4000, i => `A${i}: '{{.A${i + 1}}}', `)}}\nenv: {${times(3000, i => `E${i}: '{{.A${i}}}', `)}}\ntasks:\n${times(2000, i => `  t${i}: go build -o {{.A${i}}}{{.A1}} .\n`)}`,
    '.gitlab-ci.yml': `variables: {${times(4000, i => `A${i}: x, `)}}\n${times(2000, i => `j${i}: {script: [go build], variables: {GOFLAGS: $A${i}}}\n`)}`,
    '.github/workflows/ci.yml': `on: push\nenv: {${times(4000, i => `A${i}: x, `)}}\njobs:\n${times(1500, i => `  j${i}: {env: {GOFLAGS: '\${{ env.A${i} }}'}, steps: [{run: go build}]}\n`)}`,
    Makefile: `${times(3000, i => `export A${i} = $(A${i + 1})\n`)}${times(3000, i => `t${i}: A${i} = go\nt${i}: t${i + 1}\n\t$(A${i}) build -o $(A1) .\n`)}`,
  })),
  files('anchors in CI', () => ({
    '.gitlab-ci.yml': `.a0: &a0 {script: [go build], variables: &v0 {GOFLAGS: -a}}\n${times(300, i => `.a${i + 1}: &a${i + 1}\n  <<: [*a${i}, *a${Math.max(0, i - 1)}]\n  variables: &v${i + 1} {<<: *v${i}, B${i}: x}\n  script: [*a${i}, go build -o b${i} .]\n`)}${times(300, i => `j${i}: {<<: *a${i}, extends: .a${(i + 1) % 300}}\n`)}`,
    '.github/workflows/ci.yml': `on: push\nx: &s [${'{run: go build}, '.repeat(800)}]\njobs:\n${times(400, i => `  j${i}: {steps: *s, strategy: {matrix: {a: [1, 2, 3, 4], b: [1, 2, 3, 4]}}}\n`)}`,
  })),
  files('images times programs', () => ({
    '.goreleaser.yml': `builds:\n${times(3000, i => `  - {id: b${i}, binary: b${i}}\n`)}dockers:\n${times(3000, i => `  - {dockerfile: d${i % 50}/Dockerfile, ids: [b${i}, b${(i * 7) % 3000}]}\n`)}dockers_v2:\n${times(500, () => `  - {dockerfile: Dockerfile, platforms: [linux/amd64, linux/arm64]}\n`)}`,
    Dockerfile: `FROM alpine\n${times(500, i => `COPY b${i} /b${i}\n`)}ENTRYPOINT ["/b1"]\n`,
    ...Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`d${i}/Dockerfile`, `FROM alpine\nCOPY b${i} /\nENTRYPOINT ["/b${i}"]\n`])),
  })),
  files('a bake of everything', () => ({
    'docker-bake.hcl': `${times(1500, i => `variable "V${i}" { default = "\${V${i + 1}}\${V${(i * 7) % 1500}}" }\nfunction "f${i}" { params = [x]\n result = "\${f${i + 1}(x)}" }\n`)}group "default" { targets = [${times(1500, i => `"t${i}", `)}] }\n${times(1500, i => `target "t${i}" {\n inherits = ["t${(i + 1) % 1500}", "t${(i * 7) % 1500}"]\n context = "\${V${i}}"\n matrix = { a = ["1", "2", "3"], b = ["\${f${i}(1)}"] }\n args = { GO = "1.\${V${i}}" }\n platforms = ["linux/amd64", "linux/arm64"]\n}\n`)}`,
    'sub/docker-bake.json': `{"target": {${times(3000, i => `"t${i}": {"inherits": ["t${i + 1}", "t${i + 2}"], "context": "d${i % 20}"}, `)}"x": {}}}`,
    'wide/docker-bake.hcl': `target "all" { inherits = [${times(9000, i => `"u${i % 40}", `)}] }\n${times(1500, i => `target "u${i}" { inherits = ["all"] }\n`)}`,
    Dockerfile: 'FROM golang:1.26\nRUN go build -o /a .\nFROM alpine\nCOPY --from=0 /a /a\nENTRYPOINT ["/a"]\n',
  })),
  files('flags of the linker', () => ({
    Makefile: `LD = ${times(2000, i => `-X main.v${i}=$(V${i}) `)}\nall:\n${times(200, () => '\tgo build -ldflags "$(LD)" -o a .\n')}`,
    Dockerfile: `FROM golang:1.26\nARG LD="${times(3000, i => `-X 'main.v${i}=a b' `)}"\n${times(100, i => `RUN go build -ldflags="$LD -X example.com/hostile/a/b/c${i}.x=1" -o a${i} .\n`)}`,
    'build.sh': `go build -ldflags "${times(2500, i => `-X=example.com/other${i}.V=1 `)}" .\n${times(300, i => `go build -ldflags="-X main.v${i % 20}=$(date) \${LD[@]}" .\n`)}`,
    'vars.go': `package main\n\n${times(3000, i => `var v${i} = "x" + v${(i + 1) % 3000}\n`)}`,
  })),
  files('makefiles that call each other', () => ({
    Makefile: `${times(60, i => `t${i}:\n${times(20, j => `\t$(MAKE) -C d${(i + j) % 60} t${j}\n\tmake -f d${j}/Makefile all GOFLAGS=-a\n`)}`)}`,
    ...Object.fromEntries(
      Array.from({ length: 60 }, (_, k) => [
        `d${k}/Makefile`,
        `${times(60, i => `t${i}: t${(i + 1) % 60} t${(i * 7) % 60}\n\t$(MAKE) -C ../d${(k + i) % 60} t${i} && go build -o a${i} .\n\tcd .. && make t${i}\n`)}`,
      ]),
    ),
    Dockerfile: `FROM golang:1.26\nCOPY . .\n${times(60, i => `RUN make t${i} && make -C d${i} t1\n`)}FROM alpine\nCOPY --from=0 /a1 /\nENTRYPOINT ["/a1"]\n`,
    '.github/workflows/ci.yml': `on: push\njobs:\n${times(60, i => `  j${i}: {runs-on: ubuntu-latest, steps: [{uses: actions/checkout@v4}, {run: make t${i}}, {run: docker build .}]}\n`)}`,
  })),
];
