/** What a program needs once: patterns, options, constants, elements that are there already. Before and after, and what only looks like it. */
import type { Case } from './cases.js';

const COUNTER =
  'type kv struct{ k, v string }\n\ntype option interface{ apply() }\n\nfunc withAttributes(kvs ...kv) option { return nil }\n\nfunc WithAttributes(kvs ...kv) option { return nil }\n\ntype counter interface{ Add(n int, opts ...option) }\n';
const counts = (call: string, before = '') => `package a\n\n${COUNTER}\n${before}func f(c counter, s string) {\n\t${call}\n}\n`;
const encoder = (body: string, more = '', type = 'N    int\n\tTags [4]string') =>
  `package a\n\nimport (\n\t"encoding/json"\n\t"io"\n)\n\ntype rec struct {\n\t${type}\n}\n\nvar _ io.Writer\n\nfunc f(enc *json.Encoder, recs []rec, m map[int]rec) {\n${body}\n}\n${more}`;
const IN_LOOP = '\tfor _, r := range recs {\n\t\tenc.Encode(«r»)\n\t}';

export const ONCE_CASES: readonly Case[] = [
  {
    remedy: 'package-variable',
    name: 'a pattern',
    before:
      'package a\n\nimport "regexp"\n\n// f looks.\nfunc f(s string) bool {\n\tre := «regexp.MustCompile(`^a+$`)»\n\treturn re.MatchString(s)\n}\n',
    after:
      'package a\n\nimport "regexp"\n\nvar fPattern = regexp.MustCompile(`^a+$`)\n\n// f looks.\nfunc f(s string) bool {\n\tre := fPattern\n\treturn re.MatchString(s)\n}\n',
  },
  {
    remedy: 'package-variable',
    name: 'a replacer that is used at once',
    before:
      'package a\n\nimport "strings"\n\ntype t struct{}\n\nfunc (t) Clean(s string) string { return «strings.NewReplacer("\\n", " ")».Replace(s) }\n',
    after:
      'package a\n\nimport "strings"\n\ntype t struct{}\n\nvar cleanReplacer = strings.NewReplacer("\\n", " ")\n\nfunc (t) Clean(s string) string { return cleanReplacer.Replace(s) }\n',
  },
  {
    remedy: 'boxed-constant',
    name: 'a key of a context',
    before:
      'package a\n\nimport "context"\n\ntype key string\n\nfunc f(ctx context.Context) any { return ctx.Value(«sessionKey») }\n-- other.go --\npackage a\n\nvar sessionKey key = "session"\n',
    after:
      'package a\n\nimport "context"\n\ntype key string\n\nfunc f(ctx context.Context) any { return ctx.Value(sessionKey) }\n-- other.go --\npackage a\n\nconst sessionKey key = "session"\n',
  },
  {
    remedy: 'prebuilt-arguments',
    name: 'an option of constant attributes',
    before: counts('«c.Add(1, WithAttributes(kv{"a", "b"}, kv{"c", "d"}))»'),
    after: counts('c.Add(1, addArgs...)', 'var addArgs = []option{WithAttributes(kv{"a", "b"}, kv{"c", "d"})}\n\n'),
  },
  {
    remedy: 'element-pointer',
    name: 'in a loop',
    before: encoder(IN_LOOP),
    after: encoder('\tfor i := range recs {\n\t\tenc.Encode(&recs[i])\n\t}'),
  },
  {
    remedy: 'prebuilt-arguments',
    name: 'literals, by what the package declares',
    before:
      'package a\n\ntype metrics interface {\n\tInc(name string, tags ...string)\n}\n\nfunc f(m metrics) {\n\t«m.Inc("hits", "code", "200")»\n}\n',
    after:
      'package a\n\ntype metrics interface {\n\tInc(name string, tags ...string)\n}\n\nvar incArgs = []string{"code", "200"}\n\nfunc f(m metrics) {\n\tm.Inc("hits", incArgs...)\n}\n',
  },
  {
    remedy: 'element-pointer',
    name: 'a field of what a method is called with',
    before:
      'package a\n\nimport "encoding/json"\n\ntype conf struct{ N, M int }\n\ntype t struct{ conf conf }\n\nfunc (x *t) f() ([]byte, error) { return json.Marshal(«x.conf») }\n',
    after:
      'package a\n\nimport "encoding/json"\n\ntype conf struct{ N, M int }\n\ntype t struct{ conf conf }\n\nfunc (x *t) f() ([]byte, error) { return json.Marshal(&x.conf) }\n',
  },
  { remedy: 'element-pointer', name: 'by index', before: encoder('\tenc.Encode(«recs[0]»)'), after: encoder('\tenc.Encode(&recs[0])') },
];

