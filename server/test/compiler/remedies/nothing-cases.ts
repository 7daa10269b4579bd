/** Texts, slices and copies that are made for nothing, and fields whose address keeps all of a variable on the heap. */
import type { Case } from './cases.js';

export const NOTHING_CASES: readonly Case[] = [
  {
    remedy: 'range-parts',
    name: 'a loop over the parts',
    before:
      'package a\n\nimport "strings"\n\nfunc f(s string) (n int) {\n\tfor _, p := range «strings.Split(s, ",")» {\n\t\tn += len(p)\n\t}\n\treturn n\n}\n',
    after:
      'package a\n\nimport "strings"\n\nfunc f(s string) (n int) {\n\tfor p := range strings.SplitSeq(s, ",") {\n\t\tn += len(p)\n\t}\n\treturn n\n}\n',
  },
  {
    remedy: 'range-parts',
    name: 'a variable that is there for the loop behind it',
    before:
      'package a\n\nimport "strings"\n\nfunc f(s string) (n int) {\n\twords := «strings.Fields(s)»\n\tfor _, w := range words {\n\t\tn += len(w)\n\t}\n\treturn n\n}\n',
    after:
      'package a\n\nimport "strings"\n\nfunc f(s string) (n int) {\n\tfor w := range strings.FieldsSeq(s) {\n\t\tn += len(w)\n\t}\n\treturn n\n}\n',
  },
  {
    remedy: 'append-text',
    name: 'a time that is appended',
    before:
      'package a\n\nimport "time"\n\nfunc f(b []byte, t time.Time) []byte {\n\tb = append(b, «t.Format(time.RFC3339)»...)\n\treturn b\n}\n',
    after: 'package a\n\nimport "time"\n\nfunc f(b []byte, t time.Time) []byte {\n\tb = t.AppendFormat(b, time.RFC3339)\n\treturn b\n}\n',
  },
  {
    remedy: 'append-text',
    name: 'a number that is written to a buffer',
    before: 'package a\n\nimport (\n\t"bytes"\n\t"strconv"\n)\n\nfunc f(b *bytes.Buffer, n int) {\n\tb.WriteString(«strconv.Itoa(n)»)\n}\n',
    after:
      'package a\n\nimport (\n\t"bytes"\n\t"strconv"\n)\n\nfunc f(b *bytes.Buffer, n int) {\n\tb.Write(strconv.AppendInt(b.AvailableBuffer(), int64(n), 10))\n}\n',
  },
  {
    remedy: 'range-string',
    name: 'runes for a loop',
    before: 'package a\n\nfunc f(s string) (n int) {\n\tfor _, r := range «[]rune(s)» {\n\t\tn += int(r)\n\t}\n\treturn n\n}\n',
    after: 'package a\n\nfunc f(s string) (n int) {\n\tfor _, r := range s {\n\t\tn += int(r)\n\t}\n\treturn n\n}\n',
  },
  {
    remedy: 'format-without-boxing',
    name: 'a checksum as hexadecimal text',
    before:
      'package a\n\nimport (\n\t"crypto/sha256"\n\t"fmt"\n)\n\nfunc f(b []byte) string {\n\tsum := sha256.Sum256(b)\n\treturn fmt.Sprintf("%x", «sum»)\n}\n',
    after:
      'package a\n\nimport (\n\t"crypto/sha256"\n\t"encoding/hex"\n)\n\nfunc f(b []byte) string {\n\tsum := sha256.Sum256(b)\n\treturn hex.EncodeToString(sum[:])\n}\n',
  },
  {
    remedy: 'field-copy',
    name: 'the address of a field of a parameter',
    before:
      'package a\n\nimport "time"\n\ntype file struct {\n\tname  string\n\troom  [64]byte\n\tBirth time.Time\n}\n\ntype child struct{ created *time.Time }\n\nfunc f(«m» file, c *child) {\n\tc.created = &m.Birth\n}\n',
    after:
      'package a\n\nimport "time"\n\ntype file struct {\n\tname  string\n\troom  [64]byte\n\tBirth time.Time\n}\n\ntype child struct{ created *time.Time }\n\nfunc f(m file, c *child) {\n\tbirth := m.Birth\n\tc.created = &birth\n}\n',
  },
  {
    remedy: 'field-copy',
    name: 'in a loop that the variable is outside of',
    before:
      'package a\n\ntype file struct {\n\troom [64]byte\n\tid   int\n}\n\nvar all []*int\n\nfunc f(«m» file, n int) {\n\tfor range n {\n\t\tall = append(all, &m.id)\n\t}\n}\n',
    after:
      'package a\n\ntype file struct {\n\troom [64]byte\n\tid   int\n}\n\nvar all []*int\n\nfunc f(m file, n int) {\n\tid := m.id\n\tfor range n {\n\t\tall = append(all, &id)\n\t}\n}\n',
  },
  {
    remedy: 'conversion-at-lookup',
    name: 'new keys only',
    before:
      'package a\n\ntype count struct {\n\tterm string\n\tn    int\n}\n\nfunc f(terms [][]byte, m map[string]*count) {\n\tfor _, b := range terms {\n\t\tterm := «string(b)»\n\t\tc, ok := m[term]\n\t\tif ok {\n\t\t\tc.n++\n\t\t\tcontinue\n\t\t}\n\t\tm[term] = &count{term, 1}\n\t}\n}\n',
    after:
      'package a\n\ntype count struct {\n\tterm string\n\tn    int\n}\n\nfunc f(terms [][]byte, m map[string]*count) {\n\tfor _, b := range terms {\n\t\tc, ok := m[string(b)]\n\t\tif ok {\n\t\t\tc.n++\n\t\t\tcontinue\n\t\t}\n\t\tterm := string(b)\n\t\tm[term] = &count{term, 1}\n\t}\n}\n',
  },
  {
    remedy: 'conversion-at-lookup',
    name: 'the field of an element',
    before:
      'package a\n\ntype token struct {\n\tterm []byte\n\tat   int\n}\n\nfunc f(ts []token, m map[string]int) {\n\tfor _, t := range ts {\n\t\tterm := «string(t.term)»\n\t\tif m[term] > t.at {\n\t\t\tcontinue\n\t\t}\n\t\tprintln(term)\n\t}\n}\n',
    after:
      'package a\n\ntype token struct {\n\tterm []byte\n\tat   int\n}\n\nfunc f(ts []token, m map[string]int) {\n\tfor _, t := range ts {\n\t\tif m[string(t.term)] > t.at {\n\t\t\tcontinue\n\t\t}\n\t\tterm := string(t.term)\n\t\tprintln(term)\n\t}\n}\n',
  },
];

