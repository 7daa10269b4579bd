/** Calls of the standard library for which there is one that makes nothing, and variables that are lent to calls of which nobody sees what they run. */
import type { Case } from './cases.js';

const binary = (body: string, params = 'b *bytes.Buffer, n int16', more = '') =>
  `package a\n\nimport (\n\t"bytes"\n\t"encoding/binary"\n${more})\n\nfunc f(${params}) error {\n${body}\n}\n\nvar _ bytes.Buffer\n`;
const lent = (body: string, more = '') =>
  `package a\n\ntype box struct{ n, m int }\n\ntype user interface{ use(b *box) int }\n\ntype t struct {\n\tu user\n\tn int\n${more}}\n\nfunc (x *t) f(ns []int) (sum int) {\n${body}\n\treturn sum\n}\n`;
const AS = 'package a\n\nimport "errors"\n\ntype code struct{ n int }\n\nfunc (c *code) Error() string { return "code" }\n\n';

export const LIBRARY_CASES: readonly Case[] = [
  {
    remedy: 'cut-parts',
    name: 'two parts, and whether there are two',
    before:
      'package a\n\nimport "strings"\n\nfunc f(s string) (string, string, bool) {\n\tkv := «strings.SplitN(s, "=", 2)»\n\tif len(kv) != 2 {\n\t\treturn "", "", false\n\t}\n\treturn kv[0], kv[1], len(kv) == 2\n}\n',
    after:
      'package a\n\nimport "strings"\n\nfunc f(s string) (string, string, bool) {\n\tbefore, after, found := strings.Cut(s, "=")\n\tif !found {\n\t\treturn "", "", false\n\t}\n\treturn before, after, found\n}\n',
  },
  {
    remedy: 'cut-parts',
    name: 'only the second part, as bytes',
    before:
      'package a\n\nimport "bytes"\n\nfunc f(b []byte) []byte {\n\tif ps := b; len(ps) == 0 {\n\t\treturn nil\n\t}\n\tps := «bytes.SplitN(b, []byte(": "), 2)»\n\tif len(ps) > 1 {\n\t\treturn ps[1]\n\t}\n\treturn nil\n}\n',
    after:
      'package a\n\nimport "bytes"\n\nfunc f(b []byte) []byte {\n\tif ps := b; len(ps) == 0 {\n\t\treturn nil\n\t}\n\t_, after, found := bytes.Cut(b, []byte(": "))\n\tif found {\n\t\treturn after\n\t}\n\treturn nil\n}\n',
  },
  {
    remedy: 'cut-parts',
    name: 'the first of many parts',
    before: 'package a\n\nimport "strings"\n\nfunc f(s string) int {\n\tp := «strings.Split(s, ",")»[0]\n\treturn len(p)\n}\n',
    after: 'package a\n\nimport "strings"\n\nfunc f(s string) int {\n\tp, _, _ := strings.Cut(s, ",")\n\treturn len(p)\n}\n',
  },
  {
    remedy: 'cut-parts',
    name: 'the first part as the result',
    before: 'package a\n\nimport "strings"\n\nfunc f(s string) string {\n\treturn «strings.Split(s, ",")»[0]\n}\n',
    after: 'package a\n\nimport "strings"\n\nfunc f(s string) string {\n\tbefore, _, _ := strings.Cut(s, ",")\n\treturn before\n}\n',
  },
  {
    remedy: 'equal-fold',
    name: 'two texts',
    before: 'package a\n\nimport "strings"\n\nfunc f(a, b string) bool { return a != "" && «strings.ToLower(a)» == strings.ToLower(b) }\n',
    after: 'package a\n\nimport "strings"\n\nfunc f(a, b string) bool { return a != "" && strings.EqualFold(a, b) }\n',
  },
  {
    remedy: 'equal-fold',
    name: 'a constant on the left, and unequal',
    before: 'package a\n\nimport "strings"\n\nfunc f(a string) bool { return "GET-1" != «strings.ToUpper(a)» }\n',
    after: 'package a\n\nimport "strings"\n\nfunc f(a string) bool { return !strings.EqualFold("GET-1", a) }\n',
  },
  {
    remedy: 'equal-fold',
    name: 'bytes',
    before: 'package a\n\nimport "bytes"\n\nfunc f(a, b []byte) bool { return bytes.Equal(«bytes.ToLower(a)», bytes.ToLower(b)) }\n',
    after: 'package a\n\nimport "bytes"\n\nfunc f(a, b []byte) bool { return bytes.EqualFold(a, b) }\n',
  },
  {
    remedy: 'append-number',
    name: 'the result of the function',
    before: binary('\treturn «binary.Write(b, binary.BigEndian, n)»'),
    after: binary('\t_, err := b.Write(binary.BigEndian.AppendUint16(b.AvailableBuffer(), uint16(n)))\n\treturn err'),
  },
  {
    remedy: 'append-number',
    name: 'a field, as a statement and in a condition',
    before: binary(
      '\tif err := «binary.Write(&x.w, binary.LittleEndian, x.n)»; err != nil {\n\t\treturn err\n\t}\n\treturn nil',
      'x *struct {\n\tw bytes.Buffer\n\tn uint64\n}',
    ),
    after: binary(
      '\tif _, err := x.w.Write(binary.LittleEndian.AppendUint64(x.w.AvailableBuffer(), x.n)); err != nil {\n\t\treturn err\n\t}\n\treturn nil',
      'x *struct {\n\tw bytes.Buffer\n\tn uint64\n}',
    ),
  },
  {
    remedy: 'as-type',
    name: 'in a loop, with a second condition',
    before: `${AS}func f(errs []error) (n int) {\n\tvar «c» *code\n\tfor _, err := range errs {\n\t\tif errors.As(err, &c) && c.n > 1 {\n\t\t\tn += c.n\n\t\t}\n\t}\n\treturn n\n}\n`,
    after: `${AS}func f(errs []error) (n int) {\n\tfor _, err := range errs {\n\t\tif c, ok := errors.AsType[*code](err); ok && c.n > 1 {\n\t\t\tn += c.n\n\t\t}\n\t}\n\treturn n\n}\n`,
  },
  {
    remedy: 'as-type',
    name: 'only whether it is one',
    before: `${AS}func f(err error) bool {\n\tvar «c» *code\n\tif errors.As(err, &c) {\n\t\treturn true\n\t}\n\treturn false\n}\n`,
    after: `${AS}func f(err error) bool {\n\tif _, ok := errors.AsType[*code](err); ok {\n\t\treturn true\n\t}\n\treturn false\n}\n`,
  },
  {
    remedy: 'write-parts',
    name: 'texts to a builder, the last use of fmt',
    before:
      'package a\n\nimport (\n\t"fmt"\n\t"strings"\n)\n\nfunc f(k, v string) string {\n\tvar b strings.Builder\n\tfmt.Fprintf(&b, "%s=%s", «k», v)\n\treturn b.String()\n}\n',
    after:
      'package a\n\nimport (\n\t"strings"\n)\n\nfunc f(k, v string) string {\n\tvar b strings.Builder\n\tb.WriteString(k)\n\tb.WriteString("=")\n\tb.WriteString(v)\n\treturn b.String()\n}\n',
  },
  {
    remedy: 'write-parts',
    name: 'a number to a buffered writer in a field',
    before:
      'package a\n\nimport (\n\t"bufio"\n\t"fmt"\n)\n\ntype t struct{ w *bufio.Writer }\n\nfunc (x *t) f(n int) {\n\tfmt.Fprintf(x.w, "n=%d;", «n»)\n\tfmt.Fprintln(x.w)\n}\n',
    after:
      'package a\n\nimport (\n\t"bufio"\n\t"fmt"\n\t"strconv"\n)\n\ntype t struct{ w *bufio.Writer }\n\nfunc (x *t) f(n int) {\n\tx.w.WriteString("n=")\n\tx.w.Write(strconv.AppendInt(x.w.AvailableBuffer(), int64(n), 10))\n\tx.w.WriteString(";")\n\tfmt.Fprintln(x.w)\n}\n',
  },
  {
    remedy: 'hoisted-variable',
    name: 'a variable without a value',
    before: lent('\tfor _, n := range ns {\n\t\tvar «b» box\n\t\tb.n = n\n\t\tsum += x.u.use(&b)\n\t}'),
    after: lent('\tvar b box\n\tfor _, n := range ns {\n\t\tb = box{}\n\t\tb.n = n\n\t\tsum += x.u.use(&b)\n\t}'),
  },
  {
    remedy: 'hoisted-variable',
    name: 'a literal',
    before: lent('\tfor i := 0; i < len(ns); i++ {\n\t\t«b» := box{n: ns[i]}\n\t\tsum += x.u.use(&b) + b.m\n\t}'),
    after: lent('\tvar b box\n\tfor i := 0; i < len(ns); i++ {\n\t\tb = box{n: ns[i]}\n\t\tsum += x.u.use(&b) + b.m\n\t}'),
  },
  {
    remedy: 'receiver-variable',
    name: 'a literal in a method',
    before: lent('\t«b» := box{n: len(ns)}\n\tsum = x.u.use(&b)'),
    after: lent('\tx.b = box{n: len(ns)}\n\tsum = x.u.use(&x.b)', '\n\tb box\n'),
  },
];

