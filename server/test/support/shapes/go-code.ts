/** Statements and expressions of Go that grow. */
import { nested, repeated, statements } from './go-file.js';
import { type Shape, times } from './shape.js';

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
  statements('variables that hold each other', 20, n => {
    const names = Array.from({ length: n }, (_, i) => `v${i}`);
    return `\tvar ${names.join(', ')} *T\n${names.map(a => names.map(b => `\t${a} = ${b}\n`).join('')).join('')}\tv0 = &T{}`;
  }),
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

export const GO_CODE: readonly Shape[] = [...POOLS, ...FLOWS, ...DEPTHS];
