/** Remedies about buffers and writers: before and after. */
import type { Case } from './cases.js';

/** One function `f` with these imports. */
export const inFunc = (imports: string, signature: string, body: string) =>
  `package a\n\nimport ${imports.includes('\n') ? `(\n${imports}\n)` : imports}\n\nfunc f(${signature} {\n\t${body}\n}\n`;

export const BUFFER_CASES: readonly Case[] = [
  {
    remedy: 'append-format',
    name: 'one number as an expression, the last use of fmt',
    before: inFunc('"fmt"', 'b []byte, n uint32) []byte', 'return append(b, fmt.Sprintf("%x", «n»)...)'),
    after: inFunc('"strconv"', 'b []byte, n uint32) []byte', 'return strconv.AppendUint(b, uint64(n), 16)'),
  },
  {
    remedy: 'append-format',
    name: 'a quoted string in a field',
    before: `package a

import "fmt"

type t struct{ buf []byte }

func (x *t) f(s string) {
	x.buf = append(x.buf, fmt.Sprintf("%q", «s»)...)
}
`,
    after: `package a

import "strconv"

type t struct{ buf []byte }

func (x *t) f(s string) {
	x.buf = strconv.AppendQuote(x.buf, s)
}
`,
  },
  {
    remedy: 'append-format',
    name: 'several parts as statements',
    before: inFunc('"fmt"', 'b []byte, key string, n int) []byte', 'b = append(b, fmt.Sprintf("%s=%d;", «key», n)...)\n\treturn b'),
    after: inFunc(
      '"strconv"',
      'b []byte, key string, n int) []byte',
      'b = append(b, key...)\n\tb = append(b, "="...)\n\tb = strconv.AppendInt(b, int64(n), 10)\n\tb = append(b, ";"...)\n\treturn b',
    ),
  },
  {
    remedy: 'append-format',
    name: 'into the room that a buffer has',
    before: inFunc('\t"bytes"\n\t"fmt"', 'w *bytes.Buffer, n int64)', 'w.WriteString(fmt.Sprint(«n»))\n\tfmt.Fprintln(w)'),
    after: inFunc(
      '\t"bytes"\n\t"fmt"\n\t"strconv"',
      'w *bytes.Buffer, n int64)',
      'w.Write(strconv.AppendInt(w.AvailableBuffer(), n, 10))\n\tfmt.Fprintln(w)',
    ),
  },
  {
    remedy: 'write-string',
    name: 'a string to a buffered writer',
    before: inFunc('"bufio"', 'w *bufio.Writer, s string) (int, error)', 'return w.Write(«[]byte(s)»)'),
    after: inFunc('"bufio"', 'w *bufio.Writer, s string) (int, error)', 'return w.WriteString(s)'),
  },
  {
    remedy: 'write-string',
    name: 'a constant to an HTTP response',
    before: inFunc('"net/http"', 'w http.ResponseWriter, r *http.Request)', 'w.Write(«[]byte("ok")»)'),
    after: inFunc('\t"io"\n\t"net/http"', 'w http.ResponseWriter, r *http.Request)', 'io.WriteString(w, "ok")'),
  },
  {
    remedy: 'write-string',
    name: 'formatted text to any writer',
    before: inFunc('\t"fmt"\n\t"io"', 'w io.Writer, n int)', 'w.Write(«[]byte(fmt.Sprintf("n=%d\\n", n))»)'),
    after: inFunc('\t"fmt"\n\t"io"', 'w io.Writer, n int)', 'fmt.Fprintf(w, "n=%d\\n", n)'),
  },
  {
    remedy: 'write-string',
    name: 'formatted text to a variable with pointer methods',
    before: inFunc('\t"bufio"\n\t"fmt"', 'n int)', 'var w bufio.Writer\n\tw.Write(«[]byte(fmt.Sprintln(n, true))»)'),
    after: inFunc('\t"bufio"\n\t"fmt"', 'n int)', 'var w bufio.Writer\n\tfmt.Fprintln(&w, n, true)'),
  },
  {
    remedy: 'write-string',
    name: 'bytes through io.WriteString, the last use of io',
    before: inFunc('\t"io"\n\t"net/http"', 'w http.ResponseWriter, b []byte) (int, error)', 'return io.WriteString(w, «string(b)»)'),
    after: inFunc('"net/http"', 'w http.ResponseWriter, b []byte) (int, error)', 'return w.Write(b)').replace(
      'import "net/http"',
      'import (\n\t"net/http"\n)',
    ),
  },
  {
    remedy: 'write-string',
    name: 'bytes to a buffered writer',
    before: inFunc('"bufio"', 'w *bufio.Writer, b []byte)', 'w.WriteString(«string(b[1:])»)'),
    after: inFunc('"bufio"', 'w *bufio.Writer, b []byte)', 'w.Write(b[1:])'),
  },
  {
    remedy: 'byte-format',
    name: 'text with something beside its verbs',
    before: inFunc('"fmt"', 's string) []byte', 'return «[]byte(fmt.Sprintf("s=%s", s))»'),
    after: inFunc('"fmt"', 's string) []byte', 'return fmt.Appendf(nil, "s=%s", s)'),
  },
  {
    remedy: 'string-reader',
    name: 'the body of a request',
    before: inFunc(
      '\t"bytes"\n\t"net/http"',
      's string) (*http.Request, error)',
      'return http.NewRequest("POST", "/", bytes.NewBuffer(«[]byte(s)»))',
    ),
    after: inFunc(
      '\t"net/http"\n\t"strings"',
      's string) (*http.Request, error)',
      'return http.NewRequest("POST", "/", strings.NewReader(s))',
    ),
  },
];