const WORK = `\tfor i, t := range toks {
		switch {
		case len(t) == 0:
			continue
		case t[0] == '(' || t[0] == '[' || t[0] == '{':
			p.table[i&15] |= 1
		case t[0] == ')' || t[0] == ']' || t[0] == '}':
			p.table[i&15] |= 2
		default:
			p.table[i&15] |= 8
		}
	}
	for i := range p.table {
		if p.table[i] > 8 && p.pos == 0 && depth > 0 {
			p.pos = i + int(p.table[i])*depth
		}
	}`;
const newParser = (body: string, more = '') =>
  `package a\n\ntype parser struct {\n\tpos   int\n\ttable [16]uint8\n}\n\nfunc newParser(name string, toks []string, depth int) *parser {\n\tp := «&parser{}»\n${body}\n\treturn p\n}\n${more}`;

export const SIZE_CASES: readonly Case[] = [
  {
    remedy: 'small-constructor',
    name: 'with the parameters that the work needs',
    before: newParser(WORK),
    after: newParser('\tp.init(toks, depth)', `\nfunc (p *parser) init(toks []string, depth int) {\n${WORK}\n}\n`).replace(/[«»]/g, ''),
  },
  {
    remedy: 'smaller-buffer',
    name: 'what a reader fills',
    before:
      'package a\n\nimport "io"\n\nfunc f(r io.Reader, w io.Writer) (err error) {\n\tvar «buf» [1 << 20]byte\n\tn := 0\n\tfor err == nil {\n\t\tn, err = r.Read(buf[:])\n\t\tw.Write(buf[:n])\n\t}\n\treturn err\n}\n',
    after:
      'package a\n\nimport "io"\n\nfunc f(r io.Reader, w io.Writer) (err error) {\n\tvar buf [64 << 10]byte\n\tn := 0\n\tfor err == nil {\n\t\tn, err = r.Read(buf[:])\n\t\tw.Write(buf[:n])\n\t}\n\treturn err\n}\n',
  },
];

export const ONCE_REFUSALS: readonly { readonly why: string; readonly text: string }[] = [
  { why: 'the constructor is small', text: newParser('\tp.pos = depth', '\nfunc g() *parser { return newParser("", nil, 1) }\n') },
  { why: 'the work returns', text: newParser(`\tif depth < 0 {\n\t\treturn nil\n\t}\n${WORK}`) },
  { why: 'the work keeps the value', text: newParser(`${WORK}\n\tkept = p`, '\nvar kept *parser\n') },
  {
    why: 'the buffer has to be filled',
    text: 'package a\n\nimport "io"\n\nfunc f(r io.Reader) error {\n\tvar «buf» [1 << 20]byte\n\t_, err := io.ReadFull(r, buf[:])\n\treturn err\n}\n',
  },
  {
    why: 'a pattern that is worked out',
    text: 'package a\n\nimport "regexp"\n\nfunc f(s string) bool { return «regexp.MustCompile("^" + s)».MatchString(s) }\n',
  },
  {
    why: 'a program sets the key',
    text: 'package a\n\nimport "context"\n\nvar key = "session"\n\nfunc set(s string) { key = s }\n\nfunc f(ctx context.Context) any { return ctx.Value(«key») }\n',
  },
  {
    why: 'other packages may set the key',
    text: 'package a\n\nimport "context"\n\nvar Key = "session"\n\nfunc f(ctx context.Context) any { return ctx.Value(«Key») }\n',
  },
  { why: 'an attribute that varies', text: counts('«c.Add(1, WithAttributes(kv{"a", s}))»') },
  { why: 'a function of which nobody knows what it does', text: counts('«c.Add(1, withAttributes(kv{"a", "b"}))»') },
  { why: 'elements of a map have no address', text: encoder('\tenc.Encode(«m[0]»)') },
  { why: 'the type encodes itself', text: encoder(IN_LOOP, '\nfunc (r *rec) MarshalJSON() ([]byte, error) { return nil, nil }\n') },
  { why: 'a field may encode itself', text: encoder(IN_LOOP, '', 'N int\n\tw io.Writer') },
  { why: 'the loop uses the copy elsewhere', text: encoder('\tfor _, r := range recs {\n\t\tr.N++\n\t\tenc.Encode(«r»)\n\t}') },
];
