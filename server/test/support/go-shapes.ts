/** Go programs that grow with a number in one way each: what somebody unlucky writes, a tool makes, or a stranger lays out as a trap. */

/** One way to grow. `size` of the smaller measurement; twice that is measured too. */
export interface Shape {
  readonly name: string;
  readonly path: string;
  readonly size: number;
  text(n: number): string;
}

const times = (n: number, line: (i: number) => string) => Array.from({ length: n }, (_, i) => line(i)).join('');

const IMPORTS =
  'import (\n\t"bytes"\n\t"fmt"\n\t"sync"\n)\n\nvar p sync.Pool\nvar g *int\nvar _ = fmt.Sprint\n\ntype T struct {\n\ta int\n\tnext *T\n\tb []int\n}\n\n';

function file(name: string, size: number, body: (n: number) => string): Shape {
  return { name, path: 'a.go', size, text: n => `package main\n\n${body(n)}\n` };
}

/** A program in whose function statements repeat. */
function statements(name: string, size: number, body: (n: number) => string): Shape {
  return file(
    name,
    size,
    n => `${IMPORTS}func f(x *T, buf *bytes.Buffer, s string, errs []error) (any, error) {\n${body(n)}\n\treturn x, nil\n}`,
  );
}

function repeated(name: string, size: number, line: (i: number) => string): Shape {
  return statements(name, size, n => times(n, line));
}

function nested(name: string, size: number, open: string, core: string, close: string): Shape {
  return statements(name, size, n => `${open.repeat(n)}${core}${close.repeat(n)}`);
}

/** Tokens in a row that are no program. */
function broken(token: string): Shape {
  return file(`broken ${JSON.stringify(token)}`, 20_000 / token.length, n => `func f() { for { ${token.repeat(n)} } }`);
}

const POOLS: readonly Shape[] = [
  repeated('gets and puts', 1500, i => `\tb${i} := p.Get().(*int)\n\tp.Put(b${i})\n`),
  repeated('gets', 1500, i => `\tb${i} := p.Get().(*int)\n\t_ = b${i}\n`),
  repeated('puts of one', 1500, () => '\tp.Put(x)\n'),
  repeated('gets into one', 1500, () => '\tx = p.Get().(*T)\n\tx.a++\n'),
  repeated('puts in branches', 1000, () => '\tif x.a > 0 {\n\t\tp.Put(x)\n\t} else {\n\t\tx.a++\n\t}\n'),
  repeated('deferred puts', 1000, i => `\tb${i} := p.Get().(*T)\n\tdefer p.Put(b${i})\n`),
  repeated('puts in loops', 700, i => `\tfor i := range 10 {\n\t\tb${i} := p.Get().(*T)\n\t\tp.Put(b${i})\n\t\tb${i}.a = i\n\t}\n`),
  repeated('puts in closures', 700, i => `\tfunc() { b${i} := p.Get().(*T); p.Put(b${i}) }()\n`),
  repeated('aliases of pooled memory', 1000, i => `\tb${i} := ${i === 0 ? 'p.Get().(*T)' : `b${i - 1}`}\n\tp.Put(b${i})\n`),
  statements('pooled, used after', 3000, n => `\tp.Put(x)\n${times(n, () => '\tx.a++\n')}`),
  nested('puts in deep blocks', 40, '\tif x.a > 1 {\np.Put(x)\n', 'x.a++', '}\n'),
];

