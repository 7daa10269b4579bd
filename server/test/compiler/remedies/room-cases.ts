/** Room that is made before a loop, copies that only a store needs, and bytes that need no reader: before and after, and what only looks alike. */
import type { Case } from './cases.js';

const filled = (body: string) =>
  `package a\n\nimport "slices"\n\ntype item struct{ n int }\n\ntype list struct{ items, other []*item }\n\nvar _ = slices.Sort[[]int]\n\nfunc f(in *list, m map[string]*item, xs []int) *list {\n\tout := &list{}\n${body}\treturn out\n}\n`;
const built = (body: string, before = '') =>
  `package a\n\nimport "strings"\n\nfunc f(s string, n int) string {\n\tvar b strings.Builder\n${before}${body}\treturn b.String()\n}\n`;
const looked = (body: string) =>
  `package a\n\ntype t struct{ m map[string][]byte }\n\nfunc (x *t) f(k, v []byte) (n int) {\n${body}\treturn n\n}\n\nfunc use(string) {}\n\nfunc g([]byte) {}\n`;
const decoded = (statement: string) =>
  `package a\n\nimport (\n\t"bytes"\n\t"encoding/binary"\n)\n\ntype h struct{ A, B uint16 }\n\nfunc f(b []byte) (v h, err error) {\n${statement}}\n`;

const twins = (imports: string, value: string) =>
  `package a\n\nimport ${imports}\n\ntype r struct{ path, own []byte }\n\nfunc (x *r) f(s string, n int) any {\n\treturn ${value}\n}\n`;

export const ROOM_CASES: readonly Case[] = [
  {
    remedy: 'room-before-loop',
    name: 'a field of what is made here, with elements that may be left out',
    before: filled(
      '\tfor _, v := range in.items {\n\t\tif v == nil {\n\t\t\tcontinue\n\t\t}\n\t\tout.items = «append(out.items, v)»\n\t}\n',
    ),
    after: filled(
      '\tout.items = slices.Grow(out.items, len(in.items))\n\tfor _, v := range in.items {\n\t\tif v == nil {\n\t\t\tcontinue\n\t\t}\n\t\tout.items = append(out.items, v)\n\t}\n',
    ),
  },
  {
    remedy: 'room-before-loop',
    name: 'of a map',
    before: filled('\tfor _, v := range m {\n\t\tout.items = «append(out.items, v)»\n\t}\n'),
    after: filled('\tout.items = slices.Grow(out.items, len(m))\n\tfor _, v := range m {\n\t\tout.items = append(out.items, v)\n\t}\n'),
  },
  {
    remedy: 'room-for-text',
    name: 'runes of a text',
    before: built(
      '\tfor _, c := range s {\n\t\tif c == \'_\' {\n\t\t\t«b.WriteString("__")»\n\t\t} else {\n\t\t\tb.WriteRune(c)\n\t\t}\n\t}\n',
    ),
    after: built(
      '\tb.Grow(len(s))\n\tfor _, c := range s {\n\t\tif c == \'_\' {\n\t\t\tb.WriteString("__")\n\t\t} else {\n\t\t\tb.WriteRune(c)\n\t\t}\n\t}\n',
    ),
  },
  {
    remedy: 'room-for-text',
    name: 'bytes of a text by their index',
    before: built('\tfor i := 0; i < len(s); i++ {\n\t\t«b.WriteByte(s[i])»\n\t}\n'),
    after: built('\tb.Grow(len(s))\n\tfor i := 0; i < len(s); i++ {\n\t\tb.WriteByte(s[i])\n\t}\n'),
  },
  {
    remedy: 'conversion-at-lookup',
    name: 'looked up, and stored once',
    before: looked('\tkey := «string(k)»\n\tif _, ok := x.m[key]; ok {\n\t\treturn 1\n\t}\n\tx.m[key] = v\n'),
    after: looked('\tif _, ok := x.m[string(k)]; ok {\n\t\treturn 1\n\t}\n\tx.m[string(k)] = v\n'),
  },
  {
    remedy: 'conversion-at-lookup',
    name: 'looked up twice',
    before: looked('\tkey := «string(k)»\n\tn = len(x.m[key])\n\tn += cap(x.m[key])\n'),
    after: looked('\tn = len(x.m[string(k)])\n\tn += cap(x.m[string(k)])\n'),
  },
  {
    remedy: 'bytes-twin',
    name: 'a text, the last use of strings',
    before: twins('"strings"', 'strings.HasPrefix(«string(x.path)», s)'),
    after: twins('"bytes"', 'bytes.HasPrefix(x.path, []byte(s))'),
  },
  {
    remedy: 'bytes-twin',
    name: 'bytes on both sides, and what takes a byte',
    before: twins('"strings"', 'strings.IndexByte(s, 1) + strings.Compare(«string(x.path[1:])», string(x.own))'),
    after: twins('(\n\t"bytes"\n\t"strings"\n)', 'strings.IndexByte(s, 1) + bytes.Compare(x.path[1:], x.own)'),
  },
  {
    remedy: 'bytes-twin',
    name: 'a byte',
    before: twins('"strings"', "strings.IndexByte(«string(x.path)», '/')"),
    after: twins('"bytes"', "bytes.IndexByte(x.path, '/')"),
  },
  {
    remedy: 'decode-directly',
    name: 'the last use of bytes',
    before: decoded(
      '\tif err := binary.Read(«bytes.NewReader(b)», binary.BigEndian, &v); err != nil {\n\t\treturn v, err\n\t}\n\treturn v, nil\n',
    ),
    after: decoded(
      '\tif _, err := binary.Decode(b, binary.BigEndian, &v); err != nil {\n\t\treturn v, err\n\t}\n\treturn v, nil\n',
    ).replace('\t"bytes"\n', ''),
  },
  {
    remedy: 'decode-directly',
    name: 'an assignment, a part of the bytes',
    before: decoded('\terr = binary.Read(«bytes.NewReader(b[2:])», binary.LittleEndian, &v)\n\tbytes.Clone(b)\n\treturn v, err\n'),
    after: decoded('\t_, err = binary.Decode(b[2:], binary.LittleEndian, &v)\n\tbytes.Clone(b)\n\treturn v, err\n'),
  },
];

