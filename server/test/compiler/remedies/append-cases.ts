/** Texts and numbers that are made only to be written, before and after, and what only looks like it. */
import type { Case } from './cases.js';

const bytes = (body: string, imports = '') =>
  `package a\n\nimport (\n\t"bytes"\n\t"encoding/binary"\n\t"fmt"\n${imports})\n\nvar _ bytes.Buffer\n\nfunc f(n int64, k uint16, s string) ([]byte, error) {\n${body}\n}\n`;

export const APPEND_CASES: readonly Case[] = [
  {
    remedy: 'append-format',
    name: 'several parts into a field',
    before:
      'package a\n\nimport "fmt"\n\ntype t struct {\n\tbuf  []byte\n\tname string\n}\n\nfunc (x *t) f(n int64) {\n\tx.buf = append(x.buf, fmt.Sprintf("%s=%d", x.name, «n»)...)\n}\n',
    after:
      'package a\n\nimport "strconv"\n\ntype t struct {\n\tbuf  []byte\n\tname string\n}\n\nfunc (x *t) f(n int64) {\n\tx.buf = append(x.buf, x.name...)\n\tx.buf = append(x.buf, "="...)\n\tx.buf = strconv.AppendInt(x.buf, n, 10)\n}\n',
  },
  {
    remedy: 'append-format',
    name: 'through a conversion',
    before:
      'package a\n\nimport "fmt"\n\nfunc f(b []byte, n int) []byte {\n\tb = append(b, []byte(fmt.Sprintf("n=%d", «n»))...)\n\treturn b\n}\n',
    after:
      'package a\n\nimport "strconv"\n\nfunc f(b []byte, n int) []byte {\n\tb = append(b, "n="...)\n\tb = strconv.AppendInt(b, int64(n), 10)\n\treturn b\n}\n',
  },
  {
    remedy: 'append-encoded',
    name: 'hexadecimal digits',
    before:
      'package a\n\nimport "encoding/hex"\n\nfunc f(b []byte, id [32]byte) []byte {\n\treturn append(b[:0], «hex.EncodeToString(id[:])»...)\n}\n',
    after: 'package a\n\nimport "encoding/hex"\n\nfunc f(b []byte, id [32]byte) []byte {\n\treturn hex.AppendEncode(b[:0], id[:])\n}\n',
  },
  {
    remedy: 'append-encoded',
    name: 'a number, where the append was found',
    before:
      'package a\n\nimport "strconv"\n\nfunc f(b []byte, n int32) []byte {\n\tb = «append(b, strconv.Itoa(int(n))...)»\n\treturn b\n}\n',
    after:
      'package a\n\nimport "strconv"\n\nfunc f(b []byte, n int32) []byte {\n\tb = strconv.AppendInt(b, int64(int(n)), 10)\n\treturn b\n}\n',
  },
  {
    remedy: 'append-encoded',
    name: 'a time, and an encoding of a package',
    before:
      'package a\n\nimport (\n\t"encoding/base64"\n\t"time"\n)\n\nfunc f(b []byte, t time.Time) []byte {\n\tb = append(b, base64.RawURLEncoding.EncodeToString(b)...)\n\treturn «append(b, t.Format(time.RFC3339)...)»\n}\n',
    after:
      'package a\n\nimport (\n\t"encoding/base64"\n\t"time"\n)\n\nfunc f(b []byte, t time.Time) []byte {\n\tb = append(b, base64.RawURLEncoding.EncodeToString(b)...)\n\treturn t.AppendFormat(b, time.RFC3339)\n}\n',
  },
  {
    remedy: 'buffer-as-slice',
    name: 'numbers and texts, the last use of package bytes',
    before: `package a

import (
	"bytes"
	"encoding/binary"
)

func f(key string, n int64, k uint16) ([]byte, error) {
	buf := «new(bytes.Buffer)»
	buf.WriteString(key)
	if err := binary.Write(buf, binary.BigEndian, n); err != nil {
		return nil, err
	}
	binary.Write(buf, binary.LittleEndian, &k)
	_ = binary.Write(buf, binary.BigEndian, uint8(3))
	return buf.Bytes(), nil
}
`,
    after: `package a

import (
	"encoding/binary"
)

func f(key string, n int64, k uint16) ([]byte, error) {
	buf := make([]byte, 0, 64)
	buf = append(buf, key...)
	buf = binary.BigEndian.AppendUint64(buf, uint64(n))
	buf = binary.LittleEndian.AppendUint16(buf, k)
	buf = append(buf, uint8(3))
	return buf, nil
}
`,
  },
  {
    remedy: 'buffer-as-slice',
    name: 'a formatted text',
    before:
      'package a\n\nimport (\n\t"bytes"\n\t"fmt"\n)\n\nfunc f(xs []int) (string, int) {\n\tvar «b» bytes.Buffer\n\tfor i, x := range xs {\n\t\tif i > 0 {\n\t\t\tb.WriteByte(\',\')\n\t\t}\n\t\tfmt.Fprintf(&b, "%03d", x)\n\t}\n\treturn b.String(), b.Len()\n}\n',
    after:
      'package a\n\nimport (\n\t"fmt"\n)\n\nfunc f(xs []int) (string, int) {\n\tb := make([]byte, 0, 64)\n\tfor i, x := range xs {\n\t\tif i > 0 {\n\t\t\tb = append(b, \',\')\n\t\t}\n\t\tb = fmt.Appendf(b, "%03d", x)\n\t}\n\treturn string(b), len(b)\n}\n',
  },
];

