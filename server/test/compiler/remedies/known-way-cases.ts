/** Readers that are kept and reset, copies on the error path only, results of a concrete type, texts that need no copy. */
import type { Case } from './cases.js';

const writer = (body: string, made = 'bytes.NewReader(p)', field = '', imports = '"bytes"\n\t"io"') =>
  `package a\n\nimport (\n\t${imports}\n)\n\ntype writer struct {\n\tout io.Writer\n${field}}\n\nfunc (w *writer) From(r io.Reader) (int64, error) { return io.Copy(w.out, r) }\n\nfunc (w *writer) Write(p []byte) (int, error) {\n${body}\n}\n${made}`;
const failing = (shown: string, imports: string) =>
  `package a\n\n${imports}\n\nfunc check(vals []string, want int) error {\n\tif len(vals) != want {\n\t\treturn fmt.Errorf("want %d, got %v", want, ${shown})\n\t}\n\treturn nil\n}\n\n`;
const FMT = 'import "fmt"';
const BOTH = 'import (\n\t"fmt"\n\t"slices"\n)';
const SUM =
  'type sum struct{ v uint32 }\n\nfunc (s *sum) Next() uint32 { s.v++; return s.v }\n\ntype nexter interface{ Next() uint32 }\n\n';

export const KNOWN_WAY_CASES: readonly Case[] = [
  {
    remedy: 'kept-reader',
    name: 'an argument of a method',
    before: writer('\tn, err := w.From(«bytes.NewReader(p)»)\n\treturn int(n), err', ''),
    after: writer('\tw.reader.Reset(p)\n\tn, err := w.From(&w.reader)\n\treturn int(n), err', '', '\n\treader bytes.Reader\n'),
  },
  {
    remedy: 'kept-reader',
    name: 'a variable, and a bufio.Writer',
    before: writer('\tb := «bufio.NewWriter(w.out)»\n\tb.Write(p)\n\treturn len(p), b.Flush()', '', '', '"bufio"\n\t"io"').replace(
      'Write(p []byte)',
      'put(p []byte)',
    ),
    after: writer(
      '\tw.writer.Reset(w.out)\n\tb := &w.writer\n\tb.Write(p)\n\treturn len(p), b.Flush()',
      '',
      '\n\twriter bufio.Writer\n',
      '"bufio"\n\t"io"',
    ).replace('Write(p []byte)', 'put(p []byte)'),
  },
  {
    remedy: 'kept-reader',
    name: 'in the beginning of an if',
    before: writer('\tif _, err := w.From(«bytes.NewReader(p)»); err != nil {\n\t\treturn 0, err\n\t}\n\treturn len(p), nil', ''),
    after: writer(
      '\tw.reader.Reset(p)\n\tif _, err := w.From(&w.reader); err != nil {\n\t\treturn 0, err\n\t}\n\treturn len(p), nil',
      '',
      '\n\treader bytes.Reader\n',
    ),
  },
  {
    remedy: 'copy-on-failure',
    name: 'in the function that is given the slice',
    before: `${failing('vals', FMT)}func f(a, b string) error { return check(«[]string{a, b}», 2) }\n`,
    after: `${failing('slices.Clone(vals)', BOTH)}func f(a, b string) error { return check([]string{a, b}, 2) }\n`,
  },
  {
    remedy: 'copy-on-failure',
    name: 'a part of an array of the function itself',
    before:
      'package a\n\nimport "fmt"\n\nfunc f(read func() byte) error {\n\tvar «buf» [4]byte\n\tfor i := range buf {\n\t\tbuf[i] = read()\n\t}\n\tif buf[0] != 7 {\n\t\treturn fmt.Errorf("bad %x", buf[:2])\n\t}\n\treturn nil\n}\n',
    after:
      'package a\n\nimport (\n\t"fmt"\n\t"slices"\n)\n\nfunc f(read func() byte) error {\n\tvar buf [4]byte\n\tfor i := range buf {\n\t\tbuf[i] = read()\n\t}\n\tif buf[0] != 7 {\n\t\treturn fmt.Errorf("bad %x", slices.Clone(buf[:2]))\n\t}\n\treturn nil\n}\n',
  },
  {
    remedy: 'concrete-result',
    name: 'one type in each return',
    before: `package a\n\n${SUM}func newSum(n uint32) nexter {\n\tif n > 3 {\n\t\treturn &sum{v: n}\n\t}\n\treturn «&sum{}»\n}\n\nfunc f() uint32 { return newSum(4).Next() }\n`,
    after: `package a\n\n${SUM}func newSum(n uint32) *sum {\n\tif n > 3 {\n\t\treturn &sum{v: n}\n\t}\n\treturn &sum{}\n}\n\nfunc f() uint32 { return newSum(4).Next() }\n`,
  },
  {
    remedy: 'concrete-result',
    name: 'an interface of another package, which is imported for nothing else',
    before:
      'package a\n\nimport "fmt"\n\ntype name struct{ s string }\n\nfunc (n *name) String() string { return n.s }\n\nfunc newName(s string) fmt.Stringer { return «&name{s}» }\n\nvar _ = newName("a").String()\n',
    after:
      'package a\n\ntype name struct{ s string }\n\nfunc (n *name) String() string { return n.s }\n\nfunc newName(s string) *name { return &name{s} }\n\nvar _ = newName("a").String()\n',
  },
  {
    remedy: 'text-without-copy',
    name: 'a key that is looked up',
    before: 'package a\n\nimport "bytes"\n\nfunc f(m map[string]int, b *bytes.Buffer) int { return m[«b.String()»] }\n',
    after: 'package a\n\nimport "bytes"\n\nfunc f(m map[string]int, b *bytes.Buffer) int { return m[string(b.Bytes())] }\n',
  },
];