const FLOWS: readonly Shape[] = [
  repeated('appends of one', 1500, () => '\terrs = append(errs, fmt.Errorf("x"))\n'),
  repeated('appends in loops', 700, i => `\tfor i := range 10 {\n\t\terrs = append(errs, fmt.Errorf("%d", i+${i}))\n\t}\n`),
  repeated('chain of variables', 1500, i => `\tv${i} := ${i === 0 ? '&T{}' : `v${i - 1}`}\n`),
  repeated('addresses of one', 1500, () => '\tg = &x.a\n'),
  repeated('addresses of many', 1500, i => `\tvar v${i} int\n\tg = &v${i}\n`),
  repeated('literals', 1500, () => '\tx.next = &T{a: 1}\n'),
  repeated('boxed arguments', 1500, i => `\tfmt.Println(x.a, ${i})\n`),
  repeated('text joined in loops', 700, () => '\tfor range 10 {\n\t\ts += "x" + s\n\t}\n'),
  repeated('fields followed', 1500, () => '\tx = x.next\n'),
  repeated('closures', 700, i => `\tf${i} := func() int { return x.a + ${i} }\n\t_ = f${i}\n`),
  repeated('goroutines', 700, i => `\tgo func() { x.a += ${i} }()\n`),
  repeated('buffers', 1000, i => `\tb${i} := make([]byte, 0, ${i})\n\tb${i} = append(b${i}, s...)\n`),
  repeated('local types', 1000, i => `\ttype t${i} struct{ a ${i === 0 ? 'int' : `*t${i - 1}`} }\n\tvar u${i} t${i}\n\t_ = &u${i}\n`),
  repeated('calls of methods', 1500, () => '\tbuf.WriteString(s)\n\tx.b = append(x.b, buf.Len())\n'),
  repeated('labels', 1000, i => `l${i}:\n\tfor {\n\t\tbreak l${i}\n\t}\n`),
  repeated('gotos', 1000, i => `\tif x.a == ${i} {\n\t\tgoto end\n\t}\n`),
  statements('cases', 1500, n => `\tswitch x.a {\n${times(n, i => `\tcase ${i}:\n\t\tx.a++\n\t\tp.Put(x)\n`)}\t}`),
  statements(
    'cases that fall through',
    1000,
    n => `\tswitch x.a {\n${times(n, i => `\tcase ${i}:\n\t\tp.Put(x)\n\t\tfallthrough\n`)}\tdefault:\n\t}`,
  ),
  statements('types in one switch', 1000, n => `\tswitch v := any(x).(type) {\n${times(n, i => `\tcase *[${i}]int:\n\t\tg = &v[0]\n`)}\t}`),
  statements('cases of a select', 1000, n => `\tvar c chan int\n\tselect {\n${times(n, () => '\tcase v := <-c:\n\t\tg = &v\n')}\t}`),
  statements('else if', 60, n => `\tif x.a == 0 {\n\t}${times(n, i => ` else if x.a == ${i} {\n\t\tp.Put(x)\n\t}`)}`),
  statements(
    'wide assignment',
    2000,
    n =>
      `\tvar ${times(n, i => `${i ? ', ' : ''}v${i}`)} *int\n\t${times(n, i => `${i ? ', ' : ''}v${i}`)} = ${times(n, i => `${i ? ', ' : ''}&x.b[${i}]`)}`,
  ),
  statements('wide define', 2000, n => `\t${times(n, i => `${i ? ', ' : ''}v${i}`)} := ${times(n, i => `${i ? ', ' : ''}&T{a: ${i}}`)}`),
  statements('wide return', 2000, n => `\treturn ${times(n, i => `${i ? ', ' : ''}&T{a: ${i}}`)}`),
  statements('wide call', 2000, n => `\tfmt.Println(${times(n, () => 'x.a, ')} 1)`),
  statements('wide append', 2000, n => `\tvar all []*T\n\tall = append(all, ${times(n, () => '&T{}, ')} nil)\n\t_ = all`),
  statements('wide literal', 3000, n => `\t_ = []*T{${times(n, i => `{a: ${i}}, &T{}, `)}}`),
  statements('wide keyed literal', 3000, n => `\tg = &map[string]*T{${times(n, i => `"k${i}": {a: ${i}}, `)}}["a"].a`),
];

