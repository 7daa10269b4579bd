/** Objects of each call or iteration that come from a pool, and that go back on every path. */
import type { Case } from './cases.js';

const BUFFERS = `var bufferPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// getBuffer returns an empty bytes.Buffer. Give it back with putBuffer.
func getBuffer() *bytes.Buffer { return bufferPool.Get().(*bytes.Buffer) }

// putBuffer empties x for the next user. Nobody may use x, or what its fields held, afterwards.
func putBuffer(x *bytes.Buffer) {
	if x.Cap() > 64<<10 {
		return
	}
	x.Reset()
	bufferPool.Put(x)
}

`;
const handler = (made: string, body: string, imports: readonly string[] = [], pool = '') =>
  `package a\n\nimport (\n${['bytes', 'encoding/json', 'net/http', ...imports]
    .sort()
    .map(i => `\t"${i}"\n`)
    .join('')})\n\n${pool}func f(w http.ResponseWriter, v any) {\n\t${made}\n${body}}\n`;
const POOLED = 'buf := getBuffer()\n\tdefer putBuffer(buf)';
const REPLY = (buf: string) =>
  `\tif err := json.NewEncoder(${buf}).Encode(v); err != nil {\n\t\thttp.Error(w, err.Error(), 500)\n\t\treturn\n\t}\n\tw.Write(buf.Bytes())\n`;

const SCAN = `package a

import "io"

type scan struct {
	line  []byte
	words []string
	n     int
}

func (s *scan) read(r io.Reader) error {
	s.line = append(s.line[:0], "abc"...)
	_, err := r.Read(s.line)
	s.words = append(s.words, string(s.line))
	return err
}

`;
const SCANS = `var scanPool = sync.Pool{New: func() any { return new(scan) }}

// getScan returns an empty scan. Give it back with putScan.
func getScan() *scan { return scanPool.Get().(*scan) }

// putScan empties x for the next user. Nobody may use x, or what its fields held, afterwards.
func putScan(x *scan) {
	if cap(x.words) > 64<<10 {
		return
	}
	if cap(x.line) > 64<<10 {
		return
	}
	clear(x.words[:cap(x.words)])
	*x = scan{line: x.line[:0], words: x.words[:0]}
	scanPool.Put(x)
}

`;
const withSync = (text: string) => text.replace('import "io"', 'import (\n\t"io"\n\t"sync"\n)');
const loop = (body: string) =>
  `func f(rs []io.Reader, stop func(int) bool) (total int, err error) {\n\tfor _, r := range rs {\n${body}\t}\n\treturn total, nil\n}\n`;

export const POOL_CASES: readonly Case[] = [
  {
    ...{ remedy: 'extract-to-pool', severity: 'information', name: 'a buffer by address in a handler' },
    before: handler('buf := «new(bytes.Buffer)»', REPLY('buf')),
    after: handler(POOLED, REPLY('buf'), ['sync'], BUFFERS),
  },
  {
    ...{ remedy: 'extract-to-pool', severity: 'information', name: 'a buffer that was a variable' },
    before: handler('var «buf» bytes.Buffer', REPLY('&buf')),
    after: handler(POOLED, REPLY('buf'), ['sync'], BUFFERS),
  },
  {
    ...{ remedy: 'extract-to-pool', severity: 'information', name: 'a buffer behind an encoder that is a variable' },
    before: handler(
      'buf := «bytes.NewBuffer(nil)»',
      '\tenc := json.NewEncoder(buf)\n\tenc.SetIndent("", " ")\n\tenc.Encode(v)\n\tbuf.WriteTo(w)\n',
    ),
    after: handler(
      POOLED,
      '\tenc := json.NewEncoder(buf)\n\tenc.SetIndent("", " ")\n\tenc.Encode(v)\n\tbuf.WriteTo(w)\n',
      ['sync'],
      BUFFERS,
    ),
  },
  {
    ...{ remedy: 'extract-to-pool', name: 'a struct in a loop that is left in several ways' },
    before:
      SCAN +
      loop(
        '\t\ts := «&scan{n: len(rs)}»\n\t\tif err := s.read(r); err != nil {\n\t\t\treturn total, err\n\t\t}\n\t\tif s.n == 0 {\n\t\t\tcontinue\n\t\t}\n\t\tswitch {\n\t\tcase stop(s.n):\n\t\t\tbreak\n\t\t}\n\t\tfor range s.words {\n\t\t\tbreak\n\t\t}\n\t\ttotal += len(s.words) + s.n\n',
      ),
    after:
      withSync(SCAN) +
      SCANS +
      loop(
        '\t\ts := getScan()\n\t\ts.n = len(rs)\n\t\tif err := s.read(r); err != nil {\n\t\t\tputScan(s)\n\t\t\treturn total, err\n\t\t}\n\t\tif s.n == 0 {\n\t\t\tputScan(s)\n\t\t\tcontinue\n\t\t}\n\t\tswitch {\n\t\tcase stop(s.n):\n\t\t\tbreak\n\t\t}\n\t\tfor range s.words {\n\t\t\tbreak\n\t\t}\n\t\ttotal += len(s.words) + s.n\n\t\tputScan(s)\n',
      ),
  },
  {
    ...{ remedy: 'extract-to-pool', severity: 'information', name: 'a struct that a callee nobody sees into is lent' },
    before: `${SCAN}func g(take func(*scan) int, r io.Reader) int {\n\ts := «new(scan)»\n\ts.read(r)\n\treturn take(s)\n}\n`,
    after: `${withSync(SCAN)}${SCANS}func g(take func(*scan) int, r io.Reader) int {\n\ts := getScan()\n\tdefer putScan(s)\n\ts.read(r)\n\treturn take(s)\n}\n`,
  },
];

