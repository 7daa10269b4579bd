/** Folders of files that hold one thing side by side thousands of times: embedded types, imports, sites, comments in one line. */
import { times } from '../shapes/shape.js';
import { files, type HostileFolder } from './folder.js';

const BUILDS = (i: number) =>
  `FROM golang:1.${i % 26} AS b\nWORKDIR /s\nCOPY . .\nRUN go build -o /bin/ ./...\nFROM debian:${i}\nCOPY --from=b /bin/m${i % 50} /x\nCMD ["/x"]\n`;

export const WIDE: readonly HostileFolder[] = [
  files('types embedded side by side', () => ({
    'a.go': `package main\n\n${times(3000, i => `type E${i} struct{ f${i} int; E${i + 1} }\nfunc (e E${i}) m${i}() {}\n`)}type E3000 struct{}\ntype S struct {\n${times(3000, i => `\tE${i}\n\t*P${i}\n`)}}\ntype I interface {\n${times(5000, i => `\tI${i}\n`)}}\n${times(5000, i => `type I${i} interface{ M${i}(); I${i + 1} }\n`)}var s S\n\nfunc f() (I, any) { s.m9(); return &s, &s }\n`,
  })),
  files('imports side by side', () => ({
    'a.go': `package main\n\nimport (\n${times(30_000, i => `\tp${i} "example.com/hostile/p${i % 7}"\n`)})\n\nfunc f() { p29999.F() }\n`,
    'b.go': `package main\n\n${times(8000, i => `import "example.com/q${i}"\n`)}\nvar x = q7.F()\n`,
  })),
  files('sites and comments in one line', () => ({
    'a.go': `package main; ${times(10_000, i => `func f${i}() *int { x := 1; return &x }; `)}\n`,
    'b.go': `package main\n${'// go:noinline\n'.repeat(60_000)}func b() *int {\n\tx := 1\n\treturn &x\n}\n`,
    'c.go': `package main\n${'/* a */ '.repeat(100_000)}func c() *int {\n\tx := 1\n\treturn &x\n}\n`,
    'd.go': `package main\nfunc d() {${' _ = new(int) //x'.repeat(1000)}\n${times(12_000, () => '\tg = new(int)\n')}}\n`,
  })),
  files('images of everything, built by everyone', () => ({
    ...Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`cmd/m${i}/main.go`, 'package main\n\nfunc main() {}\n'])),
    ...Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`dk/${i}/Dockerfile`, BUILDS(i)])),
    ...Object.fromEntries(
      Array.from({ length: 100 }, (_, i) => [
        `.github/workflows/w${i}.yml`,
        `on: push\njobs:\n${times(10, j => `  j${j}:\n    runs-on: ubuntu-latest\n    strategy: {matrix: {go: ['1.${i % 26}', '1.25']}}\n    steps:\n      - run: make all\n      - run: docker build -f dk/${i}/Dockerfile .\n`)}`,
      ]),
    ),
    Makefile: `all:\n${times(300, i => `\tdocker build -f dk/${i}/Dockerfile .\n`)}`,
  })),
];