const DEPTHS: readonly Shape[] = [
  statements('deep parentheses', 3000, n => `\t_ = ${'('.repeat(n)}x${')'.repeat(n)}`),
  statements('deep calls', 3000, n => `\t_ = ${'f('.repeat(n)}&x${')'.repeat(n)}`),
  statements('deep appends', 2000, n => `\terrs = ${'append('.repeat(n)}errs${', nil)'.repeat(n)}`),
  statements('deep literals', 3000, n => `\t_ = ${'[]any{'.repeat(n)}&x${'}'.repeat(n)}`),
  statements('deep addresses of literals', 2000, n => `\t_ = ${'&T{next: '.repeat(n)}x${'}'.repeat(n)}`),
  statements('deep indexes', 3000, n => `\t_ = ${'x.b['.repeat(n)}0${']'.repeat(n)}`),
  statements('deep closures', 400, n => `${'\tgo func() { x.a++; \n'.repeat(n)}${'}()\n'.repeat(n)}`),
  statements('deep closures of one variable', 400, n => `${'\tv := func() any { y := x; \n'.repeat(n)}${'return &y }; _ = v\n'.repeat(n)}`),
  statements('deep blocks', 1500, n => `${'{ x := x; x.a++\n'.repeat(n)}${'}'.repeat(n)}`),
  statements('deep loops', 700, n => `${'for range 3 {\n g = &x.a\n'.repeat(n)}${'}'.repeat(n)}`),
  statements('deep ifs', 700, n => `${'if x.a > 0 {\n g = new(int)\n'.repeat(n)}${'}'.repeat(n)}`),
  statements('deep unary', 5000, n => `\t_ = ${'!'.repeat(n)}true`),
  statements('deep pointers', 5000, n => `\t_ = ${'*'.repeat(n)}x`),
  statements('long selector', 5000, n => `\t_ = x${'.next'.repeat(n)}`),
  statements('long selector as target', 5000, n => `\tx${'.next'.repeat(n)} = &T{}`),
  statements('long address', 5000, n => `\tg = &x${'.next'.repeat(n)}.a`),
  statements('long calls of calls', 4000, n => `\t_ = buf${'.Next(1)'.repeat(n)}`),
  statements('long sum', 5000, n => `\ts = s${' + "a"'.repeat(n)}`),
  statements('long sum in a loop', 5000, n => `\tfor range 3 {\n\t\ts += s${' + s'.repeat(n)}\n\t}`),
  statements('long condition', 4000, n => `\tif x != nil${' && x.a > 0 || x.a < 3'.repeat(n)} {\n\t\tp.Put(x)\n\t}`),
  statements('long slice of slices', 4000, n => `\t_ = x.b${'[1:]'.repeat(n)}`),
  statements('long index of indexes', 4000, n => `\t_ = x.b${'[1]'.repeat(n)}`),
  statements('long assertions', 3000, n => `\t_ = p.Get()${'.(any)'.repeat(n)}`),
];