const inHandler = (body: string, more = '') => handler('buf := «new(bytes.Buffer)»', body, [], more);
/** What must not go back to a pool when the call is over. */
const keeping = (kept: string) =>
  `${SCAN}var all []*scan\n\nvar lines [][]byte\n\nfunc (s *scan) note() { ${kept} }\n\nfunc (s *scan) through() { s.note() }\n\nfunc g(r io.Reader) int {\n\ts := «new(scan)»\n\ts.read(r)\n\ts.through()\n\treturn s.n\n}\n`;
export const NOT_POOLED: readonly { readonly why: string; readonly text: string }[] = [
  {
    why: 'the bytes outlive the buffer',
    text: 'package a\n\nimport "bytes"\n\nfunc f(s string) []byte {\n\tbuf := «new(bytes.Buffer)»\n\tbuf.WriteString(s)\n\treturn buf.Bytes()\n}\n',
  },
  {
    why: 'the buffer is kept',
    text: inHandler('\tkept = append(kept, buf)\n\tjson.NewEncoder(buf).Encode(v)\n', 'var kept []*bytes.Buffer\n\n'),
  },
  { why: 'a method that a method calls keeps it', text: keeping('all = append(all, s)') },
  { why: 'a method keeps what a field holds', text: keeping('lines = append(lines, s.line)') },
  { why: 'a method starts a goroutine with it', text: keeping('go s.read(nil)') },
  { why: 'a method has a closure with it', text: keeping('func() { s.n++ }()') },
  { why: 'a goroutine has it', text: inHandler('\tgo json.NewEncoder(buf).Encode(v)\n') },
  {
    why: 'a closure has it',
    text: inHandler('\thttp.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { json.NewEncoder(buf).Encode(v) })\n'),
  },
  { why: 'it is the body of a request', text: inHandler('\tjson.NewEncoder(buf).Encode(v)\n\thttp.Post("http://a", "text/plain", buf)\n') },
  { why: 'the name of the pool is taken', text: inHandler(REPLY('buf'), 'func getBuffer() {}\n\n') },
  {
    why: 'a part of the bytes goes elsewhere',
    text: inHandler('\tjson.NewEncoder(buf).Encode(v)\n\tlast = buf.Bytes()\n', 'var last []byte\n\n'),
  },
  {
    why: 'the encoder goes elsewhere',
    text: inHandler('\tenc := json.NewEncoder(buf)\n\tencs = append(encs, enc)\n', 'var encs []*json.Encoder\n\n'),
  },
  { why: 'two callees may keep it', text: `${SCAN}func g(a, b func(*scan) int) int {\n\ts := «new(scan)»\n\treturn a(s) + b(s)\n}\n` },
  {
    why: 'a field of it is given away',
    text: `${SCAN}func g(r io.Reader) []string {\n\ts := «new(scan)»\n\ts.read(r)\n\treturn s.words\n}\n`,
  },
  {
    why: 'the loop is left with it',
    text: SCAN + loop('\t\ts := «new(scan)»\n\t\ts.read(r)\n\t\tif s.n > 0 {\n\t\t\treturn s.n, nil\n\t\t}\n'),
  },
  {
    why: 'the variable gets another object',
    text: `${SCAN}func g(r io.Reader, o *scan) int {\n\ts := «new(scan)»\n\tif r == nil {\n\t\ts = o\n\t}\n\ts.read(r)\n\treturn s.n\n}\n`,
  },
];