export const ROOM_REFUSALS: readonly { readonly why: string; readonly text: string }[] = [
  {
    why: 'the loop may end early',
    text: filled('\tfor _, v := range in.items {\n\t\tif v == nil {\n\t\t\tbreak\n\t\t}\n\t\tout.items = «append(out.items, v)»\n\t}\n'),
  },
  {
    why: 'only some elements are kept',
    text: filled('\tfor _, v := range in.items {\n\t\tif v.n > 1 {\n\t\t\tout.items = «append(out.items, v)»\n\t\t}\n\t}\n'),
  },
  {
    why: 'the slice grows while it is looped over',
    text: filled('\tfor _, v := range out.items {\n\t\tout.items = «append(out.items, v)»\n\t}\n'),
  },
  {
    why: 'a loop in a loop would copy what is there',
    text: filled('\tfor range xs {\n\t\tfor _, v := range in.items {\n\t\t\tout.items = «append(out.items, v)»\n\t\t}\n\t}\n'),
  },
  {
    why: 'what is looped over changes',
    text: filled('\tfor _, v := range in.items {\n\t\tin = nil\n\t\tout.items = «append(out.items, v)»\n\t}\n'),
  },
  {
    why: 'the slice is that of another value each time',
    text: filled('\tfor _, v := range in.items {\n\t\tout = &list{}\n\t\tout.items = «append(out.items, v)»\n\t}\n'),
  },
  {
    why: 'the append goes to another field',
    text: filled('\tfor _, v := range in.items {\n\t\tout.other = «append(out.items, v)»\n\t}\n'),
  },
  { why: 'there is room already', text: built('\tfor _, c := range s {\n\t\t«b.WriteRune(c)»\n\t}\n', '\tb.Grow(n)\n') },
  { why: 'the builder holds something before', text: built('\tfor _, c := range s {\n\t\t«b.WriteRune(c)»\n\t}\n', '\tb.WriteByte(1)\n') },
  { why: 'nobody knows how often it is written', text: built("\tfor range n {\n\t\t«b.WriteByte('x')»\n\t}\n\t_ = s\n") },
  { why: 'the text changes in the loop', text: built('\tfor i := 0; i < len(s); i++ {\n\t\ts = s[1:]\n\t\t«b.WriteByte(s[i])»\n\t}\n') },
  { why: 'the key is used for more', text: looked('\tkey := «string(k)»\n\tuse(key)\n\tn = len(x.m[key])\n') },
  { why: 'the bytes change between', text: looked('\tkey := «string(k)»\n\tk[0] = 1\n\tn = len(x.m[key])\n') },
  { why: 'others may change the bytes between', text: looked('\tkey := «string(k)»\n\tg(k)\n\tn = len(x.m[key])\n') },
  { why: 'it is stored twice', text: looked('\tkey := «string(k)»\n\tn = len(x.m[key])\n\tx.m[key] = v\n\tx.m[key] = nil\n') },
  { why: 'it is stored only', text: looked('\tkey := «string(k)»\n\tx.m[key] = v\n') },
  { why: 'a loop looks it up again and again', text: looked('\tkey := «string(k)»\n\tfor range 10 {\n\t\tn += len(x.m[key])\n\t}\n') },
  { why: 'it is the index of an array of bytes', text: looked('\tkey := «string(k)»\n\tn = int(key[0])\n') },
  { why: 'package bytes has another result', text: twins('"strings"', 'strings.TrimSpace(«string(x.path)»)') },
  { why: 'it is the text that is looked for', text: twins('"strings"', 'strings.HasPrefix(s, «string(x.path)»)') },
  { why: 'it is no copy of bytes', text: twins('"strings"', 'strings.HasPrefix(«string(rune(n))», s)') },
  {
    why: 'a function of the program reads it',
    text: twins('"strings"', 'strings.IndexFunc(«string(x.path)», func(rune) bool { return true })'),
  },
  { why: 'the error is returned at once', text: decoded('\treturn v, binary.Read(«bytes.NewReader(b)», binary.BigEndian, &v)\n') },
  {
    why: 'the reader is read on',
    text: decoded(
      '\tr := «bytes.NewReader(b)»\n\terr = binary.Read(r, binary.BigEndian, &v)\n\terr = binary.Read(r, binary.BigEndian, &v)\n\treturn v, err\n',
    ),
  },
];