const TYPES: readonly Shape[] = [
  ...['[]', '*', 'map[int]', 'chan ', '[2]', 'func() ', '<-chan '].map(part =>
    file(`deep type ${part}`, 20_000, n => `var x ${part.repeat(n)}int`),
  ),
  file('deep struct', 2000, n => `type D ${'struct{ a '.repeat(n)}int${' }'.repeat(n)}`),
  file('deep parameters', 2000, n => `func f(a ${'func(a '.repeat(n)}int${')'.repeat(n)}) {}`),
  file(
    'deep generic',
    2000,
    n => `type L[T any] struct{ t T }\n\nvar x ${'L['.repeat(n)}int${']'.repeat(n)}\n\nfunc f() any { y := x; return &y }`,
  ),
  file(
    'types that contain types twice',
    14,
    n => `type T0 struct{ a int }\n${times(n, i => `type T${i + 1} struct{ a, b T${i} }\n`)}\nfunc use() any { x := T${n}{}; return &x }`,
  ),
  file(
    'types that embed types twice',
    14,
    n =>
      `type T0 struct{ a int }\n${times(n, i => `type A${i + 1} struct{ T${i} }\ntype T${i + 1} struct{ A${i + 1}; *T${i} }\n`)}\nfunc use() any { x := T${n}{}; y := x.none.a; return &y }`,
  ),
  file(
    'a type of arrays of itself',
    14,
    n => `type R struct { r [2]R; s *R; R }\n\nfunc g() any { var r R; x := r${'.s'.repeat(n)}; return &x.none }`,
  ),
  file(
    'a type that embeds many',
    300,
    n =>
      `${times(n, i => `type E${i} struct{ F }\n`)}type F struct{ X }\ntype X struct{ a int }\ntype W struct{\n${times(n, i => `\tE${i}\n`)}}\n\nfunc g(w W) any { ${times(n, () => 'y := w.none.a\nuse(&y)\n')} return nil }`,
  ),
  file(
    'types that embed each other',
    7,
    n => `${times(n, i => `type E${i} struct{ ${times(n, j => `*E${j}; `)}}\n`)}\nfunc g(w E0) any { y := w.none.a; return &y }`,
  ),
  file(
    'aliases of aliases',
    2000,
    n => `type A0 = int\n${times(n, i => `type A${i + 1} = A${i}\n`)}\nfunc g() any { var x A${n}; return &x }`,
  ),
  file(
    'arrays of arrays',
    2000,
    n => `type A0 = int\n${times(n, i => `type A${i + 1} [2]A${i}\n`)}\nfunc g() any { var x A${n}; return &x }`,
  ),
  file(
    'fields',
    4000,
    n =>
      `type S struct {\n${times(n, i => `\tf${i} int\n`)}}\n\nfunc g() any {\n\tvar s S\n${times(n / 4, i => `\ts.f${i * 4} = 1\n`)}\treturn &s }`,
  ),
  file('parameters', 2000, n => `func f(${times(n, i => `a${i} *int, `)}) any { return a0 }`),
  file('results', 2000, n => `func f() (${times(n, i => `a${i} *int, `)}) { return }`),
  file(
    'values that follow values',
    2000,
    n => `var v0 = 1\n${times(n, i => `var v${i + 1} = v${i}\n`)}\nfunc g() any { x := v${n}; return &x }`,
  ),
  file(
    'functions that follow functions',
    500,
    n => `func f0() int { return 1 }\n${times(n, i => `func f${i + 1}() any { x := f${i}(); return &x }\n`)}`,
  ),
  file(
    'values in terms of two',
    14,
    n => `var v0 = 1\n${times(n, i => `var v${i + 1} = v${i} + v${i}\n`)}\nfunc g() any { x := v${n}; return &x }`,
  ),
  file(
    'variables in terms of two',
    14,
    n => `func g() any {\n\tv0 := T{}\n${times(n, i => `\tv${i + 1} := h(v${i}, v${i})\n`)}\treturn &v${n} }`,
  ),
];

