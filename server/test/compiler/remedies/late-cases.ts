/** Maps with room from the beginning, variables that are copied late, the last part of a text, errors that are alike. */
import type { Case } from './cases.js';

const maps = (made: string, body: string, parameters = 'a, b map[string]int, xs []string') =>
  `package a\n\nfunc f(${parameters}) map[string]int {\n\tm := ${made}\n${body}\n\treturn m\n}\n`;
const BOTH = '\tfor k, v := range a {\n\t\tm[k] = v\n\t}\n\tfor k, v := range b {\n\t\tm[k] = v + 1\n\t}';
const late = (send: string, declared = 'av', more = '') =>
  `package a\n\ntype slots struct {\n\tn  int\n\tof [4]int\n}\n\ntype proc struct {\n\tleader int\n\tnow    slots\n\tsend   func([]int)\n}\n\nfunc (p *proc) f() {\n\t${declared} := p.now\n\tif p.leader == 0 {\n\t\treturn\n\t}\n${send}${more}}\n`;
const last = (body: string) => `package a\n\nimport "strings"\n\nfunc f(s string) string {\n${body}\n}\n`;

export const LATE_CASES: readonly Case[] = [
  {
    remedy: 'room-for-map',
    name: 'a literal that two loops fill',
    before: maps('«map[string]int{}»', BOTH),
    after: maps('make(map[string]int, len(a)+len(b))', BOTH),
  },
  {
    remedy: 'room-for-map',
    name: 'a store into what make made',
    before: maps('make(map[string]int)', '\tfor i, x := range xs {\n\t\t«m[x]» = i\n\t}'),
    after: maps('make(map[string]int, len(xs))', '\tfor i, x := range xs {\n\t\tm[x] = i\n\t}'),
  },
  {
    remedy: 'late-copy',
    name: 'a part of a struct',
    before: late('\tp.send(av.of[:])\n', '«av»'),
    after: late('\tavCopy := av\n\tp.send(avCopy.of[:])\n'),
  },
  {
    remedy: 'last-part',
    name: 'the last of many parts',
    before: last('\tparts := «strings.Split(s, ".")»\n\treturn parts[len(parts)-1]'),
    after: last('\treturn s[strings.LastIndex(s, ".")+1:]'),
  },
  {
    remedy: 'error-sentinel',
    name: 'another name than the same text gets in another function',
    before:
      'package a\n\nimport "errors"\n\nfunc f() error {\n\treturn errors.New("client gone")\n}\n\nfunc g() error {\n\treturn «errors.New("client gone")»\n}\n',
    after:
      'package a\n\nimport "errors"\n\nfunc f() error {\n\treturn errors.New("client gone")\n}\n\nvar errClientGone2 = errors.New("client gone")\n\nfunc g() error {\n\treturn errClientGone2\n}\n',
  },
  {
    remedy: 'error-sentinel',
    name: 'the error that the package has already',
    before:
      'package a\n\nimport "errors"\n\nfunc g() error {\n\treturn «errors.New("client gone")»\n}\n-- b.go --\npackage a\n\nimport "errors"\n\nvar errGone = errors.New("client gone")\n',
    after:
      'package a\n\nfunc g() error {\n\treturn errGone\n}\n-- b.go --\npackage a\n\nimport "errors"\n\nvar errGone = errors.New("client gone")\n',
  },
];

export const LATE_REFUSALS: readonly { readonly why: string; readonly text: string }[] = [
  {
    why: 'only some of the entries are stored',
    text: maps('«map[string]int{}»', '\tfor k, v := range a {\n\t\tif v > 0 {\n\t\t\tm[k] = v\n\t\t}\n\t}'),
  },
  {
    why: 'some iterations go on before the store',
    text: maps('«map[string]int{}»', '\tfor k, v := range a {\n\t\tif v > 0 {\n\t\t\tcontinue\n\t\t}\n\t\tm[k] = v\n\t}'),
  },
  {
    why: 'the loop ends early',
    text: maps('«map[string]int{}»', '\tfor k, v := range a {\n\t\tm[k] = v\n\t\tif v > 3 {\n\t\t\tbreak\n\t\t}\n\t}'),
  },
  { why: 'the map has room', text: maps('«make(map[string]int, 9)»', BOTH) },
  { why: 'the map holds something', text: maps('«map[string]int{"a": 1}»', BOTH) },
  {
    why: 'what is looped over is made after the map',
    text: maps('«map[string]int{}»', '\tys := append(xs, "z")\n\tfor i, y := range ys {\n\t\tm[y] = i\n\t}'),
  },
  {
    why: 'what is looped over gets more between',
    text: maps('«map[string]int{}»', '\txs = append(xs, "z")\n\tfor i, x := range xs {\n\t\tm[x] = i\n\t}'),
  },
  {
    why: 'a loop in a loop fills the map',
    text: maps('«map[string]int{}»', '\tfor range b {\n\t\tfor k, v := range a {\n\t\t\tm[k] = v\n\t\t}\n\t}'),
  },
  {
    why: 'another function fills the map, too',
    text: maps('«map[string]int{}»', '\tadd := func() { m["a"] = 1 }\n\tadd()\n\tfor k, v := range a {\n\t\tm[k] = v\n\t}'),
  },
  { why: 'the variable is used afterwards', text: late('\tp.send(«av».of[:])\n', 'av', '\tp.now.n = av.n\n') },
  {
    why: 'the address is needed in each iteration',
    text: late('\tfor range p.leader {\n\t\tp.send(av.of[:])\n\t}\n', '«av»'),
  },
  {
    why: 'nothing returns before',
    text: 'package a\n\ntype proc struct {\n\tnow  [4]int\n\tsend func([]int)\n}\n\nfunc (p proc) f() {\n\t«av» := p.now\n\tp.send(av[:])\n\tp.now[0]++\n}\n',
  },
  { why: 'the separator is longer', text: last('\tparts := «strings.Split(s, "::")»\n\treturn parts[len(parts)-1]') },
  { why: 'the first part is used, too', text: last('\tparts := «strings.Split(s, ".")»\n\treturn parts[0] + parts[len(parts)-1]') },
  { why: 'the text is another one by then', text: last('\tparts := «strings.Split(s, ".")»\n\ts = "x"\n\treturn parts[len(parts)-1]') },
];