export const APPEND_REFUSALS: readonly { readonly why: string; readonly text: string }[] = [
  {
    why: 'bytes of an empty buffer are nil',
    text: bytes('\tvar «b» bytes.Buffer\n\tfmt.Fprint(&b, s)\n\treturn b.Bytes(), binary.Write(nil, nil, 0)'),
  },
  {
    why: 'a size that differs by machine is an error',
    text: bytes('\tvar «b» bytes.Buffer\n\tbinary.Write(&b, binary.BigEndian, len(s))\n\tfmt.Fprintln(&b)\n\treturn b.Bytes(), nil'),
  },
  {
    why: 'the buffer goes to others',
    text: `${bytes('\tvar «b» bytes.Buffer\n\tb.WriteByte(1)\n\tread(&b)\n\treturn b.Bytes(), nil')}func read(*bytes.Buffer) {}\n`,
  },
  { why: 'the buffer is read from', text: bytes('\tvar «b» bytes.Buffer\n\tb.WriteByte(1)\n\tfmt.Fscan(&b, &n)\n\treturn b.Bytes(), nil') },
  {
    why: 'the number of bytes is asked for',
    text: bytes('\tvar «b» bytes.Buffer\n\tb.WriteByte(1)\n\tw, _ := fmt.Fprint(&b, n)\n\treturn b.Bytes()[w:], nil'),
  },
  {
    why: 'the buffer is written into itself',
    text: bytes('\tvar «b» bytes.Buffer\n\tb.WriteByte(1)\n\tb.Write(b.Bytes())\n\treturn b.Bytes(), nil'),
  },
  {
    why: 'each iteration has a buffer of its own',
    text: bytes('\tfor range 4 {\n\t\tvar «b» bytes.Buffer\n\t\tb.WriteByte(1)\n\t\tfmt.Print(b.String())\n\t}\n\treturn nil, nil'),
  },
  {
    why: 'what is appended may look at the buffer',
    text: 'package a\n\nimport "fmt"\n\ntype t struct{ buf []byte }\n\nfunc (x *t) f(n int64) {\n\tx.buf = append(x.buf, fmt.Sprintf("%d,%d", len(x.buf), «n»)...)\n}\n',
  },
  {
    why: 'append is a function here',
    text: 'package a\n\nimport "strconv"\n\nfunc f(append func([]byte, ...byte) []byte, b []byte, n int) []byte {\n\treturn «append(b, []byte(strconv.Itoa(n))...)»\n}\n',
  },
];
