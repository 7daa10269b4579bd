// biome-ignore-all lint/suspicious/noTemplateCurlyInString: texts of other languages are full of them.
/** Folders that hold very many of what is harmless alone: workflows, test files, files half written, links, files of nothing. */
import { times } from '../shapes/shape.js';
import { files, GOOD, type HostileFolder, MODULE } from './folder.js';

const LIST = (n: number) => Array.from({ length: n }, (_, i) => i).join(', ');
const TEST = (i: number) =>
  `package crowd\n\nimport "testing"\n\nfunc Test${i}(t *testing.T) {\n\tif got := help${i}(); *got != ${i} {\n\t\tt.Fatal(got)\n\t}\n}\n\nfunc help${i}() *int { y := ${i}; return &y }\n`;
const POOLED = (i: number) =>
  `package crowd\n\nimport "sync"\n\nvar p${i} sync.Pool\n\nfunc f${i}() *int {\n\tx := p${i}.Get().([]byte)\n\tgo put${i}(x, f${(i + 1) % 1000}())\n\treturn new(int)\n}\n\nfunc put${i}(x []byte, y *int) { p${i}.Put(x) }\n`;
const HALF = (i: number) =>
  `package crowd\n\nimport "sync"\n\nvar p${i} = sync.Pool{New: func() any { return new(T) }}\n\nfunc f${i}(a int) *T {\n\tx := p${i}.Get().(*T)\n\tif a > ${i} {\n\t\tp${i}.Put(x)\n\t\treturn f${i + 1}(a, func() {\n\t\t\tgo func() {\n`;

