/** Programs that the remedies about buffers, writers and shared variables may not touch. */
import { inFunc } from './buffer-cases.js';

export const BUFFER_REFUSALS: readonly { readonly why: string; readonly text: string }[] = [
  {
    why: 'something is appended to another buffer than it is assigned to',
    text: inFunc('"fmt"', 'b []byte, n, m int) []byte', 'c := append(b, fmt.Sprintf("%d:%d", «n», m)...)\n\treturn c'),
  },
  {
    why: 'a later part looks at the buffer',
    text: inFunc('"fmt"', 'b []byte, s string) []byte', 'b = append(b, fmt.Sprintf("%s%d", «s», b[0])...)\n\treturn b'),
  },
  {
    why: 'a part calls something',
    text: inFunc('"fmt"', 'b []byte, s string, g func() int) []byte', 'b = append(b, fmt.Sprintf("%s%d", «s», int64(g()))...)\n\treturn b'),
  },
  {
    why: 'the buffer is of a type that may not be bytes',
    text: inFunc('"fmt"', 'b []rune, n int) int', 'return len(append([]byte(string(b)), fmt.Sprintf("%v", «b»)...))'),
  },
  {
    why: 'a strings.Builder has no buffer to write into, and a width is for fmt',
    text: inFunc('\t"fmt"\n\t"strings"', 'w *strings.Builder, n int)', 'w.WriteString(fmt.Sprintf("%3d", «n»))'),
  },
  {
    why: 'a hash has no way to take a string',
    text: inFunc('"hash"', 'w hash.Hash, s string)', 'w.Write(«[]byte(s)»)'),
  },
  {
    why: 'a Write of the package may do something else',
    text: 'package a\n\ntype w struct{ n int }\n\nfunc (x *w) Write(p []byte) (int, error) { return x.n, nil }\n\nfunc (x *w) WriteString(s string) (int, error) { return 0, nil }\n\nfunc f(x *w, s string) { x.Write(«[]byte(s)») }\n',
  },
  {
    why: 'a string type of its own is no string',
    text: inFunc('\t"bufio"\n\t"html/template"', 'w *bufio.Writer, s template.HTML)', 'w.Write(«[]byte(s)»)'),
  },
  {
    why: 'string of a number is no copy of bytes',
    text: inFunc('"io"', 'w io.Writer, r rune)', 'io.WriteString(w, «string(r)»)'),
  },
  {
    why: 'the text can be empty, and Appendf of nothing is nil',
    text: inFunc('"fmt"', 's string) []byte', 'return «[]byte(fmt.Sprintf("%s", s))»'),
  },
  {
    why: 'the format is not known',
    text: inFunc('"fmt"', 'format, s string) []byte', 'return «[]byte(fmt.Sprintf(format, s))»'),
  },
  {
    why: 'the reader is kept as what it is',
    text: inFunc('"bytes"', 's string) *bytes.Reader', 'return bytes.NewReader(«[]byte(s)»)'),
  },
  {
    why: 'there is only one variable to share',
    text: 'package a\n\nfunc f() {\n\tvar «n» int\n\tgo func() { n++ }()\n}\n',
  },
  {
    why: 'the neighbour stays on the stack',
    text: 'package a\n\nfunc f() {\n\tvar «n» int\n\tvar m int\n\tm = 2\n\tprintln(m)\n\tgo func() { n++ }()\n}\n',
  },
  {
    why: 'a comment stands between the variables',
    text: 'package a\n\nfunc f() {\n\tvar «n» int\n\t// counts calls\n\tvar m int\n\tgo func() { n++; m-- }()\n}\n',
  },
  {
    why: 'a variable begins with a value',
    text: 'package a\n\nfunc f() {\n\tvar «n» int\n\tvar m int = 2\n\tgo func() { n++; m-- }()\n}\n',
  },
  {
    why: 'the name may be the key of a field',
    text: 'package a\n\ntype t struct{ n int }\n\nfunc f(c chan t) {\n\tvar «n» int\n\tvar m int\n\tgo func() { m++; c <- t{n: n + m} }()\n}\n',
  },
  {
    why: 'no other function writes the variables, so that they need not belong together',
    text: 'package a\n\nfunc f(g func(*int, *int)) {\n\tvar «n» int\n\tvar m int\n\tg(&n, &m)\n}\n',
  },
  {
    why: 'an empty line parts the variables',
    text: 'package a\n\nfunc f() {\n\tvar «n» int\n\n\tvar m int\n\tgo func() { n++; m-- }()\n}\n',
  },
  {
    why: 'a function is no state',
    text: 'package a\n\nfunc f() {\n\tvar «n» int\n\tvar g func()\n\tg = func() { n++; g() }\n\tgo g()\n}\n',
  },
  {
    why: 'a short declaration sets the variable beside a new one',
    text: 'package a\n\nfunc f(g func() (int, error)) {\n\tvar «n» int\n\tvar err error\n\tx, err := g()\n\tgo func() { n += x; println(err) }()\n}\n',
  },
];