export const KNOWN_WAY_REFUSALS: readonly { readonly why: string; readonly text: string }[] = [
  { why: 'the reader is returned', text: writer('\tlast = «bytes.NewReader(p)»\n\treturn 0, nil', '\nvar last *bytes.Reader\n') },
  {
    why: 'the reader is made in each iteration',
    text: writer('\tfor range p {\n\t\tw.From(«bytes.NewReader(p)»)\n\t}\n\treturn 0, nil', ''),
  },
  { why: 'another goroutine reads it', text: writer('\tgo w.From(«bytes.NewReader(p)»)\n\treturn 0, nil', '') },
  {
    why: 'a constructor keeps the reader',
    text: writer(
      '\tio.Copy(w.out, newCounter(«bytes.NewReader(p)»))\n\treturn 0, nil',
      '\nfunc newCounter(r io.Reader) io.Reader { return r }\n',
    ),
  },
  {
    why: 'the reader is in use when the method is called again',
    text: writer('\tif len(p) > 3 {\n\t\tw.Write(p[:1])\n\t}\n\tn, err := w.From(«bytes.NewReader(p)»)\n\treturn int(n), err', ''),
  },
  {
    why: 'the receiver is a copy',
    text: 'package a\n\nimport (\n\t"bytes"\n\t"io"\n)\n\ntype w struct{ out io.Writer }\n\nfunc (x w) f(p []byte) { io.Copy(x.out, «bytes.NewReader(p)») }\n',
  },
  {
    why: 'what is told is no slice',
    text: 'package a\n\nimport "fmt"\n\ntype point struct{ x, y int }\n\nfunc check(p *point) error {\n\tif p.x < 0 {\n\t\treturn fmt.Errorf("bad %v", p)\n\t}\n\treturn nil\n}\n\nfunc f(x int) error { return check(«&point{x, x}») }\n',
  },
  {
    why: 'it is told of on every path',
    text: 'package a\n\nimport "fmt"\n\nfunc show(vals []string) string { return fmt.Sprintf("%v", vals) }\n\nfunc f(a string) string { return show(«[]string{a, a}») }\n',
  },
  {
    why: 'one return is of another type',
    text: `package a\n\n${SUM}type two struct{ sum }\n\nfunc newSum(n int) nexter {\n\tif n > 3 {\n\t\treturn &two{}\n\t}\n\treturn «&sum{}»\n}\n`,
  },
  {
    why: 'one return is nil',
    text: `package a\n\n${SUM}func newSum(n int) nexter {\n\tif n > 3 {\n\t\treturn nil\n\t}\n\treturn «&sum{}»\n}\n`,
  },
  {
    why: 'the function is a value',
    text: `package a\n\n${SUM}var makers = []func() nexter{newSum}\n\nfunc newSum() nexter { return «&sum{}» }\n`,
  },
  { why: 'other packages may call it', text: `package a\n\n${SUM}func New() nexter { return «&sum{}» }\n` },
  {
    why: 'the text is kept as a key',
    text: 'package a\n\nimport "bytes"\n\nfunc f(m map[string]int, b *bytes.Buffer) { m[«b.String()»] = 1 }\n',
  },
  {
    why: 'a strings.Builder makes no copy',
    text: 'package a\n\nimport "strings"\n\nfunc f(m map[string]int, b *strings.Builder) int { return m[«b.String()»] }\n',
  },
];
