/** Scripts and Makefiles that grow. */
import { type Shape, times } from './shape.js';

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

export const SCRIPT_SHAPES: readonly Shape[] = [...SCRIPTS, ...MAKEFILES];