export const NOTHING_REFUSALS: readonly { readonly why: string; readonly text: string }[] = [
  {
    why: 'the index is that of a rune',
    text: 'package a\n\nfunc f(s string) (n int) {\n\tfor i, r := range «[]rune(s)» {\n\t\tn += int(r) * i\n\t}\n\treturn n\n}\n',
  },
  {
    why: 'the loop asks which part it is',
    text: 'package a\n\nimport "strings"\n\nfunc f(s string) (n int) {\n\tfor i, p := range «strings.Split(s, ",")» {\n\t\tn += i * len(p)\n\t}\n\treturn n\n}\n',
  },
  {
    why: 'what changes the bytes changes the parts that come',
    text: 'package a\n\nimport "bytes"\n\nfunc f(b []byte) {\n\tfor _, p := range «bytes.Split(b, []byte(","))» {\n\t\tp[0] = 1\n\t}\n}\n',
  },
  {
    why: 'the loop writes to what is split',
    text: 'package a\n\nimport "bytes"\n\nfunc f(b []byte) (n int) {\n\tfor _, p := range «bytes.Split(b, []byte(","))» {\n\t\tb[0] = 1\n\t\tn += len(p)\n\t}\n\treturn n\n}\n',
  },
  {
    why: 'the field is written later, and seen by the pointer',
    text: 'package a\n\ntype file struct {\n\troom [64]byte\n\tid   int\n}\n\nvar last *int\n\nfunc f(«m» file, n int) {\n\tlast = &m.id\n\tm.id = n\n}\n',
  },
  {
    why: 'a method may write the variable',
    text: 'package a\n\ntype file struct {\n\troom [64]byte\n\tid   int\n}\n\nfunc (m *file) next() { m.id++ }\n\nvar last *int\n\nfunc f(«m» file) {\n\tlast = &m.id\n\tm.next()\n}\n',
  },
  {
    why: 'two fields are addressed',
    text: 'package a\n\ntype file struct {\n\troom   [64]byte\n\tid, of int\n}\n\nvar last, first *int\n\nfunc f(«m» file) {\n\tlast, first = &m.id, &m.of\n}\n',
  },
  {
    why: 'what is behind a pointer is not part of the variable',
    text: 'package a\n\ntype file struct {\n\troom [64]byte\n\tid   int\n}\n\nvar all []*int\n\nfunc f(m file, p **file) {\n\tfor range 3 {\n\t\t«x» := &m\n\t\tall = append(all, &x.id)\n\t\t*p = x\n\t}\n}\n',
  },
  {
    why: 'a type of bytes with a String method of its own',
    text: 'package a\n\nimport "fmt"\n\ntype id []byte\n\nfunc (i id) String() string { return "id" }\n\nfunc f(b id) string { return fmt.Sprintf("%x", «b») }\n',
  },
  {
    why: 'nothing ends before the key is kept',
    text: 'package a\n\nvar last string\n\nfunc f(b []byte, m map[string]int) int {\n\tterm := «string(b)»\n\tn := m[term]\n\tlast = term\n\treturn n\n}\n',
  },
  {
    why: 'a method may change the bytes before they are converted',
    text: 'package a\n\ntype token struct{ term []byte }\n\nfunc (t *token) next() { t.term = nil }\n\nfunc f(t *token, m map[string]int) string {\n\tterm := «string(t.term)»\n\tt.next()\n\tif m[term] > 1 {\n\t\treturn ""\n\t}\n\treturn term\n}\n',
  },
];