const split = (body: string) => `package a\n\nimport "strings"\n\nfunc f(s, t string) (string, int) {\n${body}\n}\n`;

export const LIBRARY_REFUSALS: readonly { readonly why: string; readonly text: string }[] = [
  { why: 'there may be more parts', text: split('\tps := «strings.Split(s, "=")»\n\treturn ps[1], len(ps)') },
  { why: 'the parts are looped over', text: split('\tps := «strings.SplitN(s, "=", 2)»\n\tfor range ps {\n\t}\n\treturn ps[1], 0') },
  { why: 'nobody asks whether there are two parts', text: split('\tps := «strings.SplitN(s, "=", 2)»\n\treturn ps[1], 0') },
  { why: 'nothing may be between the parts', text: split('\treturn «strings.Split(s, t)»[0], 0') },
  { why: 'a part is set', text: split('\tps := «strings.SplitN(s, "=", 2)»\n\tif len(ps) == 2 {\n\t\tps[1] = t\n\t}\n\treturn ps[1], 0') },
  {
    why: 'an append to the first part would write over the second',
    text: 'package a\n\nimport "bytes"\n\nfunc f(p []byte) ([]byte, bool) {\n\tps := «bytes.SplitN(p, []byte("="), 2)»\n\treturn append(ps[0], ps[1]...), len(ps) == 2\n}\n',
  },
  {
    why: 'the caller may append to the first part',
    text: 'package a\n\nimport "bytes"\n\nfunc f(p []byte) []byte { return «bytes.Split(p, []byte("="))»[0] }\n',
  },
  {
    why: 'an argument asks the buffer, which the first part changes',
    text: 'package a\n\nimport (\n\t"bytes"\n\t"fmt"\n)\n\nfunc f(k string) int {\n\tvar b bytes.Buffer\n\tfmt.Fprintf(&b, "%s:%d", «k», b.Len())\n\treturn b.Len()\n}\n',
  },
  {
    why: 'a call among the arguments may write to the same buffer',
    text: 'package a\n\nimport (\n\t"bufio"\n\t"fmt"\n)\n\ntype t struct{ w *bufio.Writer }\n\nfunc (x *t) next() string {\n\tx.w.WriteByte(1)\n\treturn "n"\n}\n\nfunc (x *t) f(k string) {\n\tfmt.Fprintf(x.w, "%s%s", «k», x.next())\n}\n',
  },
  {
    why: 'the interface is no error',
    text: 'package a\n\nimport "errors"\n\nfunc f(err error) bool {\n\tvar «t» interface{ Timeout() bool }\n\tif errors.As(err, &t) {\n\t\treturn t.Timeout()\n\t}\n\treturn false\n}\n',
  },
  {
    why: 'before its declaration the name is a function of the package',
    text: lent('\tfor i := 0; i < len(ns); i++ {\n\t\tsum += b()\n\t\tvar «b» box\n\t\tsum += x.u.use(&b)\n\t}').replace(
      'type t',
      'func b() int { return 1 }\n\ntype t',
    ),
  },
  {
    why: 'the constant is never equal',
    text: 'package a\n\nimport "strings"\n\nfunc f(a string) bool { return «strings.ToLower(a)» == "GET" }\n',
  },
  {
    why: 'the letters are folded in two ways',
    text: 'package a\n\nimport "strings"\n\nfunc f(a, b string) bool { return «strings.ToLower(a)» == strings.ToUpper(b) }\n',
  },
  {
    why: 'a letter outside of ASCII folds to others',
    text: 'package a\n\nimport "strings"\n\nfunc f(a string) bool { return «strings.ToLower(a)» == "ſ" }\n',
  },
  {
    why: 'a struct is written',
    text: binary('\treturn «binary.Write(b, binary.BigEndian, n)»', 'b *bytes.Buffer, n struct{ A, B int16 }'),
  },
  { why: 'any writer', text: binary('\treturn «binary.Write(w, binary.BigEndian, n)»', 'w io.Writer, n int16', '\t"io"\n') },
  {
    why: 'the error is used behind the branch',
    text: `${AS}func f(err error) int {\n\tvar «c» *code\n\tif errors.As(err, &c) {\n\t\treturn 1\n\t}\n\treturn c.n\n}\n`,
  },
  {
    why: 'ok means something else there',
    text: `${AS}func f(err error, ok bool) bool {\n\tvar «c» *code\n\tif errors.As(err, &c) {\n\t\treturn ok\n\t}\n\treturn false\n}\n`,
  },
  {
    why: 'a number has no room in a builder',
    text: 'package a\n\nimport (\n\t"fmt"\n\t"strings"\n)\n\nfunc f(n int) string {\n\tvar b strings.Builder\n\tfmt.Fprintf(&b, "n=%d", «n»)\n\treturn b.String()\n}\n',
  },
  {
    why: 'the number of bytes is asked for',
    text: 'package a\n\nimport (\n\t"bytes"\n\t"fmt"\n)\n\nfunc f(b *bytes.Buffer, k string) (int, error) { return fmt.Fprintf(b, "%s", «k») }\n',
  },
  {
    why: 'two calls get it, and either may keep it',
    text: lent('\tvar v user\n\tfor range ns {\n\t\tvar «b» box\n\t\tsum += x.u.use(&b) + v.use(&b)\n\t}'),
  },
  {
    why: 'a known function keeps it',
    text: `${lent('\tfor range ns {\n\t\tvar «b» box\n\t\tkeep(&b)\n\t}')}\nvar kept *box\n\nfunc keep(b *box) { kept = b }\n`,
  },
  {
    why: 'its address is kept here, too',
    text: lent(
      '\tvar all []*box\n\tfor range ns {\n\t\tvar «b» box\n\t\tsum += x.u.use(&b)\n\t\tall = append(all, &b)\n\t}\n\tsum += len(all)',
    ),
  },
  {
    why: 'the address of a field is kept',
    text: lent(
      '\tvar all []*int\n\tfor range ns {\n\t\tvar «b» box\n\t\tsum += x.u.use(&b)\n\t\tall = append(all, &b.n)\n\t}\n\tsum += len(all)',
    ),
  },
  { why: 'a goroutine uses it', text: lent('\tfor range ns {\n\t\tvar «b» box\n\t\tgo x.u.use(&b)\n\t}') },
  { why: 'the method calls itself', text: lent('\t«b» := box{n: len(ns)}\n\tsum = x.u.use(&b)\n\tif sum > 0 {\n\t\tsum += x.f(nil)\n\t}') },
];
