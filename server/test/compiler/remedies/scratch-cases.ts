/** Buffers that are used again: of the receiver, of the caller. Before and after, and what only looks like it. */
import type { Case } from './cases.js';

const method = (body: string, more = '', fields = '') =>
  `package a\n\nimport (\n\t"io"\n\t"strconv"\n)\n\ntype t struct {\n\tw io.Writer\n\tn int\n${fields}}\n\nfunc (x *t) f(n int64, keep func([]byte)) []int {\n${body}\n}\n\nvar _ = strconv.Itoa\n${more}`;
const reader = (body: string, caller: string) =>
  `package a\n\nimport "io"\n\nfunc read(r io.Reader) (byte, error) {\n${body}\n}\n\nfunc f(r io.Reader, n int) (sum byte) {\n${caller}\n\treturn sum\n}\n`;
const IN_LOOP = '\tfor range n {\n\t\tb, _ := read(r)\n\t\tsum += b\n\t}';

export const SCRATCH_CASES: readonly Case[] = [
  {
    remedy: 'receiver-scratch',
    name: 'a slice that grows',
    before: method(
      '\tb := «make([]byte, 0, 64)»\n\tb = append(b, "n="...)\n\tb = strconv.AppendInt(b, n, 10)\n\tx.w.Write(b)\n\treturn nil',
    ),
    after: method(
      '\tx.b = x.b[:0]\n\tx.b = append(x.b, "n="...)\n\tx.b = strconv.AppendInt(x.b, n, 10)\n\tx.w.Write(x.b)\n\treturn nil',
      '',
      '\n\tb []byte\n',
    ),
  },
  {
    remedy: 'receiver-scratch',
    name: 'a slice of one size that callers look at',
    before: method(
      '\tat := «make([]int, x.n)»\n\tfor i := range at {\n\t\tat[i] = i\n\t}\n\treturn at',
      '\nfunc (x *t) sum() (n int) {\n\tfor _, i := range x.f(0, nil) {\n\t\tn += i\n\t}\n\treturn n + len(x.f(1, nil))\n}\n',
    ),
    after: method(
      '\tif cap(x.at) < x.n {\n\t\tx.at = make([]int, x.n)\n\t}\n\tat := x.at[:x.n]\n\tclear(at)\n\tfor i := range at {\n\t\tat[i] = i\n\t}\n\treturn at',
      '\nfunc (x *t) sum() (n int) {\n\tfor _, i := range x.f(0, nil) {\n\t\tn += i\n\t}\n\treturn n + len(x.f(1, nil))\n}\n',
      '\n\tat []int\n',
    ),
  },
  {
    remedy: 'caller-buffer',
    name: 'a number that is read in a loop, and once more elsewhere',
    before:
      reader(
        '\tvar «b» [4]byte\n\tif _, err := io.ReadFull(r, b[:]); err != nil {\n\t\treturn 0, err\n\t}\n\treturn b[0] + b[3], nil',
        IN_LOOP,
      ) +
      '-- other.go --\npackage a\n\nimport "io"\n\nfunc g(r io.Reader) byte {\n\tif b, err := read(r); err == nil {\n\t\treturn b\n\t}\n\treturn 0\n}\n',
    after:
      'package a\n\nimport "io"\n\nfunc read(r io.Reader, b []byte) (byte, error) {\n\tif _, err := io.ReadFull(r, b); err != nil {\n\t\treturn 0, err\n\t}\n\treturn b[0] + b[3], nil\n}\n\nfunc f(r io.Reader, n int) (sum byte) {\n\tvar bBuf [4]byte\n\tfor range n {\n\t\tb, _ := read(r, bBuf[:])\n\t\tsum += b\n\t}\n\treturn sum\n}\n' +
      '-- other.go --\npackage a\n\nimport "io"\n\nfunc g(r io.Reader) byte {\n\tvar bBuf [4]byte\n\tif b, err := read(r, bBuf[:]); err == nil {\n\t\treturn b\n\t}\n\treturn 0\n}\n',
  },
  {
    remedy: 'caller-buffer',
    name: 'what a read leaves out is zero, as before',
    before: reader('\tvar «buf» [4]byte\n\t_, err := r.Read(buf[:2])\n\treturn buf[0] + buf[1], err', IN_LOOP),
    after:
      'package a\n\nimport "io"\n\nfunc read(r io.Reader, buf []byte) (byte, error) {\n\tclear(buf)\n\t_, err := r.Read(buf[:2])\n\treturn buf[0] + buf[1], err\n}\n\nfunc f(r io.Reader, n int) (sum byte) {\n\tvar buf [4]byte\n\tfor range n {\n\t\tb, _ := read(r, buf[:])\n\t\tsum += b\n\t}\n\treturn sum\n}\n',
  },
];

const READS = '\tvar «b» [4]byte\n\t_, err := io.ReadFull(r, b[:])\n\treturn b[0], err';

export const SCRATCH_REFUSALS: readonly { readonly why: string; readonly text: string }[] = [
  { why: 'a function may keep the scratch', text: method('\tb := «make([]byte, 0, 64)»\n\tb = append(b, 1)\n\tkeep(b)\n\treturn nil') },
  {
    why: 'the method may call itself',
    text: method(
      '\tb := «make([]byte, 0, 64)»\n\tb = append(b, 1)\n\tx.g(n)\n\tx.w.Write(b)\n\treturn nil',
      '\nfunc (x *t) g(n int64) {\n\tif n > 0 {\n\t\tx.f(n-1, nil)\n\t}\n}\n',
    ),
  },
  {
    why: 'the scratch is appended to another name',
    text: method('\tb := «make([]byte, 0, 64)»\n\tc := strconv.AppendInt(b, n, 10)\n\tx.w.Write(c)\n\treturn nil'),
  },
  {
    why: 'a caller keeps the scratch',
    text: method('\tat := «make([]int, x.n)»\n\treturn at', '\nfunc (x *t) g() []int {\n\tat := x.f(0, nil)\n\treturn at\n}\n'),
  },
  {
    why: 'a caller may call it again meanwhile',
    text: method(
      '\tat := «make([]int, x.n)»\n\treturn at',
      '\nfunc (x *t) g(visit func()) {\n\tfor range x.f(0, nil) {\n\t\tvisit()\n\t}\n}\n',
    ),
  },
  {
    why: 'the size is worked out by a function',
    text: method('\tb := «make([]byte, size())»\n\tx.w.Write(b)\n\treturn nil', '\nfunc size() int { return 8 }\n'),
  },
  { why: 'no caller loops', text: reader(READS, '\tsum, _ = read(r)') },
  { why: 'a goroutine of the caller reads', text: reader(READS, '\tfor range n {\n\t\tgo read(r)\n\t}') },
  { why: 'the function is a value somewhere', text: reader(READS, '\tfor range n {\n\t\tg := read\n\t\tsum, _ = g(r)\n\t}') },
  { why: 'other packages may call the function', text: reader(READS, IN_LOOP).replaceAll('read(', 'Read(') },
];