export const CROWDS: readonly HostileFolder[] = [
  files('100 workflows with a full matrix', () => ({
    ...Object.fromEntries(
      Array.from({ length: 100 }, (_, i) => [
        `.github/workflows/w${i}.yml`,
        `on: push\njobs:\n  j:\n    strategy:\n      matrix:\n        os: [ubuntu-latest, macos-latest, windows-latest, ubuntu-24.04]\n        go: ['1.18', '1.19', '1.20', '1.21', '1.22', '1.23', '1.24', '1.25']\n        arch: [amd64, arm64, '386', arm, riscv64, s390x, ppc64le, loong64]\n    runs-on: \${{ matrix.os }}\n    env: {GOARCH: '\${{ matrix.arch }}', GOEXPERIMENT: 'x${i}', GOFLAGS: '-tags=t${i}'}\n    steps:\n      - uses: actions/checkout@v4\n      - uses: actions/setup-go@v5\n        with: {go-version: '\${{ matrix.go }}'}\n      - run: go build -tags \${{ matrix.arch }} ./...\n      - run: CGO_ENABLED=0 go test ./...\n      - run: GOOS=linux go build -race -o b${i} .\n`,
      ]),
    ),
  })),
  files('matrices of thousands', () => ({
    '.github/workflows/wide.yml': `on: push\njobs:\n${times(40, j => `  j${j}:\n    strategy: {matrix: {a: [${LIST(300)}], b: [${LIST(300)}], c: [${LIST(300)}], include: [${times(500, i => `{a: ${i}, d: ${i}, CGO: ${i % 2}}, `)}], exclude: [${times(500, i => `{a: ${i}, b: ${i % 7}}, `)}]}}\n    env: {GOAMD64: 'v\${{ matrix.a }}', CGO_ENABLED: '\${{ matrix.CGO }}'}\n    steps: [{uses: actions/setup-go@v5, with: {go-version: '1.\${{ matrix.b }}'}}, {run: 'go build -o \${{ matrix.c }} .'}]\n`)}`,
    '.gitlab-ci.yml': times(
      60,
      i =>
        `j${i}:\n  parallel: {matrix: [${times(20, k => `{GOOS: [${'linux, windows, darwin, '.repeat(6)}x], GOARCH: [${'amd64, arm64, '.repeat(8)}y], A${k}: [${LIST(20)}]}, `)}]}\n  image: golang:$A1\n  script: [go build, 'GOFLAGS=-tags=$A2 go test ./...']\n`,
    ),
    '.goreleaser.yml': `builds:\n${times(150, i => `  - {id: b${i}, goos: [${'linux, windows, darwin, freebsd, '.repeat(5)}], goarch: [amd64, arm64, arm, '386', riscv64, mips], goarm: [5, 6, 7], goamd64: [v1, v2, v3], gomips: [hardfloat, softfloat], ldflags: ['-X main.v=${i}']}\n`)}`,
  })),
  files('10,000 test files', () => ({
    'crowd/t.go': 'package crowd\n\ntype T struct{ b []byte }\n',
    ...Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`crowd/f${i}_test.go`, TEST(i)])),
  })),
  files('1,000 files with a pool each', () => Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`crowd/f${i}.go`, POOLED(i)]))),
  files('3,000 files half written', () => ({
    'crowd/t.go': 'package crowd\n\ntype T struct{ b []byte }\n',
    ...Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`crowd/f${i}.go`, HALF(i)])),
    ...Object.fromEntries(
      Array.from({ length: 1000 }, (_, i) => [`b${i}/Dockerfile`, 'FROM golang:1.26 AS\nRUN go build -ldflags="-X a=${b\nENV GO']),
    ),
    ...Object.fromEntries(
      Array.from({ length: 1000 }, (_, i) => [`b${i}/Makefile`, 'all:\n\tgo build -ldflags="$(shell\n\tif x; then go build $(A']),
    ),
  })),
  {
    name: '20,000 links',
    lay: (put, link) => {
      put('a/a.go', 'package a\n\nfunc F() *int { x := 1; return &x }\n');
      put('a/Dockerfile', GOOD);
      put('a/Makefile', 'all:\n\tgo build ./...\n');
      for (let i = 0; i < 5000; i++) {
        link(`go${i % 50}/l${i}.go`, '../a/a.go');
        link(`d${i}/Dockerfile`, '../a/Dockerfile');
        link(`m${i}/Makefile`, '../a/Makefile');
        link(`n${i}`, 'a');
      }
    },
  },
  {
    name: '1,500 sparse files',
    lay: (_put, _link, { sparse }) => {
      for (let i = 0; i < 300; i++) {
        sparse(`s${i}/a.go`, 'package s\n', 3_000_000);
        sparse(`s${i}/Dockerfile`, 'FROM golang\nRUN go build .\n', 3_000_000);
        sparse(`s${i}/Makefile`, 'all:\n\tgo build .\n', 3_000_000);
        sparse(`s${i}/build.sh`, '#!/bin/sh\ngo build .\n', 3_000_000);
        sparse(`s${i}/go.mod`, `module example.com/s${i}\n`, 3_000_000);
      }
    },
  },
  files('modules of 30,000 lines', () => ({
    'go.mod': `${MODULE}\nrequire (\n${times(30_000, i => `\texample.com/m${i} v1.${i % 90}.0\n`)})\n\nreplace (\n${times(5000, i => `\texample.com/m${i} => example.com/x${i} v1.0.0\n`)})\n\nexclude (\n${times(5000, i => `\texample.com/m${i} v1.0.${i}\n`)})\n${times(5000, i => `tool example.com/m${i}/cmd\n`)}`,
    'go.sum': times(60_000, i => `example.com/m${i} v1.${i % 90}.0 h1:${'A'.repeat(43)}=\n`),
    'vendor/modules.txt': times(100_000, i => `# example.com/m${i} v1.${i % 90}.0\n## explicit; go 1.20\nexample.com/m${i}\n`),
    ...Object.fromEntries(
      Array.from({ length: 300 }, (_, i) => [
        `p${i}/a.go`,
        `package p\n\nimport (\n\t"example.com/m${i}"\n\t"example.com/m${i * 90}/sub"\n)\n\nvar X = m.X\n`,
      ]),
    ),
  })),
  files('scripts that source each other', () => ({
    ...Object.fromEntries(
      Array.from({ length: 60 }, (_, k) => [
        `s${k}.sh`,
        `#!/bin/bash\n${times(30, j => `. ./s${(k + j + 1) % 60}.sh\nsource "$DIR/s${(k + j * 7) % 60}.sh"\nbash s${(k * 7 + j) % 60}.sh $A\n`)}export A=$A:x GOFLAGS="$GOFLAGS -tags=a${k}"\ngo build -o a${k} .\n`,
      ]),
    ),
    Makefile: `all:\n${times(60, k => `\t./s${k}.sh\n\tbash s${k}.sh && go build\n`)}`,
    Dockerfile: `FROM golang:1.26\nCOPY . .\n${times(60, k => `RUN ./s${k}.sh && . ./s${(k + 1) % 60}.sh\n`)}`,
    '.github/workflows/ci.yml': `on: push\njobs:\n${times(60, k => `  j${k}: {runs-on: ubuntu-latest, steps: [{uses: actions/checkout@v4}, {run: ./s${k}.sh}, {run: 'source s${k}.sh; go test'}]}\n`)}`,
  })),
  files('a thousand images of one recipe', () => ({
    Makefile: `all:\n${times(1000, i => `\tdocker build -f d${i}/Dockerfile .\n`)}`,
    ...Object.fromEntries(
      Array.from({ length: 1000 }, (_, i) => [
        `d${i}/Dockerfile`,
        'FROM golang:1.26 AS b\nRUN go build -o /x .\nFROM scratch\nCOPY --from=b /x /x\nCMD ["/x"]\n',
      ]),
    ),
  })),
  files('scripts whose functions call each other twice', () => ({
    ...Object.fromEntries(
      Array.from({ length: 100 }, (_, k) => [
        `s/s${k}.sh`,
        `#!/bin/bash\n${times(20, i => `f${i}() { f${i + 1}; f${i + 1} $1; for x in a b c; do GOOS=$x go build -tags "$A" ./...; done; A="$A $x"; }\n`)}f0\n`,
      ]),
    ),
  })),
];
