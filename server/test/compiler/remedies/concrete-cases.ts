/** Parameters that every caller gives one type for, before and after, and where they must stay. */
import type { Case } from './cases.js';

const program = (body: string, callers: string, parameter = 'c caller') =>
  `package a\n\ntype ctx struct{ n int }\n\ntype caller interface{ call(*ctx) }\n\ntype adder struct{ n int }\n\nfunc (a *adder) call(c *ctx) { c.n += a.n }\n\nfunc run(${parameter}, n int) int {\n${body}\n}\n\n${callers}\n`;
const BODY = '\tvar «x» ctx\n\tfor range n {\n\t\tc.call(&x)\n\t}\n\treturn x.n';
const CALLERS = 'func f(n int) int {\n\ta := &adder{n: 2}\n\treturn run(a, n) + run(&adder{}, 1)\n}';

export const CONCRETE_CASES: readonly Case[] = [
  {
    remedy: 'concrete-parameter',
    name: 'in the function',
    before: program(BODY, CALLERS),
    after: program(BODY.replace(/[«»]/g, ''), CALLERS, 'c *adder'),
  },
  {
    remedy: 'concrete-parameter',
    name: 'what is passed, to a method in another file, the last use of package io',
    before:
      'package a\n\nimport "bytes"\n\ntype enc struct{ n int }\n\nfunc f(e *enc, s string) string {\n\tvar «b» bytes.Buffer\n\te.write(&b, s)\n\treturn b.String()\n}\n-- other.go --\npackage a\n\nimport (\n\t"bytes"\n\t"io"\n)\n\nvar _ bytes.Buffer\n\nfunc (e *enc) write(w io.Writer, s string) { w.Write([]byte(s)) }\n',
    after:
      'package a\n\nimport "bytes"\n\ntype enc struct{ n int }\n\nfunc f(e *enc, s string) string {\n\tvar b bytes.Buffer\n\te.write(&b, s)\n\treturn b.String()\n}\n-- other.go --\npackage a\n\nimport (\n\t"bytes"\n)\n\nvar _ bytes.Buffer\n\nfunc (e *enc) write(w *bytes.Buffer, s string) { w.Write([]byte(s)) }\n',
  },
];

export const CONCRETE_REFUSALS: readonly { readonly why: string; readonly text: string }[] = [
  {
    why: 'callers pass two types',
    text: program(BODY, `${CALLERS}\n\ntype other struct{}\n\nfunc (other) call(*ctx) {}\n\nfunc g() int { return run(other{}, 1) }`),
  },
  { why: 'a caller passes an interface', text: program(BODY, 'func f(c caller) int { return run(c, 1) }') },
  { why: 'the parameter is compared with nil', text: program(`\tif c == nil {\n\t\treturn 0\n\t}\n${BODY}`, CALLERS) },
  { why: 'the parameter is asked for its type', text: program(`\tif _, ok := c.(*adder); ok {\n\t\treturn 0\n\t}\n${BODY}`, CALLERS) },
  { why: 'the parameter is set', text: program(`\tif n > 3 {\n\t\tc = &adder{}\n\t}\n${BODY}`, CALLERS) },
  { why: 'the function is a value', text: program(BODY, `${CALLERS}\n\nvar _ = run`) },
  { why: 'nobody calls it', text: program(BODY, '') },
  { why: 'other packages may call it', text: program(BODY, CALLERS).replaceAll('run(', 'Run(') },
];