const FILES: readonly Shape[] = [
  file('functions', 1500, n => times(n, i => `func f${i}(a int) any { x := a; return &x }\n`)),
  file('methods', 1500, n => `type M struct{ a int }\n${times(n, i => `func (m M) f${i}() any { x := m; return &x.a }\n`)}`),
  file('variables', 3000, n => times(n, i => `var v${i} = &v${i + 1}\n`)),
  file('one block of variables', 3000, n => `var (\n${times(n, i => `\tv${i} = &T{a: v${i + 1}}\n`)})`),
  file('one block of constants', 4000, n => `const (\n\tc = iota\n${times(n, i => `\tc${i}\n`)})`),
  file('one block of types', 2000, n => `type (\n${times(n, i => `\tT${i} struct{ a T${i + 1} }\n`)})`),
  file('imports', 2000, n => `import (\n${times(n, i => `\t"ex.com/a${i}"\n`)})`),
  file('import declarations', 1500, n => times(n, i => `import "ex.com/a${i}"\n`)),
  file('comments', 4000, n => `// go:noinline\n${times(n, i => `// comment ${i}\n`)}func f() {}`),
  file('directives', 2000, n => times(n, i => `//go:noinline\nfunc f${i}() {}\n`)),
  file('directives in one comment', 3000, n => `${times(n, () => '// go:noinline\n')}func f() {}`),
  file('suppressions', 2000, n => times(n, i => `//preflight:ignore pool/copied because ${i}\nfunc f${i}() any { x := 1; return &x }\n`)),
  statements('comments inside', 3000, n => times(n, () => '\t//nolint:x\n')),
  statements('comments behind code', 2000, n => times(n, () => '\tg = new(int) // preflight:ignore escape/heap-allocation\n')),
  file('a generated header', 4000, n => `${times(n, () => '// Code generated by x DO NOT EDI\n')}func f() {}`),
  file('a build constraint', 4000, n => `func f() {}`.padStart(12) + times(n, () => '\n//go:build a && b')),
  {
    name: 'words in a build constraint',
    path: 'a.go',
    size: 5000,
    text: n => `//go:build ${times(n, i => `!a${i} && `)}x\n\npackage main\n`,
  },
  file('a long string', 100_000, n => `var s = "${'x'.repeat(n)}"`),
  file('a long raw string', 100_000, n => `var s = \`${'\n'.repeat(n)}\``),
  file('a long comment', 100_000, n => `/* go: ${'*'.repeat(n)} */`),
  file('a long name', 100_000, n => `func ${'x'.repeat(n)}() {}`),
  file('blanks', 100_000, n => `${' '.repeat(n)}func f() {}`),
  file('blank lines', 50_000, n => `// go:x\n${'\r\n'.repeat(n)}func f() {}`),
  file('new of values', 1500, n => `func f(x int) {\n${times(n, i => `\t_ = new(x + ${i})\n`)}}`),
  file('new of a long name', 40_000, n => `func f(x int) {\n\t_ = new(${'x.'.repeat(n)}x `),
  file('new of brackets', 20_000, n => `func f(x int) {\n\t_ = ${'new(['.repeat(n)}`),
  file('new of blanks', 50_000, n => `func f(x int) {\n\t_ = ${'new('.repeat(3)}${' '.repeat(n)}`),
  file('C strings', 1000, n => `import "C"\n\nfunc f() {\n${times(n, i => `\tc${i} := C.CString("x")\n\tC.puts(c${i})\n`)}}`),
  file('C strings in arguments', 1000, n => `import "C"\n\nfunc f() {\n${times(n, () => '\tC.puts(C.CString("x"))\n')}}`),
  file('calls of setenv', 1000, n => `import "C"\n\nfunc f() {\n${times(n, () => '\tC.setenv(nil, nil, 1)\n')}}`),
  file(
    'calls that need files',
    1000,
    n => `import "net/http"\n\nconst u = "https://x"\n\nfunc main() {\n${times(n, () => '\thttp.Get(u + "/a")\n')}}`,
  ),
  file(
    'constants in terms of two',
    14,
    n =>
      `import "net/http"\n\nconst c0 = "https://x"\n${times(n, i => `const c${i + 1} = c${i} + c${i}\n`)}\nfunc main() { http.Get(c${n}) }`,
  ),
  file(
    'local constants in terms of two',
    14,
    n =>
      `import "net/http"\n\nfunc main() {\n\tconst c0 = "https://x"\n${times(n, i => `\tconst c${i + 1} = c${i} + c${i}\n`)}\thttp.Get(c${n}) }`,
  ),
];

const BROKEN = [
  '&',
  '*',
  '-',
  '!',
  '<-',
  '(',
  '[',
  '{',
  '}',
  ')',
  ']',
  '.',
  ',',
  ':=',
  'func(',
  'func() {',
  'x(',
  'x[',
  'T{',
  '&T{',
  'if ',
  'for ',
  'case ',
  'switch {',
  'select {',
  'go ',
  'defer ',
  'return ',
  'var ',
  'type ',
  'struct {',
  'interface{',
  'map[',
  'chan ',
  '"',
  '`',
  "'",
  '/*',
  '\\',
  '\0',
  '😀',
  'a.',
  'a+',
  'a:',
  '...',
  '; ',
  'go func() {',
  'p.Put(',
  'new(',
  'C.CString(',
].map(broken);

export const GO_SHAPES: readonly Shape[] = [...POOLS, ...FLOWS, ...DEPTHS, ...TYPES, ...FILES, ...BROKEN];
