/** Small programs that no remedy may touch. */
import { APPEND_REFUSALS } from './append-cases.js';
import { BUFFER_REFUSALS } from './buffer-refusals.js';
import { CONCRETE_REFUSALS } from './concrete-cases.js';
import { EVERYDAY_REFUSALS } from './everyday-refusals.js';
import { GUARD_REFUSALS } from './guard-cases.js';
import { KNOWN_WAY_REFUSALS } from './known-way-cases.js';
import { LATE_REFUSALS } from './late-cases.js';
import { LIBRARY_REFUSALS } from './library-cases.js';
import { METHOD_REFUSALS } from './method-cases.js';
import { NOTHING_REFUSALS } from './nothing-cases.js';
import { ONCE_REFUSALS } from './once-cases.js';
import { ROOM_REFUSALS } from './room-cases.js';
import { SCRATCH_REFUSALS } from './scratch-cases.js';
import { SORT_REFUSALS } from './sort-cases.js';
import { VALUE_REFUSALS } from './value-cases.js';

/** Looks alike, but the change would not be right. */
export const REFUSED: readonly { readonly why: string; readonly text: string }[] = [
  ...APPEND_REFUSALS,
  ...BUFFER_REFUSALS,
  ...CONCRETE_REFUSALS,
  ...EVERYDAY_REFUSALS,
  ...ROOM_REFUSALS,
  ...GUARD_REFUSALS,
  ...KNOWN_WAY_REFUSALS,
  ...LATE_REFUSALS,
  ...LIBRARY_REFUSALS,
  ...METHOD_REFUSALS,
  ...NOTHING_REFUSALS,
  ...ONCE_REFUSALS,
  ...SCRATCH_REFUSALS,
  ...SORT_REFUSALS,
  ...VALUE_REFUSALS,
  {
    why: 'a named type may have a String method',
    text: 'package a\n\nimport "fmt"\n\ntype id int\n\nfunc f(n id) string { return fmt.Sprint(«n») }\n',
  },
  { why: 'a width', text: 'package a\n\nimport "fmt"\n\nfunc f(n int) string { return fmt.Sprintf("%4d", «n») }\n' },
  { why: 'an escaped percent sign', text: 'package a\n\nimport "fmt"\n\nfunc f(n int) string { return fmt.Sprintf("%d%%", «n») }\n' },
  { why: 'as many allocations as before', text: 'package a\n\nimport "fmt"\n\nfunc f(n int) string { return fmt.Sprintf("n%d", «n») }\n' },
  { why: 'the wrong verb', text: 'package a\n\nimport "fmt"\n\nfunc f(n string) string { return fmt.Sprintf("%d", «n») }\n' },
  { why: 'strconv is a variable here', text: 'package a\n\nimport "fmt"\n\nfunc f(strconv int) string { return fmt.Sprint(«strconv») }\n' },
  {
    why: 'the string is set in another way too',
    text: 'package a\n\nfunc f(xs []string) string {\n\ts := ""\n\tfor _, x := range xs {\n\t\t«s += x»\n\t}\n\ts, n := "x", 1\n\t_ = n\n\treturn s\n}\n',
  },
  {
    why: 'each turn has a string of its own',
    text: 'package a\n\nfunc f(xs []string, use func(string)) {\n\tfor _, x := range xs {\n\t\ts := x\n\t\t«s += "!"»\n\t\tuse(s)\n\t}\n}\n',
  },
  {
    why: 'the address of the string is taken',
    text: 'package a\n\nfunc f(xs []string) *string {\n\ts := ""\n\tfor _, x := range xs {\n\t\t«s += x»\n\t}\n\treturn &s\n}\n',
  },
  {
    why: 'a closure reads the string',
    text: 'package a\n\nfunc f(xs []string) func() string {\n\ts := ""\n\tfor _, x := range xs {\n\t\t«s += x»\n\t}\n\treturn func() string { return s }\n}\n',
  },
  {
    why: 'a result of a named type',
    text: 'package a\n\ntype p string\n\nfunc f(xs []p) p {\n\tvar s p\n\tfor _, x := range xs {\n\t\t«s += x»\n\t}\n\treturn s\n}\n',
  },
  { why: 'the size changes', text: 'package a\n\nfunc f() int {\n\tn := 8\n\tn++\n\treturn len(«make([]byte, n)»)\n}\n' },
  {
    why: 'another file sets the size',
    text: 'package a\n\nfunc f() int { return len(«make([]byte, size)») }\n-- other.go --\npackage a\n\nvar size = 8\n\nfunc set(n int) { size = n }\n',
  },
  { why: 'an exported size', text: 'package a\n\nvar Size = 8\n\nfunc f() int { return len(«make([]byte, Size)») }\n' },
  {
    why: 'the buffer is kept',
    text: 'package a\n\nfunc f(n int) (out [][]byte) {\n\tfor i := range 9 {\n\t\tb := «make([]byte, n)»\n\t\tb[0] = byte(i)\n\t\tout = append(out, b)\n\t}\n\treturn out\n}\n',
  },
  {
    why: 'the buffer goes to a function that may keep it',
    text: 'package a\n\nfunc f(n int, keep func([]byte)) {\n\tfor range 9 {\n\t\tb := «make([]byte, n)»\n\t\tkeep(b)\n\t}\n}\n',
  },
  {
    why: 'the size is another one in each turn',
    text: 'package a\n\nfunc f(ns []int) (s int) {\n\tfor _, n := range ns {\n\t\tb := «make([]byte, n)»\n\t\ts += len(b)\n\t}\n\treturn s\n}\n',
  },
  {
    why: 'the loop sets the size',
    text: 'package a\n\nfunc f(n int) (s int) {\n\tfor range 9 {\n\t\tb := «make([]byte, n)»\n\t\ts += len(b)\n\t\tn++\n\t}\n\treturn s\n}\n',
  },
  {
    why: 'a result is compared with nil',
    text: 'package a\n\ntype t struct{ n int }\n\nfunc newT() *t { return «&t{}» }\n\nfunc g() bool { x := newT(); return x != nil }\n',
  },
  { why: 'exported functions have callers elsewhere', text: 'package a\n\ntype T struct{ n int }\n\nfunc Make() *T { return «&T{}» }\n' },
  {
    why: 'a lock must not be copied',
    text: 'package a\n\nimport "sync"\n\ntype t struct{ mu sync.Mutex }\n\nfunc makeT() *t { return «&t{}» }\n',
  },
  {
    why: 'another return is nil',
    text: 'package a\n\ntype t struct{ n int }\n\nfunc create(ok bool) *t {\n\tif !ok {\n\t\treturn nil\n\t}\n\treturn «&t{}»\n}\n',
  },
  { why: 'the text is not constant', text: 'package a\n\nimport "errors"\n\nfunc f(s string) error { return «errors.New(s)» }\n' },
  { why: 'it happens once already', text: 'package a\n\nimport "errors"\n\nvar err = «errors.New("x")»\n' },
  {
    why: 'a pooled object would empty or reuse memory of others',
    text: 'package a\n\ntype t struct {\n\ttable map[string]int\n\tlines []string\n\trest  []byte\n\tkept  []int\n\tlast  []int\n}\n\nvar all map[string]int\n\nfunc newT(lines []string, b []byte) *t {\n\treturn «&t{lines: lines, rest: b[:2]}»\n}\n\nfunc (x *t) set(n []int) {\n\tx.table = all\n\tx.kept = append(n, 1)\n\tfill(&x.last)\n}\n\nfunc fill(*[]int) {}\n',
  },
  {
    why: 'other packages set what is exported',
    text: 'package a\n\ntype T struct{ Table map[string]int }\n\nfunc NewT() *T {\n\treturn «&T{Table: map[string]int{}}»\n}\n',
  },
  {
    why: 'a literal without names sets the field',
    text: 'package a\n\ntype t struct{ b []byte }\n\nfunc NewT(b []byte) *t {\n\treturn «&t{b}»\n}\n',
  },
];
